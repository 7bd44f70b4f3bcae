import { Tail } from "../directory/tail.ts";
import type { Connection } from "./connection.ts";

/** Earlier states of which is held what came since, to walk their pages. */
const MAX_STATES = 16;

/** Rows read without letting other work in between: some 3 ms. */
const ROWS = 5000;

/** How the log is followed. */
export interface Following {
  /** The seq up to which it is. */
  readonly followed: number;
  /** The newest removal that is taken into account. */
  readonly removal: number;
  /** Reads in one state of the file, of which every removal is taken into account. @throws AppError */
  atOnce<Result>(read: () => Result): Result;
}

/** What came after a state. */
export interface Later {
  readonly tail: Tail;
  /** Whether it lacks everything that was taken out of the log by now. */
  isRight(): boolean;
}

/** What came into the log after states that are asked for, read once and kept up with the log. */
export class LaterEvents {
  readonly #connection: Connection;
  readonly #log: Following;
  /** By the state's seq; the one asked for longest ago first. */
  readonly #tails = new Map<number, Tail>();

  constructor(connection: Connection, log: Following) {
    this.#connection = connection;
    this.#log = log;
  }

  /** What came after a state, up to where the log is followed when it is there. */
  async since(asOf: number): Promise<Later> {
    const tail = this.#tails.get(asOf) ?? new Tail(asOf);
    this.#tails.delete(asOf);
    this.#tails.set(asOf, tail);
    for (const oldest of this.#tails.keys()) {
      if (this.#tails.size <= MAX_STATES) break;
      this.#tails.delete(oldest);
    }
    const isKept = (): boolean => this.#tails.get(asOf) === tail;
    let { removal } = this.#log;
    for (let isFirst = true; tail.lastSeq < this.#log.followed; isFirst = false) {
      if (!isFirst) await new Promise(setImmediate);
      // forgotten for another state, it holds what was taken out since
      if (!isKept() && this.#log.removal !== removal) return this.since(asOf);
      this.#log.atOnce(() => this.#extend(tail));
      ({ removal } = this.#log);
    }
    return { tail, isRight: () => isKept() || this.#log.removal === removal };
  }

  /** Takes out an event that was taken out of the log. */
  remove(seq: number): void {
    for (const tail of this.#tails.values()) tail.remove(seq);
  }

  /** At one stroke, so that two who wait for it add nothing twice. */
  #extend(tail: Tail): void {
    const through = this.#log.followed;
    const rows = this.#connection.all<[seq: number, panel: number, atMs: number, kind: number]>(
      "SELECT seq, panel, at, kind FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
      tail.lastSeq,
      through,
      ROWS,
    );
    for (const [seq, panel, atMs, kind] of rows) {
      tail.skipThrough(seq - 1);
      tail.push(atMs, panel, kind);
    }
    if (rows.length < ROWS) tail.skipThrough(through);
  }
}
