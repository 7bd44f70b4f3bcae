import type { EventCondition, ValueCondition, ValuePath } from "../../../event/event-condition.ts";
import { VALUE_FIELDS } from "../../../event/value-fields.ts";
import { wordsOf } from "../../../event/words.ts";
import { INDEXED_FIELDS, valueToken } from "./word-tokens.ts";

/** Expressions nested deeper, or of more tokens, are not asked of FTS5. */
const MAX_DEPTH = 40;
const MAX_TOKENS = 1000;

/** What the word index is asked. */
export interface WordMatch {
  /** An expression of FTS5. */
  readonly text: string;
  /** Whether a word of it may go on: FTS5 then gathers all hits before the first. */
  readonly hasPrefix: boolean;
}

/** A question's conditions, split by whether the word index answers them. */
export interface WordQuestion {
  readonly match: WordMatch;
  /** What must be held against the events that are found. */
  readonly rest: readonly EventCondition[];
}

interface Part {
  readonly text: string;
  readonly hasPrefix: boolean;
  /** Whether it finds just the events that meet the condition, not others as well. */
  readonly isExact: boolean;
  readonly tokens: number;
}

/** Splits conditions that all must hold; `undefined` where the word index picks no events. */
export function wordQuestionOf(conditions: readonly EventCondition[]): WordQuestion | undefined {
  const { found, inexact } = allOf(conditions, 0);
  if (found === undefined || found.tokens > MAX_TOKENS) return undefined;
  return { match: { text: found.text, hasPrefix: found.hasPrefix }, rest: inexact };
}

function partOf(condition: EventCondition, depth: number): Part | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (condition.is === "words") return phrase(condition.words, condition.isPrefix, true);
  if (condition.is === "value") return ofValue(condition);
  if (condition.is === "and") return allOf(condition.parts, depth).found;
  if (condition.is !== "or") return undefined;
  const parts = condition.parts.map((part) => partOf(part, depth + 1));
  const known = parts.filter((part) => part !== undefined);
  return known.length < parts.length ? undefined : join(known, "OR");
}

/** What finds the events that meet all conditions, and the conditions that it leaves open. */
function allOf(
  conditions: readonly EventCondition[],
  depth: number,
): { readonly found: Part | undefined; readonly inexact: readonly EventCondition[] } {
  const wanted: Part[] = [];
  const unwanted: Part[] = [];
  const inexact: EventCondition[] = [];
  for (const condition of conditions) {
    const isNot = condition.is === "not";
    const part = partOf(isNot ? condition.part : condition, depth + 1);
    if (isNot && part?.isExact === true) unwanted.push(part);
    else if (!isNot && part !== undefined) wanted.push(part);
    if (part?.isExact !== true) inexact.push(condition);
  }
  const all = join(wanted, "AND");
  const none = join(unwanted, "OR");
  if (all === undefined) return { found: undefined, inexact: conditions };
  const isExact = inexact.length === 0;
  if (none === undefined) return { found: { ...all, isExact }, inexact };
  const found = {
    text: `((${all.text}) NOT (${none.text}))`,
    hasPrefix: all.hasPrefix || none.hasPrefix,
    isExact,
    tokens: all.tokens + none.tokens,
  };
  return { found, inexact };
}

function join(parts: readonly Part[], by: "AND" | "OR"): Part | undefined {
  if (parts.length === 0) return undefined;
  if (parts.length === 1) return parts[0];
  return {
    text: `(${parts.map(({ text }) => text).join(` ${by} `)})`,
    hasPrefix: parts.some(({ hasPrefix }) => hasPrefix),
    isExact: parts.every(({ isExact }) => isExact),
    tokens: parts.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

function phrase(words: readonly string[], isPrefix: boolean, isExact: boolean): Part | undefined {
  // of words that nobody could have made there is nothing to be asked
  if (words.length === 0 || words.some((word) => !isWord(word))) return undefined;
  const text = `"${words.join(" ")}"${isPrefix ? "*" : ""}`;
  return { text, hasPrefix: isPrefix, isExact, tokens: words.length };
}

function isWord(word: string): boolean {
  const [only, ...others] = wordsOf(word);
  return only === word && others.length === 0;
}

function ofValue({ paths, test }: ValueCondition): Part | undefined {
  if (test.operator === "starts") {
    // it may end within a word, or behind one
    const words = wordsOf(test.value);
    return phrase(words, /[\p{L}\p{N}\p{M}]$/u.test(test.value), false);
  }
  if (test.operator !== "eq") return undefined;
  const fields = fieldsOf(paths);
  if (fields !== undefined) {
    const tokens = fields.letters.flatMap((letter) =>
      test.values.map((value) => token(valueToken(letter, value), fields.isWhole)),
    );
    return join(tokens, "OR");
  }
  // whoever has the value has its words, too
  const phrases = test.values.map((value) => phrase(wordsOf(value), false, false));
  const known = phrases.filter((part) => part !== undefined);
  return known.length < phrases.length ? undefined : join(known, "OR");
}

function token(text: string, isExact: boolean): Part {
  return { text: `"${text}"`, hasPrefix: false, isExact, tokens: 1 };
}

/** The indexed fields that paths belong to, and whether they are all of those fields' paths. */
function fieldsOf(
  paths: readonly ValuePath[],
): { readonly letters: readonly string[]; readonly isWhole: boolean } | undefined {
  const left = new Set(paths.map(nameOf));
  const count = left.size;
  const letters: string[] = [];
  let of = 0;
  for (const [field, letter] of INDEXED_FIELDS) {
    const names = VALUE_FIELDS[field].map(nameOf);
    if (!names.some((name) => left.has(name))) continue;
    for (const name of names) left.delete(name);
    letters.push(letter);
    of += names.length;
  }
  if (letters.length === 0 || left.size > 0) return undefined;
  return { letters, isWhole: of === count };
}

function nameOf(path: ValuePath): string {
  return JSON.stringify(path);
}
