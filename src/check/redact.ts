import { redactError, redactKey, redactName, redactWord } from "./redact-text.ts";
import type { Reply } from "./reply.ts";

/** Where a value stands. */
interface Place {
  /** The member that holds it, itself or in a list, and the member around that. */
  readonly key: string;
  readonly parent: string;
  readonly depth: number;
  /** Whether it is particulars of an event, which nothing but known words is shown of. */
  readonly isModel: boolean;
}

/** How an answer is shown. */
interface Showing {
  /** Whether it is a page of the log, whose names, keys and counts are shown. */
  readonly isLog: boolean;
  readonly isRefusal: boolean;
  /** The time of the newest event, Unix ms, from which all times are told. */
  readonly newestMs: number;
  /** How many members of a list are shown. */
  readonly listed: number;
}

const MAX_DEPTH = 12;
const MAX_MEMBERS = 200;
const SECRET = /pass|secret|token|auth_key|private|pin/i;

/**
 * The shape of an answer: its members, its known words, and of all else kind and length.
 *
 * @param isLog whether it is a page of the log
 * @param newestMs the time of the newest event, Unix ms
 * @param listed how many members of a list are shown
 */
export function redactReply(
  { status, json, text }: Reply,
  { isLog, newestMs, listed }: Omit<Showing, "isRefusal">,
): unknown {
  if (json === undefined) return text === "" ? "" : `text(${text.length})`;
  const showing = { isLog, newestMs, listed, isRefusal: status >= 400 };
  return redact(json, { key: "", parent: "", depth: 0, isModel: false }, showing);
}

function redact(value: unknown, place: Place, showing: Showing): unknown {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return redactString(value, place, showing);
  if (typeof value === "number") return redactNumber(value, place, showing);
  if (typeof value !== "object") return "unknown";
  if (place.depth >= MAX_DEPTH) return "deeper";
  if (Array.isArray(value)) return redactList(value, place, showing);
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_MEMBERS)
      .map(([key, member]) => [redactKey(key), redact(member, within(place, key), showing)]),
  );
}

function within({ key: parent, depth, isModel }: Place, key: string): Place {
  return { key, parent, depth: depth + 1, isModel: isModel || key === "info" || key === "model" };
}

function redactList(list: readonly unknown[], place: Place, showing: Showing): unknown[] {
  const deeper = { ...place, depth: place.depth + 1 };
  const shown: unknown[] = list
    .slice(0, showing.listed)
    .map((member) => redact(member, deeper, showing));
  if (list.length > shown.length) shown.push(`${list.length - shown.length} more`);
  return shown;
}

function redactString(text: string, place: Place, { isLog, isRefusal }: Showing): string {
  const { key, parent, depth, isModel } = place;
  if (SECRET.test(key)) return "hidden";
  if (isRefusal && depth === 1 && (key === "error" || key === "message")) return redactError(text);
  if (!isLog || isModel) return redactWord(text);
  if (["text", "english", "localized"].includes(key) && parent === "name") return redactName(text);
  return ["key", "category", "priority", "name", "options"].includes(key)
    ? redactKey(text)
    : redactWord(text);
}

function redactNumber(value: number, { key, parent, isModel }: Place, showing: Showing): unknown {
  if (SECRET.test(key)) return "hidden";
  if (showing.isLog && !isModel) {
    if (key === "timestamp") return `newest ${value - showing.newestMs} ms`;
    if (parent === "pagination") return value;
  }
  return `number(${String(Math.trunc(Math.abs(value))).length} digits)`;
}
