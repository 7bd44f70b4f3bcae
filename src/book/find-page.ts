import type { EventBook, EventPlace, FindQuery, Found, PageStart } from "../event/book.ts";
import { AppError } from "../event/errors.ts";
import type { Order, View } from "../event/query.ts";
import { checkEpoch, parseCursor, renderCursor } from "./page-cursor.ts";
import type { PageCursor, PagedQuestion } from "./page-cursor.ts";
import { readQuestion } from "./read-question.ts";
import type { QuestionContext } from "./read-question.ts";

/** A question for one page, as it was sent. */
export interface AskedPage extends PagedQuestion {
  /** 1 to 1,000. */
  readonly limit: number;
  /** At most one of the three says where the page begins: two cursors, a number from 1. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly page?: number | undefined;
  /** When absent, `exact` for a page by its number, else `known`. */
  readonly total?: FindQuery["total"] | undefined;
  /** The state to describe, a seq. */
  readonly asOf?: number | undefined;
}

/** What pages are found with. */
export interface PageContext extends Omit<QuestionContext, "panels"> {
  readonly log: Pick<EventBook, "find" | "epoch">;
  readonly view: View;
  readonly deadlineMs: number;
}

/** A page with the cursors that lead on from it. */
export interface FoundPage extends Found {
  /** `undefined` where no event lies that way. */
  readonly next: string | undefined;
  readonly previous: string | undefined;
}

/**
 * Finds a page.
 *
 * @throws QueryError of `q`
 * @throws AppError `invalid` for what cannot be asked, `too_broad`, `stale_cursor`, `unavailable`
 */
export async function findPage(asked: AskedPage, context: PageContext): Promise<FoundPage> {
  const { view, fleet, log, hidesEchoes, deadlineMs } = context;
  const { order, limit } = asked;
  const { start, cursor } = startOf(asked);
  const epoch = await log.epoch();
  if (cursor !== undefined) checkEpoch(cursor, epoch);
  const nowMs = cursor?.nowMs ?? context.nowMs;
  const { where, fromMs, toMs } = readQuestion(asked, {
    nowMs,
    panels: view.panels,
    fleet,
    hidesEchoes,
  });
  const whole = await log.find({
    view,
    where,
    fromMs,
    toMs,
    asOf: cursor?.asOf ?? asked.asOf,
    deadlineMs,
    order,
    start,
    limit,
    total: asked.total ?? (asked.page === undefined ? "known" : "exact"),
  });
  const found = fitting(whole, asked);
  const render = (place: EventPlace | undefined) =>
    place && renderCursor({ place, epoch, asOf: found.asOf, nowMs }, asked);
  const ends = endsOf(found, asked, start);
  return { ...found, next: render(ends.next), previous: render(ends.previous) };
}

/** About how many characters of models a page shows at most, one event beside. */
const MAX_PAGE_CHARACTERS = 8_000_000;

/**
 * As much of a page as an answer may hold: its first events, of one that ends before a place its last.
 *
 * @throws AppError `invalid` for a page by its number: a shorter one would leave events out
 */
function fitting(found: Found, { before, page, limit }: AskedPage): Found {
  const isBackwards = before !== undefined;
  const events = isBackwards ? found.events.toReversed() : found.events;
  let characters = 0;
  let count = 0;
  for (const { model = "", extra = "" } of events) {
    characters += model.length + extra.length;
    if (characters > MAX_PAGE_CHARACTERS && count > 0) break;
    count += 1;
  }
  if (count === events.length) return found;
  if (page !== undefined) {
    throw new AppError(
      "invalid",
      `page ${page} of ${limit} events is too large for an answer: ask for a smaller limit`,
    );
  }
  const shown = events.slice(0, count);
  // what is left out is behind the last one that is shown, wherever a search had come
  return isBackwards
    ? { ...found, events: shown.toReversed(), hasPrevious: true, reachedMs: undefined }
    : { ...found, events: shown, hasNext: true, reachedMs: undefined };
}

function startOf(asked: AskedPage): { start: PageStart; cursor: PageCursor | undefined } {
  const { after, before, page, limit, asOf } = asked;
  if ([after, before, page].filter((one) => one !== undefined).length > 1) {
    throw new AppError("invalid", "only one of after, before and page says where a page begins");
  }
  const is = after === undefined ? "before" : "after";
  const text = after ?? before;
  if (text === undefined) {
    return { start: { is: "offset", offset: ((page ?? 1) - 1) * limit }, cursor: undefined };
  }
  const cursor = parseCursor(is, text, asked);
  if (asOf !== undefined && asOf !== cursor.asOf) {
    throw new AppError("invalid", `asOf is ${cursor.asOf} where the cursor is from: leave it out`);
  }
  return { start: { is, place: cursor.place }, cursor };
}

/** The place behind which a search goes on from a page; `undefined` where nothing lies. */
export function placeBehind(
  found: Found,
  asked: Pick<AskedPage, "order" | "limit">,
  start: PageStart,
): EventPlace | undefined {
  return endsOf(found, asked, start).next;
}

/** The places behind which, and before which, a page leads on; `undefined` where nothing lies. */
function endsOf(
  { events, hasNext, hasPrevious, reachedMs }: Found,
  { order, limit }: Pick<AskedPage, "order" | "limit">,
  start: PageStart,
): { next: EventPlace | undefined; previous: EventPlace | undefined } {
  const isBackwards = start.is === "before";
  let first: EventPlace | undefined = events[0];
  let last: EventPlace | undefined = events.at(-1);
  if (reachedMs !== undefined && events.length < limit && canGoOn(start, events)) {
    // the deadline came: on from where the search had come, not from the last event that it found
    if (isBackwards) first = frontier(reachedMs, first, order, 1);
    else last = frontier(reachedMs, last, order, -1);
  }
  if (isBackwards) last ??= passed(start, order, 1);
  else first ??= passed(start, order, -1);
  return { next: hasNext ? last : undefined, previous: hasPrevious ? first : undefined };
}

/** Whether a search knows what comes next: not while events had still to be passed over. */
function canGoOn(start: PageStart, events: Found["events"]): boolean {
  return start.is !== "offset" || start.offset === 0 || events.length > 0;
}

/**
 * The place before everything of the millisecond in which a search ended, or behind it for one that went
 * against the order; that of its last event where it is of that very millisecond.
 */
function frontier(
  reachedMs: number,
  found: EventPlace | undefined,
  order: Order,
  side: 1 | -1,
): EventPlace {
  if (found?.occurredAtMs === reachedMs) return found;
  const isLowest = (order === "asc") === (side === -1);
  return { occurredAtMs: reachedMs, seq: isLowest ? 0 : Number.MAX_SAFE_INTEGER };
}

/** The neighbour, in the order, of the place at which an empty page began. */
function passed(start: PageStart, order: Order, side: 1 | -1): EventPlace | undefined {
  if (start.is === "offset") return undefined;
  const { occurredAtMs, seq } = start.place;
  const step = (order === "asc") === (side === -1) ? 1 : -1;
  return { occurredAtMs, seq: Math.min(Math.max(0, seq + step), Number.MAX_SAFE_INTEGER) };
}
