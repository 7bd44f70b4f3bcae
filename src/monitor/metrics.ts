import { METRICS } from "./metric-table.ts";
import type { MetricDefinition, MetricName } from "./metric-table.ts";

/** Upper ends of a histogram's buckets, seconds: from a cached page to a search that takes its time. */
export const BUCKETS_SECONDS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10] as const;

/** Series of one metric past which no new ones are taken: nothing that callers choose may fill memory. */
const MAX_SERIES = 2_000;

/** Values of a metric's labels, in the order of the table. */
export type LabelValues = readonly string[];

interface Series {
  readonly labels: LabelValues;
  value: number;
  /** Of a histogram, how many fell into each bucket alone, and past all. */
  readonly counts: number[];
}

/**
 * What monitors read of a server, in Prometheus's text format. Counting is some additions; whatever is
 * known elsewhere is looked up when someone asks.
 */
export class Metrics {
  readonly #series = new Map<MetricName, Map<string, Series>>();
  readonly #readers: (() => void | Promise<void>)[] = [];

  /** Counts, `by` 1 if it is not said. */
  count(name: MetricName, labels: LabelValues = [], by = 1): void {
    const series = this.#of(name, labels);
    if (series !== undefined) series.value += by;
  }

  /** Sets what a gauge is, or how far a counter of someone else has come. */
  set(name: MetricName, value: number | undefined, labels: LabelValues = []): void {
    if (value === undefined) return;
    const series = this.#of(name, labels);
    if (series !== undefined) series.value = value;
  }

  /** Adds a time to a histogram. */
  observe(name: MetricName, seconds: number, labels: LabelValues = []): void {
    const series = this.#of(name, labels);
    if (series === undefined) return;
    series.value += seconds;
    const bucket = BUCKETS_SECONDS.findIndex((end) => seconds <= end);
    const at = bucket === -1 ? BUCKETS_SECONDS.length : bucket;
    series.counts[at] = (series.counts[at] ?? 0) + 1;
  }

  /** Has something look values up whenever someone asks. */
  onRead(read: () => void | Promise<void>): void {
    this.#readers.push(read);
  }

  /**
   * All metrics as text.
   *
   * @param report told of what could not be looked up, which is left as it was
   */
  async render(report: (cause: unknown) => void): Promise<string> {
    for (const read of this.#readers) {
      try {
        await read();
      } catch (cause) {
        report(cause);
      }
    }
    return [...this.#series].map(([name, series]) => renderMetric(name, series)).join("");
  }

  #of(name: MetricName, labels: LabelValues): Series | undefined {
    const all = this.#series.get(name) ?? new Map<string, Series>();
    if (all.size === 0) this.#series.set(name, all);
    const key = labels.length === 1 ? (labels[0] ?? "") : labels.join("\n");
    let series = all.get(key);
    if (series === undefined && all.size < MAX_SERIES) {
      series = { labels, value: 0, counts: [] };
      all.set(key, series);
    }
    return series;
  }
}

function renderMetric(name: MetricName, series: ReadonlyMap<string, Series>): string {
  const definition: MetricDefinition = METRICS[name];
  const lines = [`# HELP ${name} ${definition.help}`, `# TYPE ${name} ${definition.type}`];
  for (const one of series.values()) {
    const labels = definition.labels.map(
      (label, nth) => `${label}="${escape(one.labels[nth] ?? "")}"`,
    );
    if (definition.type === "histogram") lines.push(...histogramLines(name, labels, one));
    else lines.push(`${name}${braced(labels)} ${one.value}`);
  }
  return `${lines.join("\n")}\n`;
}

function* histogramLines(
  name: string,
  labels: readonly string[],
  { value, counts }: Series,
): Generator<string> {
  let sum = 0;
  for (const [nth, end] of [...BUCKETS_SECONDS, "+Inf"].entries()) {
    sum += counts[nth] ?? 0;
    yield `${name}_bucket${braced([...labels, `le="${end}"`])} ${sum}`;
  }
  yield `${name}_sum${braced(labels)} ${value}`;
  yield `${name}_count${braced(labels)} ${sum}`;
}

function braced(labels: readonly string[]): string {
  return labels.length === 0 ? "" : `{${labels.join()}}`;
}

function escape(value: string): string {
  return value
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll("\n", String.raw`\n`);
}
