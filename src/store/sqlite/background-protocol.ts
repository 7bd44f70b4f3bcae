import type { Collected } from "./collected-removals.ts";
import type { Failure } from "./protocol.ts";

/** Which events to collect from the indexes, in order. */
export interface CollectRequest {
  readonly op: "collect";
  readonly id: number;
  /** `undefined` for the fleet. */
  readonly panels: readonly number[] | undefined;
  readonly floor: number;
  /** The indexes are complete up to this seq; what they hold above it is left out. */
  readonly through: number;
}

export type BackgroundRequest =
  | CollectRequest
  /** Copies the write-ahead log's pages into the file, beside a writing writer. */
  | { readonly op: "checkpoint"; readonly id: number }
  | { readonly op: "close" };

export type BackgroundReply =
  | { readonly op: "columns"; readonly id: number; readonly columns: Collected }
  | { readonly op: "done"; readonly id: number }
  | { readonly op: "failed"; readonly id: number; readonly failure: Failure };
