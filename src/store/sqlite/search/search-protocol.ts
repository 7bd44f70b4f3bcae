import type { FindQuery, Found, Tallied, TallyQuery } from "../../../event/book.ts";
import type { Failure } from "../protocol.ts";

/** A question for the thread that searches; replies bear its number. */
export type Question =
  | { readonly op: "find"; readonly query: FindQuery }
  | { readonly op: "tally"; readonly query: TallyQuery };

export type SearchRequest = (Question & { readonly id: number }) | { readonly op: "close" };

export type SearchReply =
  | { readonly op: "found"; readonly id: number; readonly found: Found }
  | { readonly op: "tallied"; readonly id: number; readonly tallied: Tallied }
  | { readonly op: "failed"; readonly id: number; readonly failure: Failure }
  /** The word index is damaged. */
  | { readonly op: "damaged" };
