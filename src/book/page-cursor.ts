import { createHash } from "node:crypto";
import type { EventPlace } from "../event/book.ts";
import { AppError } from "../event/errors.ts";
import { MAX_OCCURRED_AT_MS } from "../event/event.ts";
import type { Order } from "../event/query.ts";
import type { AskedQuestion } from "./read-question.ts";

/** Where a reader stands in the events of a question, in one state of the log. */
export interface PageCursor {
  readonly place: EventPlace;
  /** The log's history that place and state are of. */
  readonly epoch: string;
  /** The state, a seq. */
  readonly asOf: number;
  /** The moment that the question's relative times go by, Unix ms. */
  readonly nowMs: number;
}

/** A question that is read page by page. */
export type PagedQuestion = AskedQuestion & { readonly order: Order };

/** What a cursor's form is called; another form gets another number. */
const FORM = 2;

const MAX_CURSOR_CHARACTERS = 512;

/** A cursor as a text that says nothing to readers, `A-Za-z0-9_-`, bound to its question. */
export function renderCursor(
  { place, epoch, asOf, nowMs }: PageCursor,
  question: PagedQuestion,
): string {
  const parts = [FORM, digestOf(question), epoch, asOf, nowMs, place.occurredAtMs, place.seq];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/**
 * Reads a cursor.
 *
 * @param name the parameter that it came in, for messages
 * @throws AppError `invalid` for another text, and for the cursor of another question
 */
export function parseCursor(name: string, text: string, question: PagedQuestion): PageCursor {
  const [form, digest, epoch, ...numbers] = partsOf(text);
  const isForm = form === FORM && numbers.length === 4 && numbers.every(isWhole);
  // the second is the present of whoever began to read, which calendars must have
  if (!isForm || typeof epoch !== "string" || (numbers[1] ?? 0) > MAX_OCCURRED_AT_MS) {
    throw new AppError(
      "invalid",
      `${name} is no cursor: give back what \`next\` or \`previous\` was`,
    );
  }
  if (digest !== digestOf(question)) {
    throw new AppError(
      "invalid",
      `${name} is the cursor of another question: leave q, from, to, zone and order as they were`,
    );
  }
  const [asOf = 0, nowMs = 0, occurredAtMs = 0, seq = 0] = numbers;
  return { place: { occurredAtMs, seq }, epoch, asOf, nowMs };
}

/**
 * Refuses a cursor of another history of the log: its place and its state mean something else there.
 *
 * @param epoch of the log now
 * @throws AppError `stale_cursor`
 */
export function checkEpoch(cursor: PageCursor, epoch: string): void {
  if (cursor.epoch === epoch) return;
  throw new AppError(
    "stale_cursor",
    "The cursor is of another history of the log, which was put back to an earlier state since: " +
      "begin anew, without it",
  );
}

function partsOf(text: string): readonly unknown[] {
  if (text.length > MAX_CURSOR_CHARACTERS) return [];
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function isWhole(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Names a question, so that what belongs to another is told apart. */
export function digestOf({ q = "", from, to, zone, order }: PagedQuestion): string {
  const parts = JSON.stringify([q.trim(), from ?? "", to ?? "", zone ?? "", order]);
  return createHash("sha256").update(parts).digest("base64url").slice(0, 16);
}
