import type { EventPlace } from "../../event/book.ts";
import type { StoredEvent } from "../../event/event.ts";
import { prepareMatch } from "../../event/match-event.ts";
import type { Order, Span } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";
import type { BookPlan } from "./book-plan.ts";

/** Events read at a time. */
const PAGE = 1000;

/** What is scanned, and how. */
export interface ScanOptions {
  readonly plan: BookPlan;
  readonly order: Order;
  /** A seq. */
  readonly asOf: number;
  /** Where to begin: at this place's millisecond. */
  readonly from: EventPlace | undefined;
  readonly deadlineMs: number;
}

/** Goes through the events that a plan leaves, and finds those that meet the rest of the question. */
export class EventScan {
  readonly #log: Pick<EventReader, "list">;
  readonly #options: ScanOptions;
  #reachedMs: number | undefined;

  constructor(log: Pick<EventReader, "list">, options: ScanOptions) {
    this.#log = log;
    this.#options = options;
  }

  /** Where the deadline came, once {@link matches} has ended. */
  get reachedMs(): number | undefined {
    return this.#reachedMs;
  }

  /** In order. */
  async *matches(): AsyncGenerator<StoredEvent> {
    const { plan, order, asOf, from, deadlineMs } = this.#options;
    const isMatch = prepareMatch({ is: "and", parts: plan.rest });
    const end = performance.now() + deadlineMs;
    let passedMs: number | undefined;
    const spans = clipped(plan.spans, order, from);
    for (let offset = 0; ; offset += PAGE) {
      const question = { view: plan.view, spans, order, offset, limit: PAGE, asOf };
      const { events } = await this.#log.list(question);
      for (const event of events) {
        const { occurredAtMs } = event;
        // between two milliseconds: whoever goes on begins with the first that was not looked at
        if (passedMs !== undefined && occurredAtMs !== passedMs && performance.now() > end) {
          this.#reachedMs = occurredAtMs;
          return;
        }
        passedMs = occurredAtMs;
        if (isMatch(event)) yield event;
      }
      if (events.length < PAGE) return;
    }
  }
}

/** The spans without what comes before a place's millisecond. */
function clipped(spans: readonly Span[], order: Order, from: EventPlace | undefined): Span[] {
  if (from === undefined) return [...spans];
  const { occurredAtMs: at } = from;
  return spans
    .map((span) =>
      order === "asc"
        ? { ...span, fromMs: Math.max(span.fromMs, at) }
        : { ...span, toMs: Math.min(span.toMs, at) },
    )
    .filter(({ fromMs, toMs }) => fromMs <= toMs);
}
