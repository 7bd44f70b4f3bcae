import type { FastifyRequest } from "fastify";
import { answerLocale } from "../../../basip/texts/locales.ts";
import { parseQuery } from "../../../book/query/parse-query.ts";
import { readTime } from "../../../book/query/read-time.ts";
import type { Clock } from "../../../book/query/read-time.ts";
import type { StreamQuestion } from "../../../book/stream/channel.ts";
import { AppError } from "../../../event/errors.ts";
import type { EventCondition } from "../../../event/event-condition.ts";
import type { StoredEvent } from "../../../event/event.ts";
import { QueryError } from "../../../event/query-error.ts";
import { isZone } from "../../../fleet/site.ts";
import type { BookParts } from "../../book/book-parts.ts";

/** Which events a stream shows, and how. */
export interface StreamParameters {
  readonly q?: string;
  readonly from?: string;
  readonly to?: string;
  readonly zone?: string;
  readonly locale?: string;
}

/** The same for the API's description. */
export const STREAM_QUESTION = {
  q: { type: "string", description: "A query: only events that meet it" },
  from: { type: "string", description: "Only events that occurred then or later: ms or ISO 8601" },
  to: { type: "string", description: "Only events that occurred then or earlier" },
  zone: { type: "string", description: "IANA time zone of times and days; UTC" },
  locale: { type: "string", description: "Language of names and texts; en" },
} as const;

/** Reads what a stream is asked for. @throws QueryError; AppError `invalid` */
export function readStreamQuestion(
  { q = "", from, to, zone = "UTC", locale }: StreamParameters,
  _request: FastifyRequest,
  { fleet, now }: BookParts,
): Omit<StreamQuestion, "view"> {
  if (!isZone(zone)) throw new AppError("invalid", `There is no time zone ${JSON.stringify(zone)}`);
  const clock: Clock = { nowMs: now(), zone };
  const asked = parseQuery(q, { ...clock, fleet });
  const parts = [...(asked === undefined ? [] : [asked]), ...readTimes(from, to, clock)];
  const where: EventCondition | undefined = parts.length > 1 ? { is: "and", parts } : parts[0];
  return { where, writing: { key: answerLocale(locale), render } };
}

function readTimes(
  from: string | undefined,
  to: string | undefined,
  clock: Clock,
): EventCondition[] {
  if (from === undefined && to === undefined) return [];
  const fromMs = from === undefined ? 0 : readParameter("from", from, clock).firstMs;
  const toMs = to === undefined ? Number.MAX_SAFE_INTEGER : readParameter("to", to, clock).lastMs;
  return [{ is: "time", fromMs, toMs }];
}

function readParameter(name: string, text: string, clock: Clock) {
  try {
    return readTime(text, 0, clock);
  } catch (error) {
    if (error instanceof QueryError) throw new AppError("invalid", `${name}: ${error.message}`);
    throw error;
  }
}

function render(event: StoredEvent): string {
  const { seq, panel, occurredAtMs, receivedAtMs, key, model, source, isLate = false } = event;
  const members = { seq, panel, occurredAt: occurredAtMs, receivedAt: receivedAtMs, key };
  const rest = JSON.stringify({ ...members, source, late: isLate });
  return `${rest.slice(0, -1)},"model":${model ?? "{}"}}`;
}
