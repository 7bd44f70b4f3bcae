import { randomUUID } from "node:crypto";
import { AppError } from "../../event/errors.ts";
import { MAX_NAME_CHARACTERS } from "../../event/event.ts";

/** What is said of how long events are kept. Of several rules that fit an event any takes it away. */
export interface RuleTerms {
  /** Events go that happened more days ago, each of 24 hours; 1 to {@link MAX_DAYS}. */
  readonly days: number;
  /** Events of these categories alone, as they are shown; of every one when there are none. */
  readonly categories: readonly string[];
  /** Events of the panels of this site alone; of every panel when empty. */
  readonly site: string;
  /** Whether it is about Doorbook's own events instead of the panels': no other rule is. */
  readonly isOwn: boolean;
}

/** A rule as it is kept. */
export interface RetentionRule extends RuleTerms {
  /** Unique to the letter, 1 to 64 characters. */
  readonly name: string;
  /** Our clock, ms. */
  readonly setAtMs: number;
  /** Another one whenever the terms are: what was done by other terms does not count for these. */
  readonly revision: string;
}

/** A hundred years. */
export const MAX_DAYS = 36_500;

/** What rules are mostly for. They are about every event of every panel. */
export const PRESET_DAYS = [30, 90, 365] as const;

const MAX_NAME = 64;
const MAX_CATEGORIES = 20;

/** A new rule. @throws AppError `invalid` */
export function makeRule(name: string, terms: RuleTerms, nowMs: number): RetentionRule {
  checkRetentionName(name);
  checkTerms(terms);
  return { name, ...terms, setAtMs: nowMs, revision: randomUUID() };
}

/** What may name a rule or a hold. @throws AppError `invalid` */
export function checkRetentionName(name: string): void {
  if (isLine(name, MAX_NAME)) return;
  throw new AppError("invalid", `a name must be one line of 1 to ${MAX_NAME} characters`);
}

/** Whether two rules are about the same. */
export function hasSameTerms(a: RuleTerms, b: RuleTerms): boolean {
  return renderTerms(a) === renderTerms(b);
}

/** Terms as they are kept. */
export function renderTerms({ days, categories, site, isOwn }: RuleTerms): string {
  return JSON.stringify({ days, categories, site, isOwn });
}

function checkTerms({ days, categories, site, isOwn }: RuleTerms): void {
  if (!Number.isSafeInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new AppError("invalid", `days must be a whole number from 1 to ${MAX_DAYS}`);
  }
  if (categories.length > MAX_CATEGORIES || !categories.every(isName)) {
    throw new AppError("invalid", `name at most ${MAX_CATEGORIES} categories, each in one line`);
  }
  if (site !== "" && !isName(site)) {
    throw new AppError("invalid", `a site's name is one line of 1 to ${MAX_NAME_CHARACTERS}`);
  }
  if (isOwn && site !== "") {
    throw new AppError("invalid", "Doorbook's own events are of no site");
  }
}

function isName(text: string): boolean {
  return isLine(text, MAX_NAME_CHARACTERS);
}

function isLine(text: string, longest: number): boolean {
  return text !== "" && text.length <= longest && text.isWellFormed() && !/\p{Cc}/u.test(text);
}
