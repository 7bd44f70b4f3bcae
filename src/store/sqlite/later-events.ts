import { Tail } from "../directory/tail.ts";
import type { Connection } from "./connection.ts";

/** Earlier states of which is held what came since, to walk their pages. */
const MAX_STATES = 16;

/** Rows read without letting other work in between: some 3 ms. */
const ROWS = 5000;

/** What came into the log after states that are asked for, read once and kept up with the log. */
export class LaterEvents {
  readonly #connection: Connection;
  /** By the state's seq; the one asked for longest ago first. */
  readonly #tails = new Map<number, Tail>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * What came after a state, up to a seq.
   *
   * @param through how far, asked again and again: it may rise meanwhile
   */
  async since(asOf: number, through: () => number): Promise<Tail> {
    const tail = this.#tails.get(asOf) ?? new Tail(asOf);
    this.#tails.delete(asOf);
    this.#tails.set(asOf, tail);
    for (const oldest of this.#tails.keys()) {
      if (this.#tails.size <= MAX_STATES) break;
      this.#tails.delete(oldest);
    }
    for (let isFirst = true; tail.lastSeq < through(); isFirst = false) {
      if (!isFirst) await new Promise(setImmediate);
      this.#extend(tail, through());
    }
    return tail;
  }

  /** At one stroke, so that two who wait for it add nothing twice. */
  #extend(tail: Tail, through: number): void {
    const rows = this.#connection.all<[panel: number, atMs: number, kind: number]>(
      "SELECT panel, at, kind FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
      tail.lastSeq,
      through,
      ROWS,
    );
    for (const [panel, atMs, kind] of rows) tail.push(atMs, panel, kind);
  }
}
