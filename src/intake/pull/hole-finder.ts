import type { PanelPage } from "../../basip/android/read-log-page.ts";
import type { PanelEvent } from "../../event/event.ts";
import type { Gap } from "../../fleet/fleet-health.ts";
import type { KeptReading } from "./kept-reading.ts";
import { isHeld, ourCount } from "./our-count.ts";
import { countOf } from "./panel-log.ts";
import type { PanelReaderParts } from "./panel-reader-parts.ts";

/** What looking for holes rests on. */
export interface HoleFinderParts extends Pick<
  PanelReaderParts,
  "serial" | "client" | "log" | "health" | "edgeMs"
> {
  readonly place: KeptReading;
}

/** A panel that has pushed within so long of a reading pushes, ms. */
const PUSHING_MS = 60_000;

/** Notices what a panel has lost before it was read: its log was cleared, or its ring has forgotten. */
export class HoleFinder {
  readonly #parts: HoleFinderParts;

  constructor(parts: HoleFinderParts) {
    this.#parts = parts;
  }

  /**
   * Has the panel nothing more of what we know? Then there may be a hole.
   *
   * @param census the first page of its log; an empty one tells nothing yet
   * @param lastTurnMs when it was read before, our clock; `undefined` for not
   * @throws PanelError, AppError `unavailable`
   */
  async look(
    census: PanelPage,
    knowsTimes: boolean,
    lastTurnMs: number | undefined,
  ): Promise<void> {
    const { place } = this.#parts;
    const { readToMs, total, announced } = place.reading;
    const [oldest] = census.events;
    if (oldest === undefined || readToMs < 0) return;
    // a clock that was put back makes all look new, and a panel may forget many at once
    const isSuspect = oldest.occurredAtMs > readToMs || census.total < total;
    const isHole = isSuspect && !(await this.#isMet(census.events));
    const left = announced === 0 ? 0 : await this.#announcedLeft(census, knowsTimes);
    const gone = announced - left;
    if (!isHole && gone <= 0) return;
    const gap: Gap = {
      fromMs: Math.min(readToMs, oldest.occurredAtMs),
      toMs: oldest.occurredAtMs,
      count: Math.max(0, gone),
      reason: census.total < total ? "cleared" : "forgotten",
    };
    await this.#note(gap, lastTurnMs);
    // noted once: the next reading begins behind the hole
    const passed = isHole ? Math.max(readToMs, oldest.occurredAtMs - 1) : readToMs;
    await place.change({ total: census.total, announced: 0, readToMs: passed });
  }

  /**
   * All that the panel has was read: what it told of and did not show is missing.
   *
   * @param total how many events it had at the beginning
   * @returns whether that is settled: of a log that was cleared just now it is told once it shows something
   */
  async settle(total: number, lastTurnMs: number | undefined): Promise<boolean> {
    const { client, place } = this.#parts;
    const { readToMs, announced, announcedToMs } = place.reading;
    if (announced === 0) return true;
    const left = (await client.page({ limit: 10, page: 1 })).total;
    if (left === 0) return false;
    const toMs = Math.max(announcedToMs, readToMs);
    const reason = left < total ? "cleared" : "forgotten";
    await this.#note({ fromMs: readToMs, toMs, count: announced, reason }, lastTurnMs);
    return true;
  }

  /** A panel that pushes as well has perhaps delivered what it has forgotten. */
  async #note(gap: Gap, lastTurnMs: number | undefined): Promise<void> {
    const { health, serial, edgeMs } = this.#parts;
    // what would not be kept is not missing
    if (gap.toMs <= edgeMs()) return;
    const pushedMs = health.of(serial).health.ways.push ?? -Infinity;
    const isPushing = pushedMs >= (lastTurnMs ?? Infinity) - PUSHING_MS;
    if (isPushing && gap.count === 0) return;
    await health.noteGap(serial, gap);
  }

  /**
   * How many of the events that the panel told of, and of which it is not known that they were read, are
   * not gone: it still has them, or they were taken in just before a crash.
   */
  async #announcedLeft(census: PanelPage, knowsTimes: boolean): Promise<number> {
    const { client, log, serial, place, edgeMs } = this.#parts;
    const { readToMs, announced, announcedToMs } = place.reading;
    // of what was read there it cannot be told any more whether it came
    if (readToMs < edgeMs()) return announced;
    if (!knowsTimes) return census.total;
    const fromMs = readToMs + 1;
    const theirs = await countOf(client, { fromMs, toMs: announcedToMs });
    return theirs + (await ourCount(log, serial, fromMs, announcedToMs));
  }

  async #isMet(events: readonly PanelEvent[]): Promise<boolean> {
    for (const event of events) {
      // it reaches back to what may have been taken away: there is no hole behind that
      if (event.occurredAtMs < this.#parts.edgeMs()) return true;
      if (await isHeld(this.#parts.log, this.#parts.serial, event)) return true;
    }
    return false;
  }
}
