import type { Failure } from "../protocol.ts";

export type WordRequest =
  /** The log has grown. */
  | { readonly op: "grown" }
  /** A reader found the index damaged. */
  | { readonly op: "rebuild" }
  | { readonly op: "close" };

export type WordReply =
  /** Many events were to be fed, and are. */
  | { readonly op: "filling"; readonly events: number }
  | { readonly op: "filled"; readonly events: number }
  /** Feeding fails, and is tried again; told once, until it goes on. */
  | { readonly op: "failed"; readonly failure: Failure }
  | { readonly op: "recovered" };
