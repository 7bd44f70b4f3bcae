import { Readable } from "node:stream";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../src/event/event.ts";
import { canonicalModel } from "../../src/event/canonical.ts";
import type { EventStore } from "../../src/event/store.ts";
import type { ImportedEvent, Reading } from "../../src/intake/import/imported-event.ts";
import { readFile } from "../../src/intake/import/read-file.ts";
import type { FileReading } from "../../src/intake/import/read-file.ts";
import { runImport } from "../../src/intake/import/run-import.ts";
import type { ImportOptions, ImportSummary } from "../../src/intake/import/run-import.ts";
import { KEEPS_ALL } from "../../src/intake/kept-intake.ts";
import { StoreTarget } from "../../src/intake/import/store-target.ts";
import { wholeLog } from "./events.ts";

/** How files are read where a test says nothing else. */
export const PLAIN: FileReading = { source: "import", columns: new Map() };

/** The bytes of a text or of bytes, in pieces of so many. */
export function chunksOf(whole: string | Uint8Array, size = 65_536): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(whole);
  const count = Math.ceil(bytes.length / size);
  return Readable.from(
    Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
  );
}

/** All that is read of a file. */
export async function readingsOf(
  whole: string | Uint8Array,
  reading: Partial<FileReading> = {},
  size?: number,
): Promise<Reading[]> {
  const readings: Reading[] = [];
  for await (const some of readFile(chunksOf(whole, size), { ...PLAIN, ...reading })) {
    readings.push(...some);
  }
  return readings;
}

/** A target that takes everything into a log, or only says what it would take. */
export function targetOf(log: EventStore, isDry = false): StoreTarget {
  const refusalOf = () => Promise.resolve(undefined);
  const mark = (_panel: PanelSerial, events: readonly PanelEvent[]) => events;
  return new StoreTarget({ log, mark, refusalOf, keeping: KEEPS_ALL, isDry });
}

/** Takes a file into a log. */
export async function importText(
  log: EventStore,
  whole: string | Uint8Array,
  reading: Partial<FileReading> = {},
  options: ImportOptions = {},
): Promise<ImportSummary> {
  return runImport(readFile(chunksOf(whole), { ...PLAIN, ...reading }), targetOf(log), options);
}

/** What an import reads, from events at hand. */
export async function* givenAs(
  events: readonly ImportedEvent[],
): AsyncGenerator<readonly Reading[]> {
  yield await Promise.resolve(events);
}

/** What tells the events of a log apart, but for ordinals: alike ones stand as often as there are. */
export async function identitiesOf(log: EventStore): Promise<readonly string[]> {
  return (await wholeLog(log)).map(identityOf).toSorted();
}

/** The same of one event. */
export function identityOf({
  panel,
  occurredAtMs,
  key,
  model,
  source,
}: PanelEvent & Pick<StoredEvent, "panel">): string {
  const way = source === "syslog" ? "syslog" : "log";
  return JSON.stringify([panel, occurredAtMs, way, key, canonicalModel(model)]);
}
