import { type AnyToken, TokenCursor } from "./token-cursor.ts";
import type { Junction, Tree } from "./tree.ts";

/** How deep parentheses and `not` may nest (assumed). */
export const MAX_DEPTH = 100;

/** What a language that joins terms has of its own. */
export interface Grammar<Token extends AnyToken, Term> {
  /** How its `and`, `or` and `not` are written. */
  readonly joins: Readonly<Record<"and" | "or" | "not", readonly string[]>>;
  /** Whether terms that stand next to one another are joined by `and`. */
  readonly isAndImplied: boolean;
  /** What may follow a term, for the message of an error. */
  readonly afterTerm: string;
  /** Reads the term that comes next. */
  readonly term: (cursor: TokenCursor<Token>) => Term;
  /** The error that something else was expected at a place, in UTF-16 units from 0. */
  readonly fail: (expected: string, position: number) => Error;
}

/**
 * Reads terms and what joins them: `not` binds closer than `and`, `and` closer than `or`, and
 * parentheses group.
 *
 * @param tokens the last one is the end
 * @throws whatever the grammar's `fail` and `term` make, also for what nests deeper than `MAX_DEPTH`
 */
export function parseTree<Token extends AnyToken, Term>(
  tokens: readonly Token[],
  grammar: Grammar<Token, Term>,
): Tree<Term> {
  return new TreeParser(tokens, grammar).parse();
}

class TreeParser<Token extends AnyToken, Term> {
  readonly #cursor: TokenCursor<Token>;
  readonly #grammar: Grammar<Token, Term>;
  #depth = 0;

  constructor(tokens: readonly Token[], grammar: Grammar<Token, Term>) {
    this.#cursor = new TokenCursor(tokens);
    this.#grammar = grammar;
  }

  parse(): Tree<Term> {
    const tree = this.#junction("or");
    if (this.#cursor.peek().is !== "end") throw this.#expected(this.#grammar.afterTerm);
    return tree;
  }

  #junction(word: Junction<Term>["is"]): Tree<Term> {
    const first = this.#operand(word);
    const parts = [first];
    while (this.#goesOn(word)) parts.push(this.#operand(word));
    return parts.length === 1 ? first : { is: word, parts };
  }

  #operand(word: Junction<Term>["is"]): Tree<Term> {
    return word === "or" ? this.#junction("and") : this.#factor();
  }

  #goesOn(word: Junction<Term>["is"]): boolean {
    if (this.#takeJoin(word)) return true;
    if (word === "or" || !this.#grammar.isAndImplied) return false;
    const { is } = this.#cursor.peek();
    return (is === "word" && !this.#isJoin("or")) || is === "text" || is === "(";
  }

  #factor(): Tree<Term> {
    if (this.#takeJoin("not")) return { is: "not", part: this.#nested(() => this.#factor()) };
    if (!this.#cursor.takeIf("(")) return this.#grammar.term(this.#cursor);
    const inner = this.#nested(() => this.#junction("or"));
    if (!this.#cursor.takeIf(")")) throw this.#expected("')'");
    return inner;
  }

  #nested(parse: () => Tree<Term>): Tree<Term> {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#expected(`at most ${String(MAX_DEPTH)} levels`);
    const tree = parse();
    this.#depth -= 1;
    return tree;
  }

  #takeJoin(join: "and" | "or" | "not"): boolean {
    const isThere = this.#isJoin(join);
    if (isThere) this.#cursor.take();
    return isThere;
  }

  #isJoin(join: "and" | "or" | "not"): boolean {
    const { is, text } = this.#cursor.peek();
    return is === "word" && this.#grammar.joins[join].includes(text);
  }

  #expected(what: string): Error {
    return this.#grammar.fail(what, this.#cursor.peek().position);
  }
}
