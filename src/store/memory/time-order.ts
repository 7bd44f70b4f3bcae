/** An event's place in time: (`occurredAt`, `seq`) is the log's order. */
export interface TimePoint {
  readonly occurredAtMs: number;
  readonly seq: number;
}

/**
 * Points in the log's order. A point later than all others is added at once; a late one moves those
 * after it.
 */
export class TimeOrder<Point extends TimePoint> {
  readonly #points: Point[] = [];

  get size(): number {
    return this.#points.length;
  }

  /** @param point with a greater seq than all before */
  add(point: Point): void {
    const newest = this.#points.at(-1);
    if (newest === undefined || newest.occurredAtMs <= point.occurredAtMs) {
      this.#points.push(point);
    } else {
      this.#points.splice(this.firstAfter(point.occurredAtMs), 0, point);
    }
  }

  /** @throws RangeError outside of 0 to {@link size} − 1 */
  at(index: number): Point {
    const point = this.#points[index];
    if (point === undefined) throw new RangeError(`no point at ${String(index)}`);
    return point;
  }

  /** Where the first point later than a millisecond stands; {@link size} when there is none. */
  firstAfter(ms: number): number {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle).occurredAtMs <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
