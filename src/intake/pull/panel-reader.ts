import type { PanelPage } from "../../basip/android/read-log-page.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelEvent } from "../../event/event.ts";
import { HoleFinder } from "./hole-finder.ts";
import { KeptReading } from "./kept-reading.ts";
import { ourCount } from "./our-count.ts";
import { PanelAccount } from "./panel-account.ts";
import type { Batch } from "./panel-log.ts";
import { countOf, FIRST_ASKABLE_MS, readByNumber, readByTime } from "./panel-log.ts";
import type { PanelReaderParts } from "./panel-reader-parts.ts";
import { firstPageOf, triesTimes } from "./panel-times.ts";
import type { Reading } from "./reading.ts";

/** Pages that are read in one turn, so that others get theirs. */
const PAGES_A_TURN = 20;

/** Nor does a turn begin another page after so long, ms. */
const TURN_MS = 30_000;

/** What may have been noted behind what was read: clocks are put right by seconds. */
const OVERLAP_MS = 60_000;

/** A panel shows its clock in seconds. */
const CLOCK_PRECISION_MS = 2_500;

/**
 * Reads the log of one panel, turn by turn, so that nothing is lost whatever the panel does: it begins
 * before the place up to which everything was read, goes on until the panel has no more, and moves that
 * place only when what was read is durable. Then it counts: when the panel has another number of events
 * than we do, it looks where. It clears nothing.
 */
export class PanelReader {
  readonly #parts: PanelReaderParts;
  readonly #place: KeptReading;
  readonly #holes: HoleFinder;
  readonly #account: PanelAccount;
  /** Whether the panel knows times in questions; `undefined` until it was tried. */
  #knowsTimes: boolean | undefined;
  #lastTurnMs: number | undefined;
  #tellsClock = false;
  /** Within a round: the time of the event that was read last, where it goes on. */
  #walkMs: number | undefined;

  /** @param reading how far it was read, as it was kept */
  constructor(parts: PanelReaderParts, reading: Reading) {
    this.#parts = parts;
    this.#place = new KeptReading(reading, parts.keep);
    this.#holes = new HoleFinder({ ...parts, place: this.#place });
    const take = async (batch: Batch) => this.#take(batch);
    this.#account = new PanelAccount({ ...parts, place: this.#place, take });
  }

  get reading(): Reading {
    return this.#place.reading;
  }

  /**
   * Reads what is new, some pages at most.
   *
   * @returns whether there is more at once
   * @throws PanelError, AppError `unavailable`, `quarantine_full`: what was read is durable
   */
  async turn(): Promise<boolean> {
    const startedMs = this.#parts.now();
    await this.#meet();
    const panelNowMs = await this.#panelNow(startedMs);
    const census = await this.#parts.client.page({ limit: 10, page: 1 });
    const knowsTimes = await this.#tellsTimes(census);
    // of a log that was cleared it is told once it shows something: a hole ends at what is known again
    if (census.total > 0) {
      if (this.#walkMs === undefined) await this.#holes.look(census, knowsTimes, this.#lastTurnMs);
      if (!(await this.#readOn(census, panelNowMs, startedMs))) return true;
      await this.#settle(census.total, panelNowMs);
    }
    this.#walkMs = undefined;
    await this.#account.settle(census, panelNowMs, knowsTimes);
    this.#lastTurnMs = startedMs;
    this.#parts.health.of(this.#parts.serial).heard(this.#parts.now(), "pull");
    this.#parts.health.of(this.#parts.serial).read(0, this.#place.reading.total);
    return false;
  }

  /** Where has it its log? */
  async #meet(): Promise<void> {
    const { client } = this.#parts;
    if (client.found !== undefined) return;
    await client.find();
    this.#knowsTimes = undefined;
  }

  /** What the panel's clock shows: as it says, else as far as it is known. */
  async #panelNow(nowMs: number): Promise<number> {
    const watch = this.#parts.health.of(this.#parts.serial);
    const clockMs = await this.#askClock();
    this.#tellsClock = clockMs !== undefined;
    if (clockMs !== undefined) watch.measured(clockMs, this.#parts.now(), CLOCK_PRECISION_MS);
    return nowMs + watch.clockOffsetMs;
  }

  /** A panel that cannot tell its time is read all the same. */
  async #askClock(): Promise<number | undefined> {
    try {
      return await this.#parts.client.clockMs();
    } catch (error) {
      if (error instanceof PanelError && error.reason === "bad_answer") return undefined;
      throw error;
    }
  }

  /** Reads from where it was read to. @returns whether the panel has no more */
  async #readOn(census: PanelPage, panelNowMs: number, startedMs: number): Promise<boolean> {
    const knowsTimes = await this.#tellsTimes(census);
    const fromMs = this.#beginning(panelNowMs, startedMs);
    const batches = knowsTimes
      ? readByTime(this.#parts.client, {
          ...(fromMs > 0 && { fromMs }),
          ...(await this.#end(panelNowMs)),
        })
      : readByNumber(
          this.#parts.client,
          await firstPageOf(this.#parts.client, census.total, fromMs),
        );
    const beganMs = this.#walkMs;
    let pages = 0;
    for await (const batch of batches) {
      const isFirst = this.#walkMs === undefined;
      if (isFirst && batch.toCome > 0 && knowsTimes)
        await this.#announce(census.total, fromMs, panelNowMs);
      await this.#takeNext(batch, startedMs);
      pages += 1;
      this.#walkMs = batch.events.at(-1)?.occurredAtMs ?? this.#walkMs ?? fromMs;
      if (batch.toCome === 0) continue;
      this.#parts.health.of(this.#parts.serial).heard(this.#parts.now(), "pull");
      // what happened within the last minute is read each time: that is no catching up
      const isBehind = (this.#walkMs ?? 0) < panelNowMs - OVERLAP_MS;
      this.#parts.health.of(this.#parts.serial).read(isBehind ? batch.toCome : 0, census.total);
      // a millisecond of many pages is read to its end, for the next turn would begin it anew
      const hasMoved = this.#walkMs !== undefined && this.#walkMs !== (beganMs ?? fromMs);
      const isLong = this.#parts.now() - startedMs > TURN_MS;
      if (knowsTimes && hasMoved && (pages >= PAGES_A_TURN || isLong)) return false;
    }
    return true;
  }

  /** What lies ahead of the panel's clock was read before that was put back: it is read again only when there is more. */
  async #end(panelNowMs: number): Promise<{ readonly toMs?: number }> {
    const { client, log, serial } = this.#parts;
    const toMs = Math.max(panelNowMs + OVERLAP_MS, FIRST_ASKABLE_MS);
    if (this.#place.reading.newestMs <= toMs) return {};
    const fromMs = Math.max(toMs + 1, this.#parts.edgeMs());
    const theirs = await countOf(client, { fromMs });
    return theirs <= (await ourCount(log, serial, fromMs)) ? { toMs } : {};
  }

  /** Where to begin, by the panel's clock: what was put back meanwhile is read again. */
  #beginning(panelNowMs: number, startedMs: number): number {
    const { readToMs } = this.#place.reading;
    if (this.#walkMs !== undefined) return this.#walkMs;
    const elapsedMs = startedMs - (this.#lastTurnMs ?? startedMs);
    return Math.min(readToMs, panelNowMs - elapsedMs) - OVERLAP_MS;
  }

  /** From now on it is known how many events are to come: should they vanish, they are missing. */
  async #announce(total: number, fromMs: number, panelNowMs: number): Promise<void> {
    const after = Math.max(fromMs, this.#place.reading.readToMs + 1, 0);
    const isAskable = (after === 0 || after >= FIRST_ASKABLE_MS) && panelNowMs >= FIRST_ASKABLE_MS;
    if (!isAskable || panelNowMs <= after) return;
    const window = { fromMs: after, toMs: panelNowMs };
    const announced = await countOf(this.#parts.client, window);
    await this.#place.change({ total, announced, announcedToMs: panelNowMs });
  }

  async #takeNext(batch: Batch, startedMs: number): Promise<void> {
    const { readToMs, announced, announcedToMs } = this.#place.reading;
    const { events, rejected } = batch;
    const added = await this.#take(batch);
    const fresh = events.filter(({ occurredAtMs }) => occurredAtMs > readToMs);
    const newestMs = Math.max(this.#place.reading.newestMs, events.at(-1)?.occurredAtMs ?? -1);
    const latest = events.filter(({ occurredAtMs }) => occurredAtMs > this.#place.reading.newestMs);
    if (added > 0 && added === latest.length && batch.toCome === 0) this.#learn(latest, startedMs);
    const read = fresh.filter(({ occurredAtMs }) => occurredAtMs <= announcedToMs).length;
    // after the append: a crash reads twice, never skips
    if (fresh.length === 0) return;
    await this.#place.change({
      readToMs: fresh.at(-1)?.occurredAtMs ?? readToMs,
      newestMs,
      announced: Math.max(0, announced - read - rejected.length),
    });
  }

  async #take({ events, rejected }: Batch): Promise<number> {
    if (events.length === 0 && rejected.length === 0) return 0;
    return (await this.#parts.intake.take(this.#parts.serial, events, rejected)).added;
  }

  /** What is new since the turn before happened after it: that tells something of the clock. */
  #learn(fresh: readonly PanelEvent[], startedMs: number): void {
    if (this.#tellsClock || this.#lastTurnMs === undefined || this.#place.reading.readToMs < 0)
      return;
    if (startedMs - this.#lastTurnMs > OVERLAP_MS) return;
    this.#parts.health.of(this.#parts.serial).learnt(fresh, startedMs, this.#lastTurnMs);
  }

  /** All that the panel has was read. */
  async #settle(total: number, panelNowMs: number): Promise<void> {
    if (!(await this.#holes.settle(total, this.#lastTurnMs))) return;
    const { readToMs } = this.#place.reading;
    const settledMs = readToMs < 0 ? readToMs : Math.min(readToMs, panelNowMs);
    await this.#place.change({ total, readToMs: settledMs, announced: 0 });
  }

  /** Whether the panel knows times in questions: tried once, as soon as it has events enough. */
  async #tellsTimes(census: PanelPage): Promise<boolean> {
    this.#knowsTimes ??= await triesTimes(this.#parts.client, census);
    return this.#knowsTimes ?? false;
  }
}
