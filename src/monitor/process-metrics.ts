import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Metrics } from "./metrics.ts";

/** The lag is that of at least so long, however often it is read, ms. */
const LEAST_MS = 10_000;

/** Measures once in so long, ms. */
const RESOLUTION_MS = 20;

/** Has the metrics tell of the process itself. @returns stops measuring */
export function measureProcess(metrics: Metrics, version: string): Disposable {
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  lag.enable();
  let sinceMs = performance.now();
  metrics.set("doorbook_build_info", 1, [version, process.versions.node]);
  metrics.set("process_start_time_seconds", (Date.now() - performance.now()) / 1000);
  metrics.onRead(() => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    metrics.set("process_cpu_seconds_total", (user + system) / 1e6);
    metrics.set("process_resident_memory_bytes", rss);
    metrics.set("doorbook_heap_bytes", heapUsed);
    const isFirst = lag.count === 0;
    for (const quantile of isFirst ? [] : [0.5, 0.99, 1]) {
      const seconds = lag.percentile(quantile * 100) / 1e9 - RESOLUTION_MS / 1000;
      metrics.set("doorbook_event_loop_lag_seconds", Math.max(0, seconds), [String(quantile)]);
    }
    if (performance.now() - sinceMs < LEAST_MS) return;
    lag.reset();
    sinceMs = performance.now();
  });
  return { [Symbol.dispose]: () => lag.disable() };
}
