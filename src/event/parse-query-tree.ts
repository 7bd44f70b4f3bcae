import { nearest } from "./nearest.ts";
import { type Grammar, parseTree } from "./parse-tree.ts";
import { QueryError } from "./query-error.ts";
import {
  QUERY_FIELDS,
  QUERY_OPERATORS,
  queryFieldOf,
  type QueryFieldName,
  type QueryOperator,
} from "./query-fields.ts";
import type { QueryLiteral, QueryTerm, QueryTree } from "./query-tree.ts";
import type { TokenCursor } from "./token-cursor.ts";
import { QUERY_JOINS, type QueryToken, tokenizeQuery } from "./tokenize-query.ts";

/** The longest query, in UTF-16 units. */
export const MAX_QUERY_LENGTH = 4096;

/** How many values `in` may have. */
const MAX_IN_VALUES = 1000;

const RESERVED: readonly string[] = Object.values(QUERY_JOINS).flat();

/** Fields that are a condition by themselves. */
const FIELDS_ALONE: readonly string[] = ["late", "echo"] satisfies readonly QueryFieldName[];

const GRAMMAR: Grammar<QueryToken, QueryTerm> = {
  joins: QUERY_JOINS,
  isAndImplied: true,
  afterTerm: "'and', 'or', another word or condition, or the end",
  term: readTerm,
  fail: (expected, position) => new QueryError(`Expected ${expected}`, position),
};

/**
 * Reads a query: the grammar of the panels' filters, and words, phrases and times as well.
 *
 * @returns `undefined` for white space alone
 * @throws QueryError when it cannot be read, is longer than `MAX_QUERY_LENGTH`, nests deeper than 100
 *   levels or has more than 1,000 values in a list
 */
export function parseQueryTree(text: string): QueryTree | undefined {
  if (text.length > MAX_QUERY_LENGTH) {
    throw new QueryError(`Expected at most ${MAX_QUERY_LENGTH} characters`, MAX_QUERY_LENGTH);
  }
  const tokens = tokenizeQuery(text);
  return tokens.length === 1 ? undefined : parseTree(tokens, GRAMMAR);
}

/** What `last` may be followed by: `24h`, `2 weeks` is none. */
const SPAN = /^(?:\d+\p{L}*|second|minute|hour|day|week|month|year)$/u;

/** A time that stands for itself: a day's name, a date, or a range whose ends are times or absent. */
const TIME =
  /^(?:today|yesterday|\d{4}-\d\d-\d\d(?:T.*)?|(?:\d.*|today|yesterday|now)\.\.(?:\d.*|today|yesterday|now)?|\.\.(?:\d.*|today|yesterday|now))$/s;

function readTerm(cursor: TokenCursor<QueryToken>): QueryTerm {
  const token = cursor.peek();
  const { is, text, position } = token;
  if (is === "word" && !RESERVED.includes(text)) return readFromWord(cursor);
  if (is !== "text")
    throw new QueryError("Expected a word, a phrase, a time or a condition", position);
  cursor.take();
  return { is: "words", text, isQuoted: true, isPrefix: token.isPrefix, position };
}

function readFromWord(cursor: TokenCursor<QueryToken>): QueryTerm {
  const { text, position } = cursor.peek();
  if (operatorOf(cursor.peek()) !== undefined) {
    throw new QueryError(
      `Expected a field before the operator '${text}'; to search for the word, put it in quotes`,
      position,
    );
  }
  const operator = operatorOf(cursor.peek(1));
  if (operator !== undefined) return readComparison(cursor, operator);
  const time = takeTime(cursor);
  if (time !== undefined) return { is: "time", text: time, position };
  checkWord(cursor);
  cursor.take();
  const isPrefix = text.endsWith("*");
  const word = isPrefix ? text.slice(0, -1) : text;
  return { is: "words", text: word, isQuoted: false, isPrefix, position };
}

/** What other languages write for our operators. */
const OPERATORS_ELSEWHERE: Readonly<Record<string, QueryOperator>> = {
  "=": "eq",
  "==": "eq",
  ":": "eq",
  is: "eq",
  "!=": "nq",
  "<>": "nq",
  ne: "nq",
  ">": "gt",
  ">=": "ge",
  "<": "lt",
  "<=": "le",
  "~": "contains",
  like: "contains",
};

/** A word that begins with a field and a sign that other languages have for an operator. */
const FIELD_AND_SIGN = /^(?<field>[\w.]+)(?<sign>[=!<>:~]+)/;

/** @throws QueryError for a word that is a field without an operator: it was hardly meant as a word */
function checkWord(cursor: TokenCursor<QueryToken>): void {
  const { text, position } = cursor.peek();
  if (FIELDS_ALONE.includes(text)) return;
  const { field = text, sign } = FIELD_AND_SIGN.exec(text)?.groups ?? {};
  const name = queryFieldOf(field);
  if (name === undefined) return;
  const next = cursor.peek(1);
  const written = sign ?? (next.is === "word" ? next.text : undefined);
  const { operators } = QUERY_FIELDS[name];
  const meant =
    written === undefined
      ? undefined
      : (OPERATORS_ELSEWHERE[written.toLowerCase()] ?? nearest(written, operators));
  const guess = meant === undefined ? `: ${operators.join(", ")}.` : `: did you mean ${meant}?`;
  throw new QueryError(
    `Expected an operator after the field '${field}'${guess} To search for the word, put it in quotes`,
    sign === undefined ? next.position : position + field.length,
  );
}

function readComparison(cursor: TokenCursor<QueryToken>, operator: QueryOperator): QueryTerm {
  const { text: field, position } = cursor.take();
  const { position: operatorPosition } = cursor.take();
  const values = readValues(cursor, operator);
  return { is: "comparison", field, operator, values, position, operatorPosition };
}

function readValues(cursor: TokenCursor<QueryToken>, operator: QueryOperator): QueryLiteral[] {
  if (operator === "exists") return [];
  if (operator !== "in") return [readValue(cursor, `a value after '${operator}'`)];
  if (!cursor.takeIf("(")) throw expected("'(' and a list of values after 'in'", cursor);
  const values = [readValue(cursor, "a value")];
  while (cursor.takeIf(",")) {
    if (values.length === MAX_IN_VALUES) throw expected(`at most ${MAX_IN_VALUES} values`, cursor);
    values.push(readValue(cursor, "a value after ','"));
  }
  if (!cursor.takeIf(")")) throw expected("',' or ')' after a value of the list", cursor);
  return values;
}

function readValue(cursor: TokenCursor<QueryToken>, what: string): QueryLiteral {
  const token = cursor.peek();
  const { is, text, position, isPrefix } = token;
  if (isPrefix || (is === "word" && text.includes("*"))) {
    throw new QueryError(
      `Expected ${what} without '*', which is for words alone: see the operator 'starts'`,
      position,
    );
  }
  if (is === "text") return { text: cursor.take().text, isQuoted: true, position };
  if (is !== "word" || RESERVED.includes(text) || operatorOf(token) !== undefined) {
    throw expected(what, cursor);
  }
  return { text: takeTime(cursor) ?? cursor.take().text, isQuoted: false, position };
}

/** A time in one word, or in two that begin with `last`. */
function takeTime(cursor: TokenCursor<QueryToken>): string | undefined {
  const [first, second] = [cursor.peek(), cursor.peek(1)];
  if (first.text === "last" && second.is === "word" && SPAN.test(second.text)) {
    cursor.take();
    return `last ${cursor.take().text}`;
  }
  return TIME.test(first.text) ? cursor.take().text : undefined;
}

function operatorOf({ is, text }: QueryToken): QueryOperator | undefined {
  return is === "word" ? QUERY_OPERATORS.find((one) => one === text) : undefined;
}

function expected(what: string, cursor: TokenCursor<QueryToken>): QueryError {
  return new QueryError(`Expected ${what}`, cursor.peek().position);
}
