import type { Cell, Grouping } from "./book.ts";
import { EventValues } from "./event-values.ts";
import type { StoredEvent } from "./event.ts";
import { fieldOf } from "./match-event.ts";

/** Longer values are counted by so much of them, UTF-16 units: somebody may have sent thousands of 60 kB. */
const MAX_VALUE_LENGTH = 1_000;

/** What tells a group from others. */
export type GroupKey = Pick<Cell, "value" | "path" | "panel">;

/** The groups that an event belongs to, one for each grouping; prepared once, for many events. */
export function prepareGroups(
  groupings: readonly Grouping[],
): (event: StoredEvent) => readonly GroupKey[] {
  return (event) => {
    const values = new EventValues(event);
    return groupings.map((grouping) => groupOf(event, values, grouping));
  };
}

function groupOf(event: StoredEvent, values: EventValues, grouping: Grouping): GroupKey {
  switch (grouping.by) {
    case "panel":
    case "source":
      return { value: event[grouping.by] };
    case "late":
      return { value: String(event.isLate === true) };
    case "value": {
      const panel = grouping.isPerPanel ? { panel: event.panel } : {};
      for (const [path, members] of grouping.paths.entries()) {
        const [value] = values.at(members);
        if (value !== undefined) return { value: value.slice(0, MAX_VALUE_LENGTH), path, ...panel };
      }
      return { value: "", ...panel };
    }
    case "name":
    case "category":
    case "priority":
      return { value: fieldOf(event, grouping.by) };
  }
}

/** A cell while it is counted. */
export interface CountedCell {
  readonly cell: Omit<Cell, "count">;
  count: number;
}

/** Numbers of events by stretch of time and group. */
export class TallyCounts {
  readonly #cells = new Map<string, CountedCell>();

  /** @returns the cell, whose count may be taken back */
  add(stretch: number, key: GroupKey, count: number): CountedCell {
    // values are the caller's: the lengths keep one from looking like another
    const name = `${stretch} ${key.path ?? "-"} ${key.panel?.length ?? "-"} ${key.panel ?? ""}${key.value}`;
    const known = this.#cells.get(name);
    if (known !== undefined) {
      known.count += count;
      return known;
    }
    const counted = { cell: { stretch, ...key }, count };
    this.#cells.set(name, counted);
    return counted;
  }

  /** How many cells there are. */
  get size(): number {
    return this.#cells.size;
  }

  cells(): Cell[] {
    const cells = [...this.#cells.values()].filter(({ count }) => count !== 0);
    return cells.map(({ cell, count }) => ({ ...cell, count }));
  }
}
