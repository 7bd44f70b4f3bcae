import type { WalkEvents } from "../../event/book.ts";
import { AppError } from "../../event/errors.ts";
import type { StoredEvent } from "../../event/event.ts";
import type { ToldFleet } from "../told-event.ts";
import type { ExportSpec, StartExport, StartedExport } from "./export-spec.ts";
import { csvRows, jsonRows } from "./render-rows.ts";
import { textPieces } from "./text-pieces.ts";
import { xlsxPieces } from "./xlsx.ts";
import type { EventBatches } from "./xlsx.ts";

/** What exports are made from. */
export interface ExportParts {
  readonly walk: WalkEvents;
  /** Of what is seen of the log: no other panel is asked for. */
  readonly fleet: ToldFleet;
}

/** Has exports made where they are asked for. */
export function exportsHere(parts: ExportParts): StartExport {
  return (spec, signal) => runExport(parts, spec, signal);
}

/** Makes an export: see {@link StartExport}. */
async function runExport(
  { walk, fleet }: ExportParts,
  spec: ExportSpec,
  signal: AbortSignal,
): Promise<StartedExport> {
  const { query } = spec;
  const total = spec.total ?? (await countWalked(walk({ ...query, after: undefined }), signal));
  const write = slicePieces(spec, fleet);
  const pieces = async function* () {
    const events = walkCounted(walk(query), signal);
    yield* write(events, true);
    checkCount(spec, total, events.count);
  };
  return { total, pieces: pieces() };
}

/** Events on their way into a file, and how many went by. */
export interface CountedEvents extends AsyncIterable<readonly StoredEvent[]> {
  readonly count: number;
}

/** Writes events that follow one another. @param isFirst whether the file begins with them */
export type SliceWriting = (
  events: EventBatches,
  isFirst: boolean,
) => AsyncGenerator<Uint8Array, void>;

/** How the pieces of an export are written. Of a workbook there is one slice. */
export function slicePieces(spec: ExportSpec, fleet: ToldFleet): SliceWriting {
  if (spec.format === "xlsx") return (events) => xlsxPieces(events, spec, fleet);
  const { head, row } = spec.format === "csv" ? csvRows(spec, fleet) : jsonRows(spec, fleet);
  return (events, isFirst) => textPieces(events, { head: isFirst ? head : "", row });
}

/** How many events a walk finds. @param signal ends it */
export async function countWalked(
  walk: ReturnType<WalkEvents>,
  signal?: AbortSignal,
): Promise<number> {
  let count = 0;
  for await (const events of walk) {
    signal?.throwIfAborted();
    count += events.length;
  }
  return count;
}

/** The same events, counted. @param signal ends it */
export function walkCounted(walk: ReturnType<WalkEvents>, signal?: AbortSignal): CountedEvents {
  const counted = {
    count: 0,
    async *[Symbol.asyncIterator]() {
      for await (const events of walk) {
        signal?.throwIfAborted();
        counted.count += events.length;
        if (events.length > 0) yield events;
      }
    },
  };
  return counted;
}

/**
 * An export that does not hold as many events as was announced must not end as if it did.
 *
 * @throws AppError `internal`
 */
export function checkCount({ query }: ExportSpec, total: number, count: number): void {
  // of one that goes on nobody knows how many events were before its place
  if (query.after !== undefined || count === total) return;
  throw new AppError("internal", `an export of ${total} events came to ${count}`);
}
