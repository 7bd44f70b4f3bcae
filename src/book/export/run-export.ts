import type { WalkEvents, WalkQuery } from "../../event/book.ts";
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
export async function runExport(
  { walk, fleet }: ExportParts,
  spec: ExportSpec,
  signal: AbortSignal,
): Promise<StartedExport> {
  const { query } = spec;
  const total = spec.total ?? (await countAll(walk, query, signal));
  // of one that goes on nobody knows how many events were before its place
  const expected = query.after === undefined ? total : undefined;
  const events = counted(walk(query), signal, expected);
  return { total, pieces: piecesOf(events, spec, fleet) };
}

function piecesOf(
  events: EventBatches,
  spec: ExportSpec,
  fleet: ToldFleet,
): AsyncGenerator<Uint8Array, void> {
  switch (spec.format) {
    case "csv":
      return textPieces(events, csvRows(spec, fleet));
    case "jsonl":
      return textPieces(events, jsonRows(spec, fleet));
    case "xlsx":
      return xlsxPieces(events, spec, fleet);
  }
}

async function countAll(walk: WalkEvents, query: WalkQuery, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const events of walk({ ...query, after: undefined })) {
    signal.throwIfAborted();
    count += events.length;
  }
  return count;
}

/** The same events; an export that would not hold as many as was announced must not end as if it did. */
async function* counted(
  batches: ReturnType<WalkEvents>,
  signal: AbortSignal,
  expected: number | undefined,
): AsyncGenerator<readonly StoredEvent[], void> {
  let count = 0;
  for await (const events of batches) {
    signal.throwIfAborted();
    count += events.length;
    if (events.length > 0) yield events;
  }
  if (expected === undefined || count === expected) return;
  throw new AppError("internal", `an export of ${expected} events came to ${count}`);
}
