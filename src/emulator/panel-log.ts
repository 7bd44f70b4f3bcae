import type { PanelEvent, PanelSerial, StoredEvent } from "../event/event.ts";
import type { Kind } from "../event/kind.ts";
import type { ListQuery, View } from "../event/query.ts";
import type { EventPage, EventReader } from "../event/store.ts";
import { MemoryStore } from "../store/memory/memory-store.ts";
import type { Memory, PanelChange } from "./memory.ts";
import type { Noted } from "./noted.ts";

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
 * happened, which no panel does.
 */
export class PanelLog implements EventReader {
  readonly #parts: PanelLogParts;
  readonly #store = new MemoryStore();
  /** The last ones that happened, in the order of nth. */
  #happened: Noted[] = [];
  #lastNth = 0;
  /** How many had been noted before the store's first. */
  #baseNth = 0;
  /** What is at or below it was acknowledged or lost. */
  #settledNth = 0;
  /** What is at or below it the panel does not hold any more. */
  #floorNth = 0;

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
    const from = this.#indexAfter(this.#settledNth);
    return this.#happened.slice(from, from + limit);
  }

  /** How many events the server has not acknowledged. */
  get pendingCount(): number {
    return this.#lastNth - this.#settledNth;
  }

  /** When what was noted last truly happened, Unix ms; −Infinity when nothing has. */
  get lastAtMs(): number {
    return this.#happened.at(-1)?.atMs ?? -Infinity;
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

  /** Forgets all, also what no server has acknowledged. */
  wipe(): void {
    this.#drop(this.#lastNth);
    this.#parts.memory.wiped(this.#parts.serial, this.#lastNth);
  }

  /** What ever happened, in the order in which it was noted; of very many, the last ones. */
  happened(): readonly Noted[] {
    return this.#happened;
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
    else this.#settle(change.delivered, "isDelivered");
  }

  /** What a new memory has to have for the panel to be the same. */
  *changes(): Generator<PanelChange> {
    const { serial: panel } = this.#parts;
    yield { panel, began: this.#happened[0]?.nth ?? this.#lastNth + 1 };
    for (const { atMs, event, isDelivered, isLost } of this.#happened) {
      const became = isDelivered ? "isDelivered" : isLost ? "isLost" : undefined;
      yield { panel, atMs, event, ...(became !== undefined && { became }) };
    }
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
    const noted = { nth: this.#lastNth, atMs, event, isDelivered: false, isLost: false };
    this.#happened.push(noted);
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
    this.#floorNth = Math.max(this.#floorNth, nth);
    const { ringSize, rememberedEvents } = this.#parts;
    const isWorthIt = nth === this.#lastNth || nth % Math.ceil(ringSize * SLACK) === 0;
    if (!isWorthIt) return;
    this.#store.forget(this.#floorSeq);
    const surplus = Math.min(this.#happened.length - rememberedEvents, this.#indexAfter(nth));
    if (surplus > 0) this.#happened = this.#happened.slice(surplus);
  }

  #settle(nth: number, become: "isDelivered" | "isLost"): void {
    const to = this.#indexAfter(nth);
    for (let at = this.#indexAfter(this.#settledNth); at < to; at++) {
      const noted = this.#happened[at];
      if (noted !== undefined) noted[become] = true;
    }
    this.#settledNth = Math.max(this.#settledNth, nth);
    this.#parts.onSettled();
  }

  /** Where the first event after the nth stands among what is remembered. */
  #indexAfter(nth: number): number {
    const first = this.#happened[0]?.nth ?? this.#lastNth + 1;
    return Math.max(0, nth - first + 1);
  }

  #held(view: View): View {
    return { ...view, floor: Math.max(view.floor, this.#floorSeq) };
  }

  /** The store's seq of the last event that the panel does not hold. */
  get #floorSeq(): number {
    return this.#floorNth - this.#baseNth;
  }
}
