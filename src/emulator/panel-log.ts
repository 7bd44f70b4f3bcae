import type { PanelEvent, PanelSerial, StoredEvent } from "../event/event.ts";
import type { Kind } from "../event/kind.ts";
import type { ListQuery, View } from "../event/query.ts";
import type { EventPage, EventReader } from "../event/store.ts";
import { MemoryStore } from "../store/memory/memory-store.ts";
import type { Memory, PanelChange } from "./memory.ts";
import { rangesOf } from "./nth-ranges.ts";
import type { NthRange } from "./nth-ranges.ts";
import { FRESH } from "./noted.ts";
import type { Noted } from "./noted.ts";
import { RememberedEvents } from "./remembered-events.ts";

/** What a panel's log rests on. */
export interface PanelLogParts {
  readonly serial: PanelSerial;
  /** How many events the panel holds; older ones are forgotten. */
  readonly ringSize: number;
  /** Of how many events it is remembered that they happened; the panel itself may have forgotten them. */
  readonly rememberedEvents: number;
  readonly memory: Memory;
  /** Told of each event that is noted. */
  readonly onNoted: (noted: Noted) => void;
  /** Told when events were acknowledged or forgotten. */
  readonly onSettled: () => void;
}

/** How many events beyond its size a ring may hold before they are truly dropped, as a share. */
const SLACK = 0.25;

/**
 * The log of a panel: a ring of the events that it holds, in the order in which it noted them, of
 * which the oldest ones may be with the management server already. Beside that it remembers what ever
 * happened, and who was told of it, which no panel does.
 */
export class PanelLog implements EventReader {
  readonly #parts: PanelLogParts;
  readonly #store = new MemoryStore();
  readonly #happened = new RememberedEvents();
  #lastNth = 0;
  /** How many had been noted before the store's first. */
  #baseNth = 0;
  /** What is at or below it was acknowledged or lost. */
  #settledNth = 0;
  /** What is at or below it the panel does not hold any more. */
  #floorNth = 0;
  /** What is at or below it syslog needs to say no more; `undefined` before it ever said anything. */
  #toldNth: number | undefined;
  /** How many of those that the panel holds no answer has shown. */
  #unshownCount = 0;

  constructor(parts: PanelLogParts) {
    this.#parts = parts;
  }

  /**
   * Notes an event. Of two that are alike in every part, time included, the second is noted a
   * millisecond later: no panel does two things at once (assumed).
   *
   * @param atMs when it truly happened
   */
  note(event: PanelEvent, atMs: number): Noted {
    const noted = this.#take(event, atMs);
    this.#parts.memory.noted(this.#parts.serial, noted);
    this.#parts.onNoted(noted);
    return noted;
  }

  /** The oldest events that the server has not acknowledged. */
  pending(limit: number): readonly Noted[] {
    return this.#happened.after(this.#settledNth, limit);
  }

  /** How many events the server has not acknowledged. */
  get pendingCount(): number {
    return this.#lastNth - this.#settledNth;
  }

  /** The oldest of the events after the nth, whether the panel still holds them or not. */
  happenedAfter(nth: number, limit: number): readonly Noted[] {
    return this.#happened.after(nth, limit);
  }

  /** How many of the events that the panel holds were in no answer. */
  get unshownCount(): number {
    return this.#unshownCount;
  }

  /** Up to which nth syslog has nothing more to say; `undefined` before it ever said anything. */
  get toldNth(): number | undefined {
    return this.#toldNth;
  }

  /** When what was noted last truly happened, Unix ms; −Infinity when nothing has. */
  get lastAtMs(): number {
    return this.#happened.all.at(-1)?.atMs ?? -Infinity;
  }

  /** How many events the panel ever noted. */
  get count(): number {
    return this.#lastNth;
  }

  /** The server has acknowledged what was noted up to the nth. */
  acknowledge(nth: number): void {
    if (nth <= this.#settledNth) return;
    this.#settle(nth, "isDelivered");
    this.#parts.memory.delivered(this.#parts.serial, nth);
  }

  /** An answer with these events was written out whole. @param seqs as {@link list} gave them */
  show(seqs: readonly number[]): void {
    const shown = rangesOf(seqs.map((seq) => seq + this.#baseNth));
    const news = rangesOf(shown.flatMap((range) => this.#markShown(range)));
    if (news.length > 0) this.#parts.memory.shown(this.#parts.serial, news);
  }

  /** Lines of syslog about these events have arrived, for all that the panel knows. */
  tell(nths: readonly number[]): void {
    const told = rangesOf(nths);
    if (told.length === 0) return;
    for (const range of told) this.#markTold(range);
    this.#parts.memory.told(this.#parts.serial, told);
  }

  /** Syslog says nothing of what was noted so far. @returns the nth of the last of them */
  beginTelling(): number {
    this.#toldNth = this.#lastNth;
    this.#parts.memory.toldAfter(this.#parts.serial, this.#lastNth);
    return this.#lastNth;
  }

  /** Forgets all, also what no server has acknowledged. */
  wipe(): void {
    this.#drop(this.#lastNth);
    this.#parts.memory.wiped(this.#parts.serial, this.#lastNth);
  }

  /** What ever happened, in the order in which it was noted; of very many, the last ones. */
  happened(): readonly Noted[] {
    return this.#happened.all;
  }

  /** Takes back what the memory has from before. */
  recall(change: PanelChange): void {
    if ("event" in change) {
      // JSON leaves out what is undefined
      const said = { category: undefined, priority: undefined, extra: undefined };
      const { nth } = this.#take({ ...said, ...change.event }, change.atMs);
      if (change.became !== undefined) this.#settle(nth, change.became);
    } else if ("began" in change) this.#beginAt(change.began);
    else if ("wiped" in change) this.#drop(change.wiped);
    else if ("shown" in change) for (const range of change.shown) this.#markShown(range);
    else if ("told" in change) for (const range of change.told) this.#markTold(range);
    else if ("toldAfter" in change) this.#toldNth = change.toldAfter;
    else this.#settle(change.delivered, "isDelivered");
  }

  /** What a new memory has to have for the panel to be the same. */
  *changes(): Generator<PanelChange> {
    const { serial: panel } = this.#parts;
    yield { panel, began: this.#happened.firstNth ?? this.#lastNth + 1 };
    for (const { atMs, event, isDelivered, isLost } of this.#happened.all) {
      const became = isDelivered ? "isDelivered" : isLost ? "isLost" : undefined;
      yield { panel, atMs, event, ...(became !== undefined && { became }) };
    }
    yield { panel, shown: this.#happened.rangesWith("isShown") };
    yield { panel, told: this.#happened.rangesWith("isTold") };
    if (this.#toldNth !== undefined) yield { panel, toldAfter: this.#toldNth };
    yield { panel, wiped: this.#floorNth };
  }

  async list(query: ListQuery): Promise<EventPage> {
    return this.#store.list({ ...query, view: this.#held(query.view) });
  }

  async kinds(view: View): Promise<readonly Kind[]> {
    return this.#store.kinds(this.#held(view));
  }

  async head(): Promise<number> {
    return this.#store.head();
  }

  async after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#store.after(Math.max(seq, this.#floorSeq), limit);
  }

  #take(sent: PanelEvent, atMs: number): Noted {
    let { occurredAtMs } = sent;
    while (this.#store.add(this.#parts.serial, [{ ...sent, occurredAtMs }]).added === 0) {
      occurredAtMs += 1;
    }
    const event = { ...sent, occurredAtMs };
    this.#lastNth += 1;
    this.#unshownCount += 1;
    const noted = { nth: this.#lastNth, atMs, event, ...FRESH };
    this.#happened.add(noted);
    if (this.#lastNth - this.#floorNth > this.#parts.ringSize) {
      this.#drop(this.#lastNth - this.#parts.ringSize);
    }
    return noted;
  }

  /** What was noted before the nth is not known any more. */
  #beginAt(nth: number): void {
    this.#baseNth = nth - 1;
    this.#lastNth = nth - 1;
    this.#settledNth = nth - 1;
    this.#floorNth = nth - 1;
  }

  #drop(nth: number): void {
    this.#settle(nth, "isLost");
    const forgotten = this.#happened.mark([this.#floorNth + 1, nth], "isForgotten");
    this.#unshownCount -= forgotten.filter(({ isShown }) => !isShown).length;
    this.#floorNth = Math.max(this.#floorNth, nth);
    const { ringSize, rememberedEvents } = this.#parts;
    const isWorthIt = nth === this.#lastNth || nth % Math.ceil(ringSize * SLACK) === 0;
    if (!isWorthIt) return;
    this.#store.forget(this.#floorSeq);
    const surplus = this.#happened.all.length - rememberedEvents;
    this.#happened.dropOldest(Math.min(surplus, this.#happened.countUpTo(nth)));
  }

  #settle(nth: number, become: "isDelivered" | "isLost"): void {
    this.#happened.mark([this.#settledNth + 1, nth], become);
    this.#settledNth = Math.max(this.#settledNth, nth);
    this.#parts.onSettled();
  }

  /** @returns the nths of those that were not shown before */
  #markShown(range: NthRange): readonly number[] {
    const news = this.#happened.mark(range, "isShown");
    this.#unshownCount -= news.filter(({ isForgotten }) => !isForgotten).length;
    return news.map(({ nth }) => nth);
  }

  #markTold(range: NthRange): void {
    this.#happened.mark(range, "isTold");
    this.#toldNth = Math.max(this.#toldNth ?? 0, range[1]);
  }

  #held(view: View): View {
    return { ...view, floor: Math.max(view.floor, this.#floorSeq) };
  }

  /** The store's seq of the last event that the panel does not hold. */
  get #floorSeq(): number {
    return this.#floorNth - this.#baseNth;
  }
}
