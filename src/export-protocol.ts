import type { ExportSpec } from "./book/export/export-spec.ts";
import type { Failure } from "./store/sqlite/protocol.ts";

/** What the thread of an export is told: first its task, then that so much more is wanted. */
export type ExportRequest =
  | { readonly op: "begin"; readonly dataFolder: string; readonly spec: ExportSpec }
  | { readonly op: "more" };

/** What it says. */
export type ExportReply =
  | { readonly op: "total"; readonly total: number }
  | { readonly op: "piece"; readonly piece: Uint8Array }
  | { readonly op: "end" }
  | { readonly op: "failed"; readonly failure: Failure };

/** How many pieces are made ahead of whoever reads them. */
export const PIECES_AHEAD = 4;
