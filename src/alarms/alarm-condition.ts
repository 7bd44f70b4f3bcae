import type { BookFleet } from "../book/seen-fleet.ts";
import { parseQuery } from "../book/query/parse-query.ts";
import { AppError } from "../event/errors.ts";
import { someAtom } from "../event/event-condition.ts";
import { OWN_PANEL } from "../event/event.ts";
import type { StoredEvent } from "../event/event.ts";
import { prepareMatch } from "../event/match-event.ts";
import type { MatchEvent } from "../event/match-event.ts";

/** What an alarm's query and its notices may know of the fleet: all of it. */
export type AlarmFleet = BookFleet;

/**
 * Which events meet the query of an alarm.
 *
 * @throws QueryError for what is no query; AppError `invalid` for one that names times: an alarm looks at
 *   what comes, whenever that is
 */
export function prepareConditionOf(query: string, fleet: AlarmFleet): MatchEvent {
  const condition = parseQuery(query, { nowMs: 0, zone: "UTC", fleet });
  if (condition !== undefined) {
    const namesTime = someAtom(condition, ({ is }) => is === "time" || is === "received");
    if (namesTime) {
      const message = "The query of an alarm names no times: it looks at events as they come";
      throw new AppError("invalid", message);
    }
  }
  return prepareMatch(condition);
}

/**
 * Whether an event is news: neither late nor an echo, and not brought in from elsewhere long after.
 *
 * @param lateMs after which an event counts as late that came by the API, where no panel's clock is known
 */
export function isNews(event: StoredEvent, lateMs: number): boolean {
  const { isLate, isEcho, source, panel, receivedAtMs, occurredAtMs } = event;
  if (isLate === true || isEcho === true || source === "import") return false;
  const isForeign = source === "api" && panel !== OWN_PANEL;
  return !isForeign || receivedAtMs - occurredAtMs <= lateMs;
}
