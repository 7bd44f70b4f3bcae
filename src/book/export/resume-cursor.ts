import { AppError } from "../../event/errors.ts";
import type { EventPlace } from "../../event/book.ts";
import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";
import { digestOf } from "../page-cursor.ts";
import type { PagedQuestion } from "../page-cursor.ts";

/** What another request has to know to go on with an export. */
export interface ExportState {
  /** The state of the log, a seq. */
  readonly asOf: number;
  /** The moment that relative times go by, Unix ms. */
  readonly nowMs: number;
  /** How many events there are in all. */
  readonly total: number;
}

/** What the form of the text is called; another form gets another number. */
const FORM = 1;

/** As a text that says nothing to readers, `A-Za-z0-9_-`, bound to its question. */
export function renderResume({ asOf, nowMs, total }: ExportState, question: PagedQuestion): string {
  const parts = [FORM, digestOf(question), asOf, nowMs, total];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** @throws AppError `invalid` for another text, and for the export of another question */
export function parseResume(text: string, question: PagedQuestion): ExportState {
  const [form, digest, ...numbers] = partsOf(text);
  const isForm = form === FORM && numbers.length === 3 && numbers.every(isWhole);
  const [asOf = 0, nowMs = 0, total = 0] = numbers.map(Number);
  if (!isForm || nowMs > MAX_OCCURRED_AT_MS) {
    throw new AppError("invalid", "resume is not what the header Doorbook-Resume of an answer was");
  }
  if (digest !== digestOf(question)) {
    throw new AppError(
      "invalid",
      "resume is of another question: leave q, from, to, zone and order as they were",
    );
  }
  return { asOf, nowMs, total };
}

const PLACE = /^(\d{1,15})\.(\d{1,15})$/;

/** The place of an event: when it happened, Unix ms, and its seq, with a dot between. @throws AppError */
export function parsePlace(text: string): EventPlace {
  const [, occurredAtMs, seq] = PLACE.exec(text) ?? [];
  if (occurredAtMs !== undefined) return { occurredAtMs: Number(occurredAtMs), seq: Number(seq) };
  throw new AppError(
    "invalid",
    "after is occurredAt in ms and seq of the last whole row, with a dot between, as 1795464000000.17",
  );
}

function partsOf(text: string): readonly unknown[] {
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
