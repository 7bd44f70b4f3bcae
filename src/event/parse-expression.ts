import type { Comparison, Expression, Literal } from "./expression.ts";
import { ExpressionError, MAX_EXPRESSION_LENGTH } from "./expression.ts";
import { type Grammar, parseTree } from "./parse-tree.ts";
import type { TokenCursor } from "./token-cursor.ts";
import { type Token, tokenizeExpression } from "./tokenize-expression.ts";

/** Words that are no field. */
const RESERVED: ReadonlySet<string> = new Set(["and", "or", "not"]);

const GRAMMAR: Grammar<Token, Comparison> = {
  joins: { and: ["and"], or: ["or"], not: ["not"] },
  isAndImplied: false,
  afterTerm: "'and', 'or' or the end",
  term: readComparison,
  fail: (expected, position) => new ExpressionError(expected, position),
};

/**
 * Reads an expression: `not` binds closer than `and`, `and` closer than `or`, parentheses group, and
 * the words are small letters. Source: the vendor's page on list options.
 *
 * @throws ExpressionError when it cannot be read, is longer than `MAX_EXPRESSION_LENGTH` or nests
 *   deeper than `MAX_DEPTH`
 */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionError(
      `at most ${String(MAX_EXPRESSION_LENGTH)} characters`,
      MAX_EXPRESSION_LENGTH,
    );
  }
  return parseTree(tokenizeExpression(text), GRAMMAR);
}

function readComparison(cursor: TokenCursor<Token>): Comparison {
  const field = takeWord(cursor, "a field");
  const operator = takeWord(cursor, "an operator");
  return { is: "comparison", field, operator, value: takeValue(cursor) };
}

function takeWord(cursor: TokenCursor<Token>, what: string): string {
  const { is, text, position } = cursor.peek();
  if (is !== "word" || RESERVED.has(text)) throw new ExpressionError(what, position);
  cursor.take();
  return text;
}

function takeValue(cursor: TokenCursor<Token>): Literal {
  const { is, text, position } = cursor.peek();
  if (is !== "text" && is !== "integer") throw new ExpressionError("a value", position);
  cursor.take();
  return { is, text };
}
