import type { EventPlace } from "../event/book.ts";
import { FLEET } from "../event/query.ts";
import { prepareConditionOf } from "./alarm-condition.ts";
import type { AlarmParts } from "./alarm-parts.ts";
import type { Alarm } from "./alarm.ts";
import { retryDelayMs } from "./backoff.ts";
import { Gatherer } from "./gather.ts";
import { newNoticeId, sentNotice } from "./notice.ts";
import type { Answer, Notice } from "./notice.ts";
import { renderFor } from "./render-for.ts";
import { ThresholdWindow } from "./threshold-window.ts";

/** How often a notice of a replay is tried before the replay is given up. */
const TRIES = 5;
/** Events that are read at once. */
const PIECE_EVENTS = 128;

/** What is sent again. */
export interface ReplayAsked {
  readonly alarm: Alarm;
  /** When the events happened; both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** What came of it. */
export interface Replayed {
  /** Events that were delivered. */
  readonly events: number;
  readonly notices: number;
  /** What the receiver did not take, with which it ended. */
  readonly failure: Answer | undefined;
}

/**
 * Sends again what an alarm is for, of a stretch of time as the log is now, in the order of time, marked
 * as a replay. Its position stays where it is, and what is late or an echo is left out as ever.
 *
 * @throws AppError `unavailable`; QueryError where the query cannot be read any more
 */
export async function replayAlarm(
  asked: ReplayAsked,
  parts: AlarmParts,
  signal: AbortSignal,
): Promise<Replayed> {
  let events = 0;
  let notices = 0;
  for await (const notice of noticesOf(asked, parts, signal)) {
    const answer = await deliver(notice, parts, signal);
    if (!answer.isDelivered) return { events, notices, failure: answer };
    events += notice.items.length;
    notices += 1;
  }
  return { events, notices, failure: undefined };
}

async function* noticesOf(
  { alarm, fromMs, toMs }: ReplayAsked,
  { log, fleet, lateMs, now }: AlarmParts,
  signal: AbortSignal,
): AsyncGenerator<Notice> {
  const gathering = {
    matches: prepareConditionOf(alarm.query, fleet),
    threshold: alarm.threshold,
    lateMs,
    epoch: await log.epoch(),
    render: renderFor(alarm, fleet),
    countsRest: false,
  };
  const all = {
    view: FLEET,
    fromMs,
    toMs,
    where: undefined,
    asOf: await log.head(),
    deadlineMs: Infinity,
    order: "asc",
    limit: PIECE_EVENTS,
    total: "none",
  } as const;
  let window = ThresholdWindow.of({});
  const begin = () => new Gatherer(gathering, { seq: 0, window, gone: 0 });
  const end = ({ items }: Gatherer): Notice => {
    return { id: newNoticeId(now()), alarm, kind: "replay", items, more: 0, gone: 0 };
  };
  let gatherer = begin();
  for (let place: EventPlace | undefined; !signal.aborted;) {
    const start = place
      ? ({ is: "after", place } as const)
      : ({ is: "offset", offset: 0 } as const);
    const { events } = await log.find({
      ...all,
      start,
    });
    for (const event of events) {
      gatherer.look(event);
      if (!gatherer.isFull) continue;
      yield end(gatherer);
      window = gatherer.position.window;
      gatherer = begin();
    }
    place = events.at(-1);
    if (place === undefined) break;
  }
  if (gatherer.items.length > 0 && !signal.aborted) yield end(gatherer);
}

async function deliver(
  notice: Notice,
  { senders, kept, now, wait, random }: AlarmParts,
  signal: AbortSignal,
): Promise<Answer> {
  const { name, target } = notice.alarm;
  for (let tries = 1; ; tries += 1) {
    const answer = await senders[target.is].send(notice, signal);
    if (answer.isDelivered || tries === TRIES || signal.aborted) {
      await kept.note(name, sentNotice(notice, answer, { atMs: now(), tries }));
      return answer;
    }
    await wait(retryDelayMs(tries, answer.retryAfterMs, random()), signal);
  }
}
