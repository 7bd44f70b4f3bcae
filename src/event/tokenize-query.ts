import { QueryError } from "./query-error.ts";
import { QUERY_OPERATORS } from "./query-fields.ts";
import type { AnyToken } from "./token-cursor.ts";

/** A piece of a query: a word, a text in quotes, or a mark. */
export interface QueryToken extends AnyToken {
  readonly is: "word" | "text" | "(" | ")" | "," | "end";
  /** Of a text without its quotes, with doubled ones made single. */
  readonly text: string;
  /** Whether a `*` follows the text's closing quote at once. */
  readonly isPrefix: boolean;
}

/** How `and`, `or` and `not` are written. */
export const QUERY_JOINS = {
  and: ["and", "AND"],
  or: ["or", "OR"],
  not: ["not", "NOT"],
} as const;

const OPERATORS: readonly string[] = QUERY_OPERATORS;

/** Words that may be followed by a quote at once: they end where it begins. */
const BEFORE_QUOTES: ReadonlySet<string> = new Set([
  ...OPERATORS,
  ...Object.values(QUERY_JOINS).flat(),
]);

const SPACE = /\s*/y;

/** A quote in a text is doubled. */
const TEXT = /'(?<single>(?:[^']|'')*)'(?!')|"(?<double>(?:[^"]|"")*)"(?!")/y;

const WORD = /[^\s()'",]+/y;

/** An apostrophe within a word, as in `O'Brien`, with what comes behind it. */
const APOSTROPHE = /(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])[^\s()'",]+/uy;

/** The pieces of a query; the last one is its end. @throws QueryError for a quote that does not end */
export function tokenizeQuery(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = skip(SPACE, query, 0);
  while (at < query.length) {
    const [token, end] = read(query, at);
    tokens.push(token);
    at = skip(SPACE, query, end);
  }
  return [...tokens, { is: "end", text: "", isPrefix: false, position: query.length }];
}

/** The token at a place, and where it ends. */
function read(query: string, position: number): [token: QueryToken, end: number] {
  const first = query[position];
  if (first === "(" || first === ")" || first === ",") {
    return [{ is: first, text: first, isPrefix: false, position }, position + 1];
  }
  if (first === "'" || first === '"') return readText(query, position);
  const end = endOfWord(query, position);
  return [{ is: "word", text: query.slice(position, end), isPrefix: false, position }, end];
}

function readText(query: string, position: number): [token: QueryToken, end: number] {
  TEXT.lastIndex = position;
  const groups = TEXT.exec(query)?.groups;
  if (groups === undefined) {
    throw new QueryError(
      `Expected the quote that begins here to end with ${query[position]}`,
      position,
    );
  }
  const { single, double = "" } = groups;
  const text = single?.replaceAll("''", "'") ?? double.replaceAll('""', '"');
  const end = TEXT.lastIndex;
  const isPrefix = query[end] === "*";
  return [{ is: "text", text, isPrefix, position }, isPrefix ? end + 1 : end];
}

function endOfWord(query: string, position: number): number {
  let end = skip(WORD, query, position);
  while (query[end] === "'" && !BEFORE_QUOTES.has(query.slice(position, end))) {
    const next = skip(APOSTROPHE, query, end);
    if (next === end) break;
    end = next;
  }
  return end;
}

/** Where a pattern that is tried at a place ends; the place itself where it does not fit. */
function skip(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
