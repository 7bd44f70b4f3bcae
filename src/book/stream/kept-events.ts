import type { StoredEvent } from "../../event/event.ts";
import { sizeOf } from "./log-piece.ts";
import type { LogPiece } from "./log-piece.ts";

/** What is kept at most. */
export interface KeptBounds {
  readonly events: number;
  readonly bytes: number;
}

/** The newest events that were read, so that a reader who is a little behind need not ask the log. */
export class KeptEvents {
  readonly #bounds: KeptBounds;
  #events: StoredEvent[] = [];
  /** How many of them are given up already. */
  #dropped = 0;
  #bytes = 0;
  #afterSeq: number;
  #toSeq: number;

  /** @param seq where it begins: nothing is kept yet */
  constructor(bounds: KeptBounds, seq: number) {
    this.#bounds = bounds;
    this.#afterSeq = seq;
    this.#toSeq = seq;
  }

  /** The seq up to which the log was read. */
  get toSeq(): number {
    return this.#toSeq;
  }

  /** Whether everything behind a seq is kept. */
  reaches(seq: number): boolean {
    return seq >= this.#afterSeq;
  }

  /** Takes in the piece that follows. */
  add({ events, toSeq }: LogPiece): void {
    for (const event of events) {
      this.#events.push(event);
      this.#bytes += sizeOf(event);
    }
    this.#toSeq = toSeq;
    while (this.#isFull) this.#dropOldest();
    if (this.#dropped > this.#events.length / 2) {
      this.#events = this.#events.slice(this.#dropped);
      this.#dropped = 0;
    }
  }

  /** Up to `limit` events behind a seq that it {@link reaches}. */
  after(seq: number, limit: number): LogPiece {
    const from = this.#firstAfter(seq);
    const events = this.#events.slice(from, from + limit);
    const isAll = from + limit >= this.#events.length;
    return { afterSeq: seq, toSeq: isAll ? this.#toSeq : (events.at(-1)?.seq ?? seq), events };
  }

  /** Forgets all, to go on behind a seq. */
  restart(seq: number): void {
    this.#events = [];
    this.#dropped = 0;
    this.#bytes = 0;
    this.#afterSeq = seq;
    this.#toSeq = seq;
  }

  get #isFull(): boolean {
    const count = this.#events.length - this.#dropped;
    return count > this.#bounds.events || (this.#bytes > this.#bounds.bytes && count > 0);
  }

  #dropOldest(): void {
    const oldest = this.#events[this.#dropped]!;
    this.#dropped += 1;
    this.#bytes -= sizeOf(oldest);
    this.#afterSeq = oldest.seq;
  }

  #firstAfter(seq: number): number {
    let low = this.#dropped;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.seq > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
