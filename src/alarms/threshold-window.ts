import { isMembers } from "../fleet/read-members.ts";
import type { Threshold } from "./alarm.ts";

/** How many events are remembered of all groups; the group heard of longest ago goes first. */
const MAX_TIMES = 10_000;

const MINUTE_MS = 60_000;

/** An event that is counted. */
interface Counted {
  readonly seq: number;
  readonly occurredAtMs: number;
}

/** What may be kept of a window, as data for JSON: by group, seq and time of its events. */
export type KeptWindow = Readonly<Record<string, readonly (readonly [number, number])[]>>;

/**
 * The events of the last minutes by group, to see when there are enough of them. Events count by their own
 * times. Once there were enough, a group begins anew.
 */
export class ThresholdWindow {
  readonly #groups: Map<string, readonly Counted[]>;
  #size: number;

  private constructor(groups: Map<string, readonly Counted[]>) {
    this.#groups = groups;
    this.#size = [...groups.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** A window with what was kept of one; whatever else it is given, an empty one. */
  static of(kept: unknown): ThresholdWindow {
    const groups = new Map<string, readonly Counted[]>();
    if (isMembers(kept)) {
      for (const [group, times] of Object.entries(kept)) groups.set(group, countedOf(times));
    }
    return new ThresholdWindow(groups);
  }

  /** Another one that holds the same. */
  copy(): ThresholdWindow {
    return new ThresholdWindow(new Map(this.#groups));
  }

  get kept(): KeptWindow {
    return Object.fromEntries(
      Array.from(this.#groups, ([group, counted]) => [
        group,
        counted.map(({ seq, occurredAtMs }) => [seq, occurredAtMs] as const),
      ]),
    );
  }

  /**
   * Counts an event.
   *
   * @returns the seqs of the events that are enough together, the new one last; `undefined` when they are
   *   too few
   */
  add(group: string, event: Counted, { count, minutes }: Threshold): readonly number[] | undefined {
    const { seq, occurredAtMs } = event;
    const before = this.#take(group);
    const newestMs = Math.max(occurredAtMs, ...before.map((one) => one.occurredAtMs));
    const within = [...before, { seq, occurredAtMs }].filter(
      (one) => one.occurredAtMs > newestMs - minutes * MINUTE_MS,
    );
    if (within.length >= count) return within.map((one) => one.seq);
    this.#groups.set(group, within);
    this.#size += within.length;
    for (const oldest of this.#groups.keys()) {
      if (this.#size <= MAX_TIMES) break;
      this.#take(oldest);
    }
    return undefined;
  }

  #take(group: string): readonly Counted[] {
    const counted = this.#groups.get(group) ?? [];
    this.#groups.delete(group);
    this.#size -= counted.length;
    return counted;
  }
}

function countedOf(times: unknown): readonly Counted[] {
  if (!Array.isArray(times)) return [];
  return times.flatMap((pair: unknown) => {
    if (!Array.isArray(pair)) return [];
    const seq: unknown = pair[0];
    const occurredAtMs: unknown = pair[1];
    return typeof seq === "number" && typeof occurredAtMs === "number"
      ? [{ seq, occurredAtMs }]
      : [];
  });
}
