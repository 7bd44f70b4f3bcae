import type { Cell, FindQuery, Found, TallyQuery } from "../../src/event/book.ts";
import type { EventQuestion } from "../../src/event/book.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { prepareGroups } from "../../src/event/group-event.ts";
import { prepareMatch } from "../../src/event/match-event.ts";
import type { Order } from "../../src/event/query.ts";
import { seenIn } from "./naive-list.ts";

/** What of an answer a question decides, whoever answers it. */
export interface ExpectedFind {
  readonly total: number;
  readonly seqs: readonly number[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** Answers from an array in the order of `seq`, by looking at every event. */
export class NaiveBook {
  readonly #events: readonly StoredEvent[];

  /** @param events may grow later */
  constructor(events: readonly StoredEvent[]) {
    this.#events = events;
  }

  find({ order, start, limit, ...question }: FindQuery): ExpectedFind {
    const all = this.#matching(question, order);
    const rank =
      start.is === "offset"
        ? start.offset
        : all.filter((event) => {
            const isEqual = event.seq === start.place.seq;
            return isBefore(order, event, start.place) || (isEqual && start.is === "after");
          }).length;
    const from = start.is === "before" ? Math.max(0, rank - limit) : rank;
    const page = all.slice(from, start.is === "before" ? rank : from + limit);
    return {
      total: all.length,
      seqs: page.map(({ seq }) => seq),
      hasNext: from + page.length < all.length,
      hasPrevious: from > 0 && all.length > 0,
    };
  }

  /** Cells as texts, sorted: their order is nobody's business. */
  tally({ groupings, starts, ...question }: TallyQuery): string[][] {
    const edges = starts ?? [question.fromMs];
    const groups = prepareGroups(groupings);
    const tallies = Array.from(
      { length: Math.max(1, groupings.length) },
      () => new Map<string, number>(),
    );
    for (const event of this.#matching(question, "asc")) {
      const stretch = edges.filter((edge) => edge <= event.occurredAtMs).length - 1;
      if (stretch < 0) continue;
      const keys = groupings.length === 0 ? [{ value: "" }] : groups(event);
      for (const [nth, key] of keys.entries()) {
        const name = JSON.stringify([stretch, key.value, key.path ?? null, key.panel ?? null]);
        tallies[nth]!.set(name, (tallies[nth]!.get(name) ?? 0) + 1);
      }
    }
    return tallies.map((counts) =>
      [...counts].map(([name, count]) => `${name} ${String(count)}`).toSorted(),
    );
  }

  #matching({ view, fromMs, toMs, where, asOf }: EventQuestion, order: Order): StoredEvent[] {
    const matches = prepareMatch(where);
    const isSeen = seenIn(view);
    const found = this.#events.filter(
      (event) =>
        event.seq <= (asOf ?? Infinity) &&
        isSeen(event) &&
        event.occurredAtMs >= fromMs &&
        event.occurredAtMs <= toMs &&
        matches(event),
    );
    return found.toSorted((a, b) => (isBefore(order, a, b) ? -1 : 1));
  }
}

/** Cells of an answer as {@link NaiveBook.tally} has them. */
export function cellTexts(tally: readonly Cell[]): string[] {
  return tally
    .map(({ stretch, value, path, panel, count }) => {
      const name = JSON.stringify([stretch, value, path ?? null, panel ?? null]);
      return `${name} ${String(count)}`;
    })
    .toSorted();
}

/** What of an answer {@link NaiveBook.find} says. */
export function findOf({ events, total, hasNext, hasPrevious }: Found): object {
  return { total, seqs: events.map(({ seq }) => seq), hasNext, hasPrevious };
}

type Placed = Pick<StoredEvent, "occurredAtMs" | "seq">;

function isBefore(order: Order, a: Placed, b: Placed): boolean {
  const difference = a.occurredAtMs - b.occurredAtMs || a.seq - b.seq;
  return order === "asc" ? difference < 0 : difference > 0;
}
