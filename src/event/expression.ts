import type { Tree } from "./tree.ts";

/**
 * A filter as people and programs write it, read into a tree:
 *
 *     (name eq 'access_denied_by_unknown_card' or priority eq 'high') and timestamp ge 1711919100000
 *
 * What fields there are, which operators they have and which values, is for whoever asked to say.
 */
export type Expression = Tree<Comparison>;

/** `field operator value`. */
export interface Comparison {
  readonly is: "comparison";
  readonly field: string;
  readonly operator: string;
  readonly value: Literal;
}

/** A value: what stood between the quotes, or the digits of an integer with their sign. */
export interface Literal {
  readonly is: "text" | "integer";
  readonly text: string;
}

/** The longest expression, in UTF-16 units (assumed). */
export const MAX_EXPRESSION_LENGTH = 4096;

/** What keeps a text from being an expression. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  /** Where in the text, in UTF-16 units from 0. */
  readonly position: number;

  constructor(expected: string, position: number) {
    super(`Expected ${expected} at ${String(position)}`);
    this.position = position;
  }
}
