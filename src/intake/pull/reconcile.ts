import type { Batch, PanelPages } from "./panel-log.ts";
import { countOf, FIRST_ASKABLE_MS, PAGE, readByTime } from "./panel-log.ts";

/** A window with so many events is read rather than looked into further. */
const READ_EVENTS = 4 * PAGE;

/** What a search rests on. */
export interface ReconcileParts {
  readonly log: PanelPages;
  /** How many events we hold within a window of the panel's time, ms, both inclusive. */
  readonly ours: (fromMs: number, toMs: number) => Promise<number>;
  /** Takes in what was read. */
  readonly take: (batch: Batch) => Promise<unknown>;
}

/**
 * Finds what a panel has and we do not, wherever in its time it lies: a clock that was put back hides
 * new events among old ones. Windows of which the panel counts as many events as we do are left alone,
 * the others are halved, by events, until they are small enough to be read: some ten questions for ten
 * thousand events.
 *
 * @param fromMs the panel's time, ms, both inclusive
 * @throws PanelError
 */
export async function reconcile(
  parts: ReconcileParts,
  fromMs: number,
  toMs: number,
): Promise<void> {
  const theirs = await countOf(parts.log, { fromMs, toMs });
  if (theirs === (await parts.ours(fromMs, Math.max(toMs, fromMs + 1)))) return;
  const middleMs =
    theirs <= READ_EVENTS ? undefined : await middleOf(parts.log, theirs, fromMs, toMs);
  if (
    middleMs === undefined ||
    middleMs <= fromMs ||
    middleMs > toMs ||
    middleMs < FIRST_ASKABLE_MS
  ) {
    for await (const batch of readByTime(parts.log, { fromMs, toMs })) await parts.take(batch);
    return;
  }
  await reconcile(parts, fromMs, middleMs - 1);
  await reconcile(parts, middleMs, toMs);
}

/** The time of an event in the middle of a window. */
async function middleOf(
  log: PanelPages,
  count: number,
  fromMs: number,
  toMs: number,
): Promise<number | undefined> {
  const page = Math.floor(count / PAGE / 2) + 1;
  return (await log.page({ limit: PAGE, page, fromMs, toMs })).events[0]?.occurredAtMs;
}
