import type { PanelPage } from "../../basip/android/read-log-page.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelPages } from "./panel-log.ts";
import type { Census } from "./panel-log.ts";
import { FIRST_ASKABLE_MS, PAGE } from "./panel-log.ts";

/** No panel holds more; one that says so is not believed. */
const MOST_EVENTS = 5_000_000;

/**
 * Whether a panel knows times in questions, and in milliseconds: tried with a time between two of its
 * events.
 *
 * @param census the first page of its log
 * @returns `undefined` where it has too few events to be asked
 * @throws PanelError
 */
export async function triesTimes(
  log: PanelPages,
  { total, events }: PanelPage,
): Promise<boolean | undefined> {
  const oldestMs = events[0]?.occurredAtMs;
  const next = events.findIndex(({ occurredAtMs }) => occurredAtMs !== oldestMs);
  const fromMs = events[next]?.occurredAtMs;
  if (fromMs === undefined) return undefined;
  const later = await log.page({ limit: 10, page: 1, fromMs });
  const isLater = (later.events[0]?.occurredAtMs ?? -1) >= fromMs && later.total >= total - next;
  return isLater && (await knowsEnds(log, fromMs - 1, next));
}

/** Whether it knows where to end, alone and with a beginning: then it has no more than so many events. */
async function knowsEnds(log: PanelPages, toMs: number, most: number): Promise<boolean> {
  try {
    const earlier = await log.page({ limit: 10, page: 1, toMs });
    const between = await log.page({ limit: 10, page: 1, fromMs: FIRST_ASKABLE_MS, toMs });
    return earlier.total <= most && between.total <= most;
  } catch (error) {
    if (error instanceof PanelError && error.reason === "bad_answer") return false;
    throw error;
  }
}

/**
 * A page, of so many events, on which or after which a time lies: looked for from the end, in ever longer
 * steps.
 *
 * @returns from 1
 * @throws PanelError
 */
export async function firstPageOf(log: PanelPages, total: number, fromMs: number): Promise<number> {
  if (fromMs <= 0) return 1;
  const pages = Math.ceil(Math.min(total, MOST_EVENTS) / PAGE);
  for (let number = pages, step = 1; number > 1; number -= step, step *= 2) {
    const { events } = await log.page({ limit: PAGE, page: number });
    if ((events[0]?.occurredAtMs ?? Infinity) < fromMs) return number;
  }
  return 1;
}

/**
 * How many events a panel has from a time on, where it knows no times in questions.
 *
 * @param fromMs 0 for all
 * @throws PanelError
 */
export async function countFrom(log: PanelPages, fromMs: number): Promise<Census> {
  const { total, events } = await log.page({ limit: 10, page: 1 });
  const oldestMs = events[0]?.occurredAtMs;
  if (fromMs <= (oldestMs ?? Infinity)) return { total, oldestMs };
  let number = await firstPageOf(log, total, fromMs);
  for (; ; number += 1) {
    const page = await log.page({ limit: PAGE, page: number });
    const first = page.events.findIndex(({ occurredAtMs }) => occurredAtMs >= fromMs);
    if (first >= 0) {
      const passed = (number - 1) * PAGE + first;
      return { total: Math.max(0, total - passed), oldestMs: page.events[first]?.occurredAtMs };
    }
    if (page.events.length < PAGE) return { total: 0, oldestMs: undefined };
  }
}
