/** Terms that `and`, `or` and `not` join. */
export type Tree<Term> = Term | Junction<Term> | Negation<Term>;

/** Several trees of which all, or any, must hold; two at least. */
export interface Junction<Term> {
  readonly is: "and" | "or";
  readonly parts: readonly Tree<Term>[];
}

/** A tree that must not hold. */
export interface Negation<Term> {
  readonly is: "not";
  readonly part: Tree<Term>;
}
