/** What is to come: things with their times, taken in the order of time. */
export class Agenda<Thing extends { readonly atMs: number }> {
  /** In the order of time; those before {@link #next} were taken. */
  #things: Thing[] = [];
  #next = 0;

  /** Adds things, in any order. */
  add(things: readonly Thing[]): void {
    const left = this.#things.slice(this.#next);
    this.#next = 0;
    this.#things = [...left, ...things].toSorted((a, b) => a.atMs - b.atMs);
  }

  /** The next thing that is due; `undefined` when none is. */
  take(nowMs: number): Thing | undefined {
    const next = this.#things[this.#next];
    if (next === undefined || next.atMs > nowMs) return undefined;
    this.#next += 1;
    return next;
  }
}
