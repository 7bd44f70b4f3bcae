/** Who wants to know when the log has grown. */
export class LogWatchers {
  readonly #listeners = new Set<(head: number) => void>();
  #told: number;

  /** @param head the newest seq */
  constructor(head: number) {
    this.#told = head;
  }

  /** Tells of every newest seq from now on. @returns stops it */
  watch(listener: (head: number) => void): () => void {
    // the same function may be given twice
    const own = (head: number): void => listener(head);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Takes note of the newest seq; nobody is told of one twice. @returns whether it is news */
  grown(head: number): boolean {
    if (head <= this.#told) return false;
    this.#told = head;
    for (const listener of this.#listeners) listener(head);
    return true;
  }
}
