import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { EventFeed } from "./book/stream/event-feed.ts";
import type { EventStore } from "./event/store.ts";
import type { Intake } from "./compose-intake.ts";
import { PANEL_STATES } from "./fleet/health.ts";
import type { Certificate } from "./http/tls/certificate.ts";
import type { Delivered } from "./intake/counted-intake.ts";
import type { IntakeStore } from "./intake/store.ts";
import type { DiskWatch } from "./monitor/disk-watch.ts";
import type { Metrics } from "./monitor/metrics.ts";

/** The files of a data folder that grow. */
const DATA_FILES = ["doorbook.db", "doorbook.db-wal", "search.db", "search.db-wal"] as const;

/** What metrics are looked up in. */
interface Monitored {
  readonly log: Pick<EventStore, "head">;
  readonly quarantine: Pick<IntakeStore, "quarantineState">;
  readonly intake: Pick<Intake, "health" | "fleet">;
  readonly feed: EventFeed;
  readonly disk: DiskWatch;
  readonly certificate: Certificate | undefined;
  /** The data folder. */
  readonly data: string;
}

/** Has the metrics look up what the parts of a server know. */
export function monitorParts(metrics: Metrics, parts: Monitored): void {
  const { log, intake, feed, disk, certificate } = parts;
  metrics.onRead(async () => metrics.set("doorbook_head_seq", await log.head()));
  metrics.onRead(async () => {
    const { count, bytes, maxBytes } = await parts.quarantine.quarantineState();
    metrics.set("doorbook_quarantined", count);
    metrics.set("doorbook_quarantine_bytes", bytes);
    metrics.set("doorbook_quarantine_max_bytes", maxBytes);
  });
  metrics.onRead(() => {
    const counts = intake.health.countStates(intake.fleet.profiles);
    for (const state of PANEL_STATES) metrics.set("doorbook_panels", counts[state], [state]);
    metrics.set("doorbook_streams_open", feed.size);
    metrics.set("doorbook_streams_behind", feed.behind);
    metrics.set("doorbook_disk_free_bytes", disk.freeBytes);
    metrics.set("doorbook_disk_low", disk.isLow ? 1 : 0);
    metrics.set("doorbook_certificate_expires_seconds", secondsOf(certificate?.untilMs));
  });
  metrics.onRead(async () => {
    for (const file of DATA_FILES) {
      const found = await stat(join(parts.data, file)).catch(() => undefined);
      metrics.set("doorbook_data_bytes", found?.size, [file]);
    }
  });
}

/** Tells the metrics, and the watch of the disk, of a delivery. */
export function noteDelivery(metrics: Metrics, disk: DiskWatch, delivered: Delivered): void {
  const { source, outcome, added, repeated, rejected, tookMs } = delivered;
  metrics.count("doorbook_deliveries_total", [source, outcome]);
  metrics.count("doorbook_events_total", [source], added);
  metrics.count("doorbook_events_repeated_total", [source], repeated);
  metrics.count("doorbook_rejected_total", [], rejected);
  metrics.observe("doorbook_delivery_seconds", tookMs / 1000);
  if (outcome === "unavailable") disk.writingFailed();
  else if (outcome === "stored") disk.written();
}

/** What is free for us on the disk of a folder, bytes; `undefined` while there is no such folder. */
export async function freeBytesOf(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1000);
}
