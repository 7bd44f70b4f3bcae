import type { PanelPage } from "../../basip/android/read-log-page.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelClient } from "../../client/panel-client.ts";
import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { EventReader } from "../../event/store.ts";
import type { FleetHealth, Gap } from "../../fleet/fleet-health.ts";
import type { IntakeStore } from "../store.ts";
import { isHeld, ourCount } from "./our-count.ts";
import type { Batch } from "./panel-log.ts";
import { countOf, FIRST_ASKABLE_MS, PAGE, readByNumber, readByTime } from "./panel-log.ts";
import { renderReading } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { reconcile } from "./reconcile.ts";

/** What a reader of one panel rests on. */
export interface PanelReaderParts {
  readonly serial: PanelSerial;
  readonly client: Pick<PanelClient, "page" | "clockMs" | "find" | "found">;
  readonly intake: Pick<IntakeStore, "take">;
  readonly log: Pick<EventReader, "list">;
  readonly health: Pick<FleetHealth, "of" | "noteGap">;
  /** Keeps how far the panel was read, durably. */
  readonly keep: (reading: Reading) => Promise<void>;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** Pages that are read in one turn, so that others get theirs. */
const PAGES_A_TURN = 20;

/** Nor does a turn begin another page after so long, ms. */
const TURN_MS = 30_000;

/** What may have been noted behind what was read: clocks are put right by seconds. */
const OVERLAP_MS = 60_000;

/** A panel shows its clock in seconds. */
const CLOCK_PRECISION_MS = 2_500;

/** How often it is looked again whether all is here, before it is searched for. */
const LOOKS = 3;

/** A panel without times in questions is read from its beginning again no more often, ms. */
const REREAD_MS = 600_000;

/** No panel holds more; one that says so is not believed. */
const MOST_EVENTS = 5_000_000;

/** One page of what is old is looked over again in every so many turns. */
const AUDIT_TURNS = 6;

/**
 * Reads the log of one panel, turn by turn, so that nothing is lost whatever the panel does: it begins
 * before the place up to which everything was read, goes on until the panel has no more, and moves that
 * place only when what was read is durable. Then it counts: when the panel has another number of events
 * than we do, it looks where. It clears nothing.
 */
export class PanelReader {
  readonly #parts: PanelReaderParts;
  #reading: Reading;
  /** Whether the panel knows times in questions; `undefined` until it was tried. */
  #knowsTimes: boolean | undefined;
  #lastTurnMs: number | undefined;
  #tellsClock = false;
  #turns = 0;
  /** Within a round: the time of the event that was read last, where it goes on. */
  #walkMs: number | undefined;
  #rereadMs = -Infinity;
  /** What the panel's log looked like when it was counted last. */
  #accountedFor = "";

  /** @param reading how far it was read, as it was kept */
  constructor(parts: PanelReaderParts, reading: Reading) {
    this.#parts = parts;
    this.#reading = reading;
  }

  get reading(): Reading {
    return this.#reading;
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
    // of a log that was cleared it is told once it shows something: a hole ends at what is known again
    if (census.total > 0) {
      await this.#lookForHole(census);
      if (!(await this.#readOn(census, panelNowMs, startedMs))) return true;
      await this.#settle(census.total, panelNowMs);
      await this.#account(census, panelNowMs);
    }
    this.#walkMs = undefined;
    if (this.#turns % AUDIT_TURNS === 0 || this.#reading.surplus !== 0) await this.#audit();
    this.#turns += 1;
    this.#lastTurnMs = startedMs;
    this.#parts.health.of(this.#parts.serial).heard(this.#parts.now(), "pull");
    this.#parts.health.of(this.#parts.serial).read(0, this.#reading.total);
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

  /** Has the panel nothing more of what we know? Then there may be a hole. */
  async #lookForHole(census: PanelPage): Promise<void> {
    const { readToMs, total, announced } = this.#reading;
    const [oldest] = census.events;
    if (oldest === undefined || readToMs < 0 || this.#walkMs !== undefined) return;
    // a clock that was put back makes all look new, and a panel may forget many at once
    const isSuspect = oldest.occurredAtMs > readToMs || census.total < total;
    const isHole = isSuspect && !(await this.#isMet(census.events));
    const gone = announced === 0 ? 0 : announced - (await this.#announcedLeft(census));
    if (!isHole && gone <= 0) return;
    await this.#noteGap({
      fromMs: readToMs,
      toMs: oldest.occurredAtMs,
      count: Math.max(0, gone),
      reason: census.total < total ? "cleared" : "forgotten",
    });
    // noted once: the next reading begins behind the hole
    const passed = isHole ? Math.max(readToMs, oldest.occurredAtMs - 1) : readToMs;
    await this.#keep({ total: census.total, announced: 0, readToMs: passed });
  }

  /**
   * How many of the events that the panel told of, and of which it is not known that they were read, are
   * not gone: it still has them, or they were taken in just before a crash.
   */
  async #announcedLeft(census: PanelPage): Promise<number> {
    const { readToMs, announcedToMs } = this.#reading;
    if (!(await this.#tellsTimes(census))) return census.total;
    const fromMs = readToMs + 1;
    const theirs = await countOf(this.#parts.client, { fromMs, toMs: announcedToMs });
    return theirs + (await ourCount(this.#parts.log, this.#parts.serial, fromMs, announcedToMs));
  }

  async #isMet(events: readonly PanelEvent[]): Promise<boolean> {
    for (const event of events) {
      if (await isHeld(this.#parts.log, this.#parts.serial, event)) return true;
    }
    return false;
  }

  /** A panel that pushes as well has perhaps delivered what it has forgotten. */
  async #noteGap(gap: Gap): Promise<void> {
    const { health, serial } = this.#parts;
    const pushedMs = health.of(serial).health.ways.push ?? -Infinity;
    const isPushing = pushedMs >= (this.#lastTurnMs ?? Infinity) - OVERLAP_MS;
    if (isPushing && gap.count === 0) return;
    await health.noteGap(serial, gap);
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
      : readByNumber(this.#parts.client, await this.#firstPage(census.total, fromMs));
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
    if (this.#reading.newestMs <= toMs) return {};
    const theirs = await countOf(client, { fromMs: toMs + 1 });
    return theirs <= (await ourCount(log, serial, toMs + 1)) ? { toMs } : {};
  }

  /** Where to begin, by the panel's clock: what was put back meanwhile is read again. */
  #beginning(panelNowMs: number, startedMs: number): number {
    const { readToMs } = this.#reading;
    if (this.#walkMs !== undefined) return this.#walkMs;
    const elapsedMs = startedMs - (this.#lastTurnMs ?? startedMs);
    return Math.min(readToMs, panelNowMs - elapsedMs) - OVERLAP_MS;
  }

  /** From now on it is known how many events are to come: should they vanish, they are missing. */
  async #announce(total: number, fromMs: number, panelNowMs: number): Promise<void> {
    const after = Math.max(fromMs, this.#reading.readToMs + 1, 0);
    const isAskable = (after === 0 || after >= FIRST_ASKABLE_MS) && panelNowMs >= FIRST_ASKABLE_MS;
    if (!isAskable || panelNowMs <= after) return;
    const window = { fromMs: after, toMs: panelNowMs };
    const announced = await countOf(this.#parts.client, window);
    await this.#keep({ total, announced, announcedToMs: panelNowMs });
  }

  async #takeNext(batch: Batch, startedMs: number): Promise<void> {
    const { readToMs, announced, announcedToMs } = this.#reading;
    const { events, rejected } = batch;
    const added = await this.#take(batch);
    const fresh = events.filter(({ occurredAtMs }) => occurredAtMs > readToMs);
    const newestMs = Math.max(this.#reading.newestMs, events.at(-1)?.occurredAtMs ?? -1);
    const latest = events.filter(({ occurredAtMs }) => occurredAtMs > this.#reading.newestMs);
    if (added > 0 && added === latest.length && batch.toCome === 0) this.#learn(latest, startedMs);
    const read = fresh.filter(({ occurredAtMs }) => occurredAtMs <= announcedToMs).length;
    // after the append: a crash reads twice, never skips
    if (fresh.length === 0) return;
    await this.#keep({
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
    if (this.#tellsClock || this.#lastTurnMs === undefined || this.#reading.readToMs < 0) return;
    if (startedMs - this.#lastTurnMs > OVERLAP_MS) return;
    this.#parts.health.of(this.#parts.serial).learnt(fresh, startedMs, this.#lastTurnMs);
  }

  /** All that the panel has was read: what it told of and did not show is missing. */
  async #settle(total: number, panelNowMs: number): Promise<void> {
    const { readToMs, announced, announcedToMs } = this.#reading;
    if (announced > 0) {
      const left = (await this.#parts.client.page({ limit: 10, page: 1 })).total;
      // cleared just now: told once it shows something again
      if (left === 0) return;
      const toMs = Math.max(announcedToMs, readToMs);
      const reason = left < total ? "cleared" : "forgotten";
      await this.#noteGap({ fromMs: readToMs, toMs, count: announced, reason });
    }
    const settledMs = readToMs < 0 ? readToMs : Math.min(readToMs, panelNowMs);
    await this.#keep({ total, readToMs: settledMs, announced: 0 });
  }

  /** Do we hold as many events as the panel, up to a minute ago? If not, what we lack is looked for. */
  async #account(census: PanelPage, panelNowMs: number): Promise<void> {
    // an idle log need not be counted each time
    const seen = `${census.total} ${census.events[0]?.occurredAtMs} ${this.#reading.newestMs}`;
    const isIdle = seen === this.#accountedFor && this.#reading.surplus === 0;
    if (isIdle && this.#turns % AUDIT_TURNS !== 0) return;
    this.#accountedFor = seen;
    const knowsTimes = await this.#tellsTimes(census);
    const toMs = knowsTimes ? panelNowMs - OVERLAP_MS : MAX_OCCURRED_AT_MS;
    // a clock that has lost its time: what is new is read from the beginning of the log each time
    if (toMs < FIRST_ASKABLE_MS) return;
    for (let look = 1; look <= LOOKS; look++) {
      const compared = await this.#compare(knowsTimes, toMs);
      if (compared === undefined) return;
      if (compared.surplus === this.#reading.surplus) return;
      if (look === LOOKS) await this.#search(knowsTimes, compared.oldestMs, toMs);
    }
  }

  /** How many more events we hold than the panel, from its oldest one on; `undefined` where it has none. */
  async #compare(
    knowsTimes: boolean,
    toMs: number,
  ): Promise<{ readonly surplus: number; readonly oldestMs: number } | undefined> {
    const { client, log, serial } = this.#parts;
    const { total, events } = await client.page({
      limit: 10,
      page: 1,
      ...(knowsTimes && { toMs }),
    });
    const [oldest] = events;
    if (oldest === undefined) return undefined;
    const ours = await ourCount(log, serial, oldest.occurredAtMs, toMs);
    return { surplus: ours - total, oldestMs: oldest.occurredAtMs };
  }

  /** Reads what we lack, wherever it lies. What differs then stays so, until something changes. */
  async #search(knowsTimes: boolean, oldestMs: number, toMs: number): Promise<void> {
    const { client, log, serial, health } = this.#parts;
    if (knowsTimes) {
      const ours = async (fromMs: number, toMs: number) => ourCount(log, serial, fromMs, toMs);
      const take = async (batch: Batch) => this.#take(batch);
      await reconcile({ log: client, ours, take }, oldestMs, toMs);
    } else {
      if (this.#parts.now() - this.#rereadMs < REREAD_MS) return;
      this.#rereadMs = this.#parts.now();
      for await (const batch of readByNumber(client, 1)) await this.#take(batch);
    }
    const { surplus = 0 } = (await this.#compare(knowsTimes, toMs)) ?? {};
    const lacking = Math.max(0, -surplus);
    if (lacking > Math.max(0, -this.#reading.surplus)) {
      const to = Math.min(toMs, this.#reading.readToMs);
      await health.noteGap(serial, {
        fromMs: oldestMs,
        toMs: to,
        count: lacking,
        reason: "unread",
      });
    }
    health.of(serial).lacks(lacking);
    await this.#keep({ surplus });
  }

  /** Looks a page of old events over again: equal numbers need not be the same events. */
  async #audit(): Promise<void> {
    if (this.#knowsTimes !== true) return;
    const { auditedMs } = this.#reading;
    const window = { fromMs: auditedMs };
    for await (const batch of readByTime(this.#parts.client, window)) {
      await this.#take(batch);
      const lastMs = batch.events.at(-1)?.occurredAtMs;
      const isOver = batch.toCome === 0 || lastMs === undefined;
      await this.#keep({ auditedMs: isOver ? 0 : lastMs });
      if (lastMs !== auditedMs) return;
    }
  }

  /**
   * Whether the panel knows times in questions, and in milliseconds: tried once, with a time between two
   * of its events.
   */
  async #tellsTimes({ total, events }: PanelPage): Promise<boolean> {
    if (this.#knowsTimes !== undefined) return this.#knowsTimes;
    const oldestMs = events[0]?.occurredAtMs;
    const next = events.findIndex(({ occurredAtMs }) => occurredAtMs !== oldestMs);
    const fromMs = events[next]?.occurredAtMs;
    // of so few there is nothing to be asked
    if (fromMs === undefined) return false;
    const { client } = this.#parts;
    const later = await client.page({ limit: 10, page: 1, fromMs });
    const isLater = (later.events[0]?.occurredAtMs ?? -1) >= fromMs && later.total >= total - next;
    this.#knowsTimes = isLater && (await this.#knowsEnds(fromMs - 1, next));
    return this.#knowsTimes;
  }

  /** Whether it knows where to end, alone and with a beginning: then it has no more than so many events. */
  async #knowsEnds(toMs: number, most: number): Promise<boolean> {
    const { client } = this.#parts;
    try {
      const earlier = await client.page({ limit: 10, page: 1, toMs });
      const between = await client.page({ limit: 10, page: 1, fromMs: FIRST_ASKABLE_MS, toMs });
      return earlier.total <= most && between.total <= most;
    } catch (error) {
      if (error instanceof PanelError && error.reason === "bad_answer") return false;
      throw error;
    }
  }

  /** A page, of so many events, on which or after which a time lies: looked for in ever longer steps. */
  async #firstPage(total: number, fromMs: number): Promise<number> {
    if (fromMs <= 0) return 1;
    const pages = Math.ceil(Math.min(total, MOST_EVENTS) / PAGE);
    for (let number = pages, step = 1; number > 1; number -= step, step *= 2) {
      const { events } = await this.#parts.client.page({ limit: PAGE, page: number });
      if ((events[0]?.occurredAtMs ?? Infinity) < fromMs) return number;
    }
    return 1;
  }

  async #keep(changes: Partial<Reading>): Promise<void> {
    const reading = { ...this.#reading, ...changes };
    if (renderReading(reading) === renderReading(this.#reading)) return;
    await this.#parts.keep(reading);
    this.#reading = reading;
  }
}
