import type { PanelPage } from "../../basip/android/read-log-page.ts";
import type { PageQuestion } from "../../basip/log-dialect.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelEvent } from "../../event/event.ts";
import type { Rejected } from "../store.ts";

/** Events that are read of a page. */
export const PAGE = 50;

/** Whoever answers for a panel's log. */
export interface PanelPages {
  /** @throws PanelError */
  page(question: PageQuestion): Promise<PanelPage>;
}

/** A window of the panel's time, ms, both inclusive; open where nothing is said. */
export interface Window {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Some of a panel's events, in rising order: whole milliseconds, so that alike ones are told apart. */
export interface Batch {
  readonly events: readonly PanelEvent[];
  readonly rejected: readonly Rejected[];
  /** How many events of the window are still to come after these, as far as the panel tells. */
  readonly toCome: number;
}

/** A panel takes a lower number in a question for seconds, so no time before March 1973 can be asked for. */
export const FIRST_ASKABLE_MS = 100_000_000_000;

/** A panel may show no end of pages. */
const MAX_PAGES = 100_000;

/** A panel holds no more than so many events, nor text, of one millisecond; who shows more shows no log. */
const MAX_HELD_EVENTS = 10_000;
const MAX_HELD_CHARACTERS = 32_000_000;

/**
 * Reads a window of a panel's log to its end, oldest first. It goes on by time, not by the number of the
 * page: each question begins at the last event that was read, so neither what arrives nor what the panel
 * forgets meanwhile shifts anything past it. Where more events share a millisecond than a page holds,
 * that millisecond is read page by page.
 *
 * A page that is full is not taken for the last one, whatever total the panel tells.
 *
 * @throws PanelError `bad_answer` also when the panel passes over times, or shows one millisecond for ever
 */
export async function* readByTime(log: PanelPages, window: Window): AsyncGenerator<Batch, void> {
  let fromMs = askableFrom(window.fromMs);
  let number = 1;
  let seen = 0;
  let held: readonly PanelEvent[] = [];
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await log.page({ limit: PAGE, page: number, ...boundsOf(fromMs, window.toMs) });
    if ((page.events[0]?.occurredAtMs ?? Infinity) < (fromMs ?? 0)) {
      throw new PanelError("bad_answer", "it passes over the time that it was asked for");
    }
    seen += page.size;
    const mayGoOn = page.size >= PAGE && page.events.at(-1)?.occurredAtMs !== fromMs;
    const isEnd = page.size === 0 || (seen >= page.total && !mayGoOn);
    const { whole, rest } = split([...held, ...page.events], isEnd);
    const toCome = Math.max(0, page.total - seen) + rest.length;
    yield { events: whole, rejected: rejectedOf(page), toCome };
    if (isEnd) return;
    const lastMs = rest[0]?.occurredAtMs;
    if (lastMs === undefined || lastMs === fromMs || lastMs < FIRST_ASKABLE_MS) {
      held = rest;
      number += 1;
    } else {
      // begins anew at that millisecond, which is read once more as a whole
      fromMs = lastMs;
      held = [];
      number = 1;
      seen = 0;
    }
  }
}

/**
 * Reads pages by their number, from one of them to the last: for panels that know no times in questions.
 *
 * @param first from 1; the page before it must not share its last millisecond with anything new
 * @throws PanelError
 */
export async function* readByNumber(log: PanelPages, first: number): AsyncGenerator<Batch, void> {
  let held: readonly PanelEvent[] = [];
  let seen = (first - 1) * PAGE;
  for (let number = first; number < first + MAX_PAGES; number++) {
    const page = await log.page({ limit: PAGE, page: number });
    seen += page.size;
    // from the middle it is not known how many came before, where a panel shows fewer than asked for
    const isEnd = page.size === 0 || (first === 1 && seen >= page.total);
    const { whole, rest } = split([...held, ...page.events], isEnd);
    held = rest;
    const toCome = Math.max(0, page.total - seen) + rest.length;
    yield { events: whole, rejected: rejectedOf(page), toCome };
    if (isEnd) return;
  }
}

/** A time that questions may begin at; `undefined` for one that is too early to be asked for. */
export function askableFrom(ms: number | undefined): number | undefined {
  return ms === undefined || ms < FIRST_ASKABLE_MS ? undefined : ms;
}

/** The last millisecond may go on, on the next page: it is held back until that is seen. */
function split(
  events: readonly PanelEvent[],
  isEnd: boolean,
): { readonly whole: readonly PanelEvent[]; readonly rest: readonly PanelEvent[] } {
  if (isEnd) return { whole: events, rest: [] };
  const lastMs = events.at(-1)?.occurredAtMs;
  const whole = events.filter(({ occurredAtMs }) => occurredAtMs !== lastMs);
  // pages may overlap where an event came in between: they need not rise from one to the next
  const rest = events.filter(({ occurredAtMs }) => occurredAtMs === lastMs);
  const characters = rest.reduce(
    (sum, { model = "", extra = "" }) => sum + model.length + extra.length,
    0,
  );
  if (rest.length > MAX_HELD_EVENTS || characters > MAX_HELD_CHARACTERS) {
    throw new PanelError(
      "bad_answer",
      "it shows more events of one millisecond than a panel holds",
    );
  }
  return { whole, rest };
}

/** An end at the beginning is refused by panels, so it is put one further. */
function boundsOf(from: number | undefined, toMs: number | undefined): Window {
  const fromMs = askableFrom(from);
  const hasBoth = fromMs !== undefined && toMs !== undefined;
  return {
    ...(fromMs !== undefined && { fromMs }),
    ...(toMs !== undefined && { toMs: hasBoth ? Math.max(toMs, fromMs + 1) : toMs }),
  };
}

/** How many events a window of a panel's log has, and when the first of them happened. */
export interface Census {
  readonly total: number;
  /** `undefined` where there is none. */
  readonly oldestMs: number | undefined;
}

/** Counts a window of a panel's log. @throws PanelError */
export async function censusOf(log: PanelPages, { fromMs, toMs }: Window): Promise<Census> {
  const { total, events } = await log.page({ limit: 10, page: 1, ...boundsOf(fromMs, toMs) });
  return { total, oldestMs: events[0]?.occurredAtMs };
}

/** How many events a window of a panel's log has. @throws PanelError */
export async function countOf(log: PanelPages, window: Window): Promise<number> {
  return (await censusOf(log, window)).total;
}

function rejectedOf({ rejected }: PanelPage): Rejected[] {
  return rejected.map(({ reason, text }) => ({ reason, bytes: Buffer.from(text) }));
}
