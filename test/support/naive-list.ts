import type { StoredEvent } from "../../src/event/event.ts";
import type { ListQuery, View } from "../../src/event/query.ts";
import type { ExpectedEvent } from "./expected-log.ts";

/** What a list must answer: the exact total, and the page by position in the log. */
export interface ExpectedPage {
  readonly total: number;
  readonly seqs: readonly number[];
}

/** Whatever answers a list the slow and obvious way. */
export interface ListOracle {
  answer(query: ListQuery): ExpectedPage;
}

/** Answers from an array in the order of `seq`, by looking at every event. */
export class NaiveList implements ListOracle {
  readonly #events: readonly ExpectedEvent[];
  /** What was matched last: a question is mostly asked twice, of its total and of a page. */
  #last: { readonly asked: readonly unknown[]; readonly seqs: readonly number[] } | undefined;

  /** @param events may grow later */
  constructor(events: readonly ExpectedEvent[]) {
    this.#events = events;
  }

  answer(query: ListQuery): ExpectedPage {
    const { view, spans, order, offset, limit, asOf } = query;
    const asked = [view, spans, order, asOf, this.#events.length];
    if (this.#last?.asked.every((part, nth) => part === asked[nth]) !== true) {
      this.#last = { asked, seqs: this.#match(query) };
    }
    const { seqs } = this.#last;
    return { total: seqs.length, seqs: seqs.slice(offset, offset + limit) };
  }

  #match({ view, spans, order, asOf }: ListQuery): number[] {
    const isSeen = seenIn(view);
    const matching = this.#events.filter(
      (event) =>
        isSeen(event) &&
        event.seq <= (asOf ?? Infinity) &&
        spans.some(
          ({ fromMs, toMs, kinds }) =>
            event.occurredAtMs >= fromMs &&
            event.occurredAtMs <= toMs &&
            (kinds === undefined || kinds({ id: 0, ...event })),
        ),
    );
    matching.sort((a, b) => a.occurredAtMs - b.occurredAtMs || a.seq - b.seq);
    if (order === "desc") matching.reverse();
    return matching.map(({ seq }) => seq);
  }
}

/** Whether a view shows an event. */
export function isInView(event: ExpectedEvent | StoredEvent, view: View): boolean {
  return seenIn(view)(event);
}

/** {@link isInView} of one view, for many events. */
export function seenIn({ panels, floor }: View): (event: ExpectedEvent | StoredEvent) => boolean {
  const seen = panels && new Set(panels);
  return ({ seq, panel }) => seq > floor && (seen === undefined || seen.has(panel));
}
