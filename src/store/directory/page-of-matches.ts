import type { EventPlace, FindQuery, Found } from "../../event/book.ts";
import type { Order } from "../../event/query.ts";
import { isBehind, opposite } from "./order.ts";

/** A page, in the asked order. */
export interface PageFound<Match> extends Pick<Found, "hasNext" | "hasPrevious"> {
  readonly events: readonly Match[];
}

/**
 * The page that a question asks for, out of the matching events as a search comes upon them: in the
 * asked order, or in the opposite one where the page ends before a place.
 */
export class PageOfMatches<Match extends EventPlace> {
  readonly #query: Pick<FindQuery, "order" | "start" | "limit">;
  readonly #events: Match[] = [];
  #count = 0;
  #passed = 0;
  #hasMore = false;

  constructor(query: Pick<FindQuery, "order" | "start" | "limit">) {
    this.#query = query;
  }

  /** The order in which matching events are to be handed over. */
  get order(): Order {
    const { order, start } = this.#query;
    return start.is === "before" ? opposite(order) : order;
  }

  /** Whether nothing that is still to come changes the page. */
  get isFull(): boolean {
    return this.#hasMore;
  }

  /** How many matching events were handed over. */
  get count(): number {
    return this.#count;
  }

  take(event: Match): void {
    this.#count += 1;
    if (!this.#isOnOrBehind(event)) this.#passed += 1;
    else if (this.#events.length < this.#query.limit) this.#events.push(event);
    else this.#hasMore = true;
  }

  /** @param isWhole whether every event was looked at that could have matched */
  found(isWhole: boolean): PageFound<Match> {
    const { start } = this.#query;
    const hasMore = this.#hasMore || !isWhole;
    // where the search began at the place itself nobody looked at what lies on its other side
    const hasPassed = start.is === "offset" ? start.offset > 0 && this.#passed > 0 : true;
    if (start.is !== "before") {
      return { events: this.#events, hasNext: hasMore, hasPrevious: hasPassed };
    }
    return { events: this.#events.toReversed(), hasNext: hasPassed, hasPrevious: hasMore };
  }

  #isOnOrBehind(event: Match): boolean {
    const { start } = this.#query;
    if (start.is === "offset") return this.#passed >= start.offset;
    return isBehind(this.order, event, start.place);
  }
}
