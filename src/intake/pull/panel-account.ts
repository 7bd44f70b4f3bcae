import type { PanelPage } from "../../basip/android/read-log-page.ts";
import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";
import type { KeptReading } from "./kept-reading.ts";
import { ourCount } from "./our-count.ts";
import type { Batch } from "./panel-log.ts";
import { askableFrom, censusOf, FIRST_ASKABLE_MS, readByNumber, readByTime } from "./panel-log.ts";
import type { PanelReaderParts } from "./panel-reader-parts.ts";
import { countFrom } from "./panel-times.ts";
import { reconcile } from "./reconcile.ts";

/** What counting rests on. */
export interface PanelAccountParts extends Pick<
  PanelReaderParts,
  "serial" | "client" | "log" | "health" | "edgeMs" | "now"
> {
  readonly place: KeptReading;
  /** Takes in what was read. */
  readonly take: (batch: Batch) => Promise<unknown>;
}

/** What has come within it is not counted yet. */
const RECENT_MS = 60_000;

/** A panel without times in questions is read from its beginning again no more often, ms. */
const REREAD_MS = 600_000;

/** One page of what is old is looked over again, and an idle log is counted, in every so many turns. */
const SELDOM = 6;

/** Holds a panel's log against ours: whatever it has and we do not is looked for, wherever it lies. */
export class PanelAccount {
  readonly #parts: PanelAccountParts;
  #turns = 0;
  #rereadMs = -Infinity;
  /** What the panel's log looked like when it was counted last. */
  #countedFor = "";

  constructor(parts: PanelAccountParts) {
    this.#parts = parts;
  }

  /**
   * Counts, and searches where the counts differ.
   *
   * @param census the first page of the panel's log
   * @param panelNowMs what its clock shows
   * @param knowsTimes whether it knows times in questions
   * @throws PanelError, AppError
   */
  async settle(census: PanelPage, panelNowMs: number, knowsTimes: boolean): Promise<void> {
    const isTurn = this.#turns % SELDOM === 0;
    this.#turns += 1;
    const { surplus } = this.#parts.place.reading;
    if (census.total > 0) await this.#count(census, panelNowMs, { knowsTimes, isTurn });
    if (knowsTimes && (isTurn || surplus !== 0)) await this.#audit();
  }

  /** Do we hold as many events as the panel, up to a minute ago? */
  async #count(
    census: PanelPage,
    panelNowMs: number,
    { knowsTimes, isTurn }: { readonly knowsTimes: boolean; readonly isTurn: boolean },
  ): Promise<void> {
    const { surplus, newestMs } = this.#parts.place.reading;
    // an idle log need not be counted each time
    const seen = `${census.total} ${census.events[0]?.occurredAtMs} ${newestMs}`;
    if (seen === this.#countedFor && surplus === 0 && !isTurn) return;
    this.#countedFor = seen;
    const toMs = knowsTimes ? panelNowMs - RECENT_MS : MAX_OCCURRED_AT_MS;
    // a clock that has lost its time: what is new is read from the beginning of the log each time
    if (toMs < FIRST_ASKABLE_MS) return;
    const compared = await this.#compare(knowsTimes, toMs);
    if (compared === undefined || compared.surplus === surplus) return;
    await this.#search(knowsTimes, compared.oldestMs, toMs);
  }

  /**
   * How many more events we hold than the panel, from its oldest one on, or from where none was taken away;
   * `undefined` where it has none there.
   */
  async #compare(
    knowsTimes: boolean,
    toMs: number,
  ): Promise<{ readonly surplus: number; readonly oldestMs: number } | undefined> {
    const { client, log, serial, edgeMs } = this.#parts;
    const fromMs = askableFrom(edgeMs());
    if (knowsTimes && fromMs !== undefined && fromMs >= toMs) return undefined;
    const { total, oldestMs } = knowsTimes
      ? await censusOf(client, { ...(fromMs !== undefined && { fromMs }), toMs })
      : await countFrom(client, edgeMs());
    if (oldestMs === undefined) return undefined;
    const ours = await ourCount(log, serial, oldestMs, toMs);
    return { surplus: ours - total, oldestMs };
  }

  /** Reads what we lack, wherever it lies. What differs then stays so, until something changes. */
  async #search(knowsTimes: boolean, oldestMs: number, toMs: number): Promise<void> {
    const { client, log, serial, health, place, take } = this.#parts;
    if (knowsTimes) {
      const ours = async (fromMs: number, toMs: number) => ourCount(log, serial, fromMs, toMs);
      await reconcile({ log: client, ours, take }, oldestMs, toMs);
    } else {
      if (this.#parts.now() - this.#rereadMs < REREAD_MS) return;
      this.#rereadMs = this.#parts.now();
      for await (const batch of readByNumber(client, 1)) await take(batch);
    }
    const { surplus = 0 } = (await this.#compare(knowsTimes, toMs)) ?? {};
    const lacking = Math.max(0, -surplus);
    if (lacking > Math.max(0, -place.reading.surplus)) {
      const to = Math.min(toMs, place.reading.readToMs);
      await health.noteGap(serial, {
        fromMs: oldestMs,
        toMs: to,
        count: lacking,
        reason: "unread",
      });
    }
    health.of(serial).lacks(lacking);
    await place.change({ surplus });
  }

  /** Looks a page of old events over again: equal numbers need not be the same events. */
  async #audit(): Promise<void> {
    const { place, take } = this.#parts;
    const auditedMs = Math.max(place.reading.auditedMs, this.#parts.edgeMs());
    const window = { fromMs: auditedMs };
    for await (const batch of readByTime(this.#parts.client, window)) {
      await take(batch);
      const lastMs = batch.events.at(-1)?.occurredAtMs;
      const isOver = batch.toCome === 0 || lastMs === undefined;
      await place.change({ auditedMs: isOver ? 0 : lastMs });
      if (lastMs !== auditedMs) return;
    }
  }
}
