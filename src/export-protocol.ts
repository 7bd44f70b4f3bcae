import type { ExportSlice, ExportSpec } from "./book/export/export-spec.ts";
import type { Failure } from "./store/sqlite/protocol.ts";

/** What a thread of an export is told: its task, to count all events, to write a slice, to go on writing. */
export type ExportRequest =
  | { readonly op: "begin"; readonly dataFolder: string; readonly spec: ExportSpec }
  | { readonly op: "count" }
  | { readonly op: "write"; readonly slice: ExportSlice }
  | { readonly op: "more" };

/** What it says; the pieces of a slice before how many events it held. */
export type ExportReply =
  | { readonly op: "total"; readonly total: number }
  | { readonly op: "piece"; readonly piece: Uint8Array }
  | { readonly op: "written"; readonly events: number }
  | { readonly op: "failed"; readonly failure: Failure };

/** How many pieces a thread is ahead of whoever reads them: more than a slice has of events of usual size. */
export const PIECES_AHEAD = 24;
