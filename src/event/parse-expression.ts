import type { Expression, Junction, Literal } from "./expression.ts";
import { ExpressionError, MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_LENGTH } from "./expression.ts";
import { type Token, tokenizeExpression } from "./tokenize-expression.ts";

/** Words that are no field. */
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "not"]);

/**
 * Reads an expression: `not` binds closer than `and`, `and` closer than `or`, parentheses group, and
 * the words are small letters. Source: the vendor's page on list options.
 *
 * @throws ExpressionError when it cannot be read, is longer than `MAX_EXPRESSION_LENGTH` or nests
 *   deeper than `MAX_EXPRESSION_DEPTH`
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError(
      `at most ${String(MAX_EXPRESSION_LENGTH)} characters`,
      MAX_EXPRESSION_LENGTH,
    );
  }
  return new ExpressionParser(tokenizeExpression(text)).parse();
}

class ExpressionParser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Expression {
    const expression = this.#junction("or");
    if (this.#peek().is !== "end") throw this.#expected("'and', 'or' or the end");
    return expression;
  }

  #junction(word: Junction["is"]): Expression {
    const first = this.#operand(word);
    const parts = [first];
    while (this.#takeWord(word)) parts.push(this.#operand(word));
    return parts.length === 1 ? first : { is: word, parts };
  }

  #operand(word: Junction["is"]): Expression {
    return word === "or" ? this.#junction("and") : this.#factor();
  }

  #factor(): Expression {
    if (this.#takeWord("not")) {
      const part = this.#nested(() => this.#factor());
      return { is: "not", part };
    }
    if (this.#peek().is !== "(") return this.#comparison();
    this.#take();
    const inner = this.#nested(() => this.#junction("or"));
    if (this.#peek().is !== ")") throw this.#expected("')'");
    this.#take();
    return inner;
  }

  #comparison(): Expression {
    const field = this.#word("a field");
    const operator = this.#word("an operator");
    return { is: "comparison", field, operator, value: this.#value() };
  }

  #value(): Literal {
    const { is, text } = this.#peek();
    if (is !== "text" && is !== "integer") throw this.#expected("a value");
    this.#take();
    return { is, text };
  }

  #word(what: string): string {
    const { is, text } = this.#peek();
    if (is !== "word" || RESERVED.has(text)) throw this.#expected(what);
    this.#take();
    return text;
  }

  #nested(parse: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_EXPRESSION_DEPTH) {
      throw this.#expected(`at most ${String(MAX_EXPRESSION_DEPTH)} levels`);
    }
    const expression = parse();
    this.#depth -= 1;
    return expression;
  }

  #takeWord(word: string): boolean {
    const { is, text } = this.#peek();
    const isThere = is === "word" && text === word;
    if (isThere) this.#take();
    return isThere;
  }

  #peek(): Token {
    // the end is never taken
    return this.#tokens[this.#next]!;
  }

  #take(): void {
    this.#next += 1;
  }

  #expected(what: string): ExpressionError {
    return new ExpressionError(what, this.#peek().position);
  }
}
