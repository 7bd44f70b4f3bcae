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

  /** @param events may grow later */
  constructor(events: readonly ExpectedEvent[]) {
    this.#events = events;
  }

  answer({ view, spans, order, offset, limit, asOf }: ListQuery): ExpectedPage {
    const matching = this.#events.filter(
      (event) =>
        isInView(event, view) &&
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
    const page = matching.slice(offset, offset + limit);
    return { total: matching.length, seqs: page.map(({ seq }) => seq) };
  }
}

/** Whether a view shows an event. */
export function isInView(event: ExpectedEvent | StoredEvent, { panels, floor }: View): boolean {
  return event.seq > floor && (panels === undefined || panels.includes(event.panel));
}
