import type { QueryOperator } from "./query-fields.ts";
import type { Tree } from "./tree.ts";

/** A query of the book as it is written, read into a tree; what it means is for others to say. */
export type QueryTree = Tree<QueryTerm>;

/** What stands between the words that join. */
export type QueryTerm = QueryComparison | QueryTimeTerm | QueryWords;

/** `field operator value`, with several values for `in` and none for `exists`. */
export interface QueryComparison {
  readonly is: "comparison";
  /** A field, or what was written in its place. */
  readonly field: string;
  readonly operator: QueryOperator;
  readonly values: readonly QueryLiteral[];
  /** Where the field stands, in UTF-16 units from 0; `operatorPosition` alike. */
  readonly position: number;
  readonly operatorPosition: number;
}

/** A value of a comparison. */
export interface QueryLiteral {
  /** What it says, without quotes. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** Where it begins, in UTF-16 units from 0. */
  readonly position: number;
}

/** A time that stands for itself: `today`, `last 24h`, `2026-11-01..2026-11-07`. */
export interface QueryTimeTerm {
  readonly is: "time";
  readonly text: string;
  readonly position: number;
}

/** A word, or a phrase in quotes. */
export interface QueryWords {
  readonly is: "words";
  /** Without quotes and without the `*` that may end it. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** Whether a `*` ended it: its last word may go on. */
  readonly isPrefix: boolean;
  readonly position: number;
}
