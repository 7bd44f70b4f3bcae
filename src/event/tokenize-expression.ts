import { ExpressionError } from "./expression.ts";

/** A piece of an expression. A word is a field, an operator, `and`, `or` or `not`. */
export interface Token {
  readonly is: "word" | "text" | "integer" | "(" | ")" | "end";
  /** What it says: of a text without its quotes, with doubled ones made single. */
  readonly text: string;
  /** Where it begins, in UTF-16 units from 0. */
  readonly position: number;
}

const SPACE = /[ \t\r\n]*/y;

/** A quote in a text is doubled. */
const PIECE =
  /(?:(?<bracket>[()])|(?<word>[A-Za-z_][\w.]*)|(?<integer>-?\d+)(?![\w.])|'(?<text>(?:[^']|'')*)')/y;

/** The pieces of an expression; the last one is its end. @throws ExpressionError */
export function tokenizeExpression(expression: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(expression, 0);
  while (at < expression.length) {
    PIECE.lastIndex = at;
    const groups = PIECE.exec(expression)?.groups;
    if (groups === undefined) {
      throw new ExpressionError("a field, an operator, a value or a parenthesis", at);
    }
    tokens.push({ ...read(groups), position: at });
    at = skipSpace(expression, PIECE.lastIndex);
  }
  return [...tokens, { is: "end", text: "", position: expression.length }];
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

function read(groups: Partial<Record<string, string>>): Pick<Token, "is" | "text"> {
  const { bracket, word, integer, text } = groups;
  if (bracket !== undefined) return { is: bracket === "(" ? "(" : ")", text: bracket };
  if (word !== undefined) return { is: "word", text: word };
  if (integer !== undefined) return { is: "integer", text: integer };
  return { is: "text", text: (text ?? "").replaceAll("''", "'") };
}
