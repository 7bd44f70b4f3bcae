/** How many lines there are of each sort. A line is of one sort at a time. */
export interface QueueState {
  /** They wait to be handed over. */
  readonly queued: number;
  /** Handed over and, for all that is known, received. A lost connection makes the last of them wait again. */
  readonly sent: number;
  /** Given up, for the queue was full or the network refused the line. */
  readonly dropped: number;
}

/** Lines that wait, one after the other. */
export interface Batch {
  readonly lines: readonly string[];
  /** The number of the line behind the last one. Lines are numbered from 0 as they came. */
  readonly end: number;
}

/** Told that the lines from one number up to below another left the queue, or may come back to it. */
export type OnLeft = (from: number, end: number, how: "sent" | "dropped") => void;

/**
 * Lines in the order in which they came, until it is sure that they were received: first those that
 * were handed over, then those that wait.
 */
export class LineQueue {
  readonly #bound: number;
  readonly #onLeft: OnLeft;
  readonly #lines: string[] = [];
  /** The number of the first of them. */
  #start = 0;
  /** How many of them are handed over. */
  #handed = 0;
  #sent = 0;
  #dropped = 0;

  /**
   * @param bound how many lines it holds, 1 or more; of more the oldest go
   * @param onLeft of a line that is handed over, and settled later, it is told twice
   */
  constructor(bound: number, onLeft: OnLeft = () => undefined) {
    this.#bound = bound;
    this.#onLeft = onLeft;
  }

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length <= this.#bound) return;
    if (this.#handed > 0) this.settle(this.#start + 1);
    else this.drop(this.#start + 1);
  }

  /** All lines that wait; none may. */
  waiting(): Batch {
    return {
      lines: this.#lines.slice(this.#handed),
      end: this.#start + this.#lines.length,
    };
  }

  /** Notes that the lines below a number were handed over, and may still be lost. */
  hand(end: number): void {
    const from = this.#start + this.#handed;
    this.#handed = Math.max(this.#handed, end - this.#start);
    if (end > from) this.#onLeft(from, end, "sent");
  }

  /** Forgets the lines below a number: they were received. */
  settle(end: number): void {
    this.#sent += this.#forget(end, "sent");
  }

  /** Forgets the lines below a number: they are given up. */
  drop(end: number): void {
    this.#dropped += this.#forget(end, "dropped");
  }

  /** Lets all lines wait again that were handed over and not settled. */
  takeBack(): void {
    this.#handed = 0;
  }

  state(): QueueState {
    return {
      queued: this.#lines.length - this.#handed,
      sent: this.#sent + this.#handed,
      dropped: this.#dropped,
    };
  }

  #forget(end: number, how: "sent" | "dropped"): number {
    const from = this.#start;
    const count = Math.max(end - from, 0);
    this.#lines.splice(0, count);
    this.#start += count;
    this.#handed = Math.max(this.#handed - count, 0);
    if (count > 0) this.#onLeft(from, end, how);
    return count;
  }
}
