import { AppError } from "../event/errors.ts";
import { someAtom } from "../event/event-condition.ts";
import type { EventCondition } from "../event/event-condition.ts";
import type { PanelSerial } from "../event/event.ts";
import { QueryError } from "../event/query-error.ts";
import { ALWAYS } from "../event/query.ts";
import { isZone } from "../fleet/site.ts";
import { parseQuery } from "./query/parse-query.ts";
import { readTime } from "./query/read-time.ts";
import type { BookFleet } from "./seen-fleet.ts";
import { zoneOfQuestion } from "./zone-of-question.ts";

/** What says which events a question is about, as it was sent. */
export interface AskedQuestion {
  /** A query of the book. */
  readonly q?: string | undefined;
  /** Unix ms, or a time as queries have them; both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** IANA time zone. */
  readonly zone?: string | undefined;
}

/** What questions are read by. */
export interface QuestionContext {
  /** The moment that relative times go by, Unix ms. */
  readonly nowMs: number;
  /** The panels that whoever asks sees; `undefined` for all. */
  readonly panels: readonly PanelSerial[] | undefined;
  /** What whoever asks may know of the fleet. */
  readonly fleet: BookFleet;
  /** Whether echoes are left out of questions that do not ask about them. */
  readonly hidesEchoes: boolean;
}

/** Which events a question is about. */
export interface ReadQuestion {
  readonly where: EventCondition | undefined;
  /** Both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The time zone that days go by. */
  readonly zone: string;
}

/**
 * Reads which events a question is about.
 *
 * @throws QueryError of `q`
 * @throws AppError `invalid` for another time or an unknown zone
 */
export function readQuestion(asked: AskedQuestion, context: QuestionContext): ReadQuestion {
  const { q = "", zone } = asked;
  const { nowMs, panels, fleet, hidesEchoes } = context;
  if (zone !== undefined && !isZone(zone)) {
    throw new AppError("invalid", `zone: there is no time zone ${JSON.stringify(zone)}`);
  }
  const read = (by: string) => parseQuery(q, { nowMs, zone: by, fleet });
  const where = read(zone ?? "UTC");
  const used = zone ?? zoneOfQuestion(where, panels, fleet);
  const clock = { nowMs, zone: used };
  // days are those of the site that the query names
  const meant = zone === undefined && used !== "UTC" ? read(used) : where;
  return {
    where: hidesEchoes ? withoutEchoes(meant) : meant,
    fromMs:
      asked.from === undefined ? ALWAYS.fromMs : readMoment("from", asked.from, clock).firstMs,
    toMs: asked.to === undefined ? ALWAYS.toMs : readMoment("to", asked.to, clock).lastMs,
    zone: used,
  };
}

/** A question that asks of echoes itself is answered as it stands. */
function withoutEchoes(where: EventCondition | undefined): EventCondition | undefined {
  const isNoEcho: EventCondition = { is: "not", part: { is: "echo" } };
  if (where === undefined) return isNoEcho;
  if (someAtom(where, ({ is }) => is === "echo")) return where;
  return { is: "and", parts: [where, isNoEcho] };
}

const DIGITS = /^\d{1,15}$/;

/** An offset whose plus sign was not percent-encoded, and so came as a space. */
const SPACED_OFFSET = /(?<=T\d\d:\d\d[\d:.]*) (?=\d\d(?::?\d\d)?$)/;

function readMoment(name: string, text: string, clock: { nowMs: number; zone: string }) {
  if (DIGITS.test(text)) return { firstMs: Number(text), lastMs: Number(text) };
  try {
    return readTime(text.trim().replace(SPACED_OFFSET, "+"), 0, clock);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    throw new AppError("invalid", `${name}: ${error.message}`);
  }
}
