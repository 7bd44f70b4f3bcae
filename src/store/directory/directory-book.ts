import type { EventPlace, FindQuery, Found, Tallied, TallyQuery } from "../../event/book.ts";
import { TallyCounts } from "../../event/group-event.ts";
import { fieldOf } from "../../event/match-event.ts";
import type { ListQuery, Order } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";
import { planOf } from "./book-plan.ts";
import type { BookPlan } from "./book-plan.ts";
import type { CountKinds } from "./kind-counting.ts";
import { isBehind } from "./order.ts";
import { cutSpans, startsOf } from "./stretches.ts";

/** Who answers what directories cannot. */
export interface Searching {
  find(plan: BookPlan, query: FindQuery): Promise<Found>;
  tally(plan: BookPlan, query: TallyQuery): Promise<Tallied>;
}

/** What the book's questions are answered with. */
export interface DirectoryBookParts {
  readonly log: Pick<EventReader, "list">;
  readonly countKinds: CountKinds;
  /** The newest removal that a list takes into account; absent where nothing is ever taken out. */
  readonly removal?: () => number;
  readonly searching: Searching;
}

/** Kinds of so many stretches of time are picked at once; of more, all kinds are gone through each time. */
const MOST_SPANS = 16;

/** Groups that the kinds of events tell. */
const OF_KINDS = ["name", "category", "priority"] as const;

/** Answers questions of kinds, times and panels from the directories, and hands on all others. */
export class DirectoryBook {
  readonly #parts: DirectoryBookParts;

  constructor(parts: DirectoryBookParts) {
    this.#parts = parts;
  }

  async find(query: FindQuery): Promise<Found> {
    const plan = planOf(query);
    if (!isOfDirectories(plan)) return this.#parts.searching.find(plan, query);
    for (;;) {
      const removal = this.#parts.removal?.();
      const found = await this.#findPage(plan, query);
      // ranks count in one state alone: nothing may be taken out between finding them and reading the page
      if (query.start.is === "offset" || this.#parts.removal?.() === removal) return found;
    }
  }

  async #findPage(plan: BookPlan, query: FindQuery): Promise<Found> {
    const { offset, limit, asOf } = await this.#ranksOf(plan, query);
    const { view, spans } = plan;
    const page = await this.#parts.log.list({
      view,
      spans,
      order: query.order,
      offset,
      limit,
      asOf,
    });
    return {
      events: page.events,
      total: query.total === "none" ? undefined : page.total,
      asOf: page.asOf,
      hasNext: offset + page.events.length < page.total,
      hasPrevious: offset > 0 && page.total > 0,
      reachedMs: undefined,
    };
  }

  async tally(query: TallyQuery): Promise<Tallied> {
    const plan = planOf(query);
    const fields = OF_KINDS.filter((field) => query.groupings.some(({ by }) => by === field));
    const isOfKinds = query.groupings.every(({ by }) => OF_KINDS.some((field) => field === by));
    if (!isOfDirectories(plan) || !isOfKinds) return this.#parts.searching.tally(plan, query);
    const parts = cutSpans(plan.spans, startsOf(query));
    const { counts, asOf } = await this.#parts.countKinds(plan.view, parts, query.asOf);
    const tallies = (fields.length === 0 ? [undefined] : query.groupings).map((grouping) => {
      const tally = new TallyCounts();
      const field = OF_KINDS.find((each) => each === grouping?.by);
      for (const [nth, { stretch, kinds }] of parts.entries()) {
        for (const [kind, count] of counts[nth]!) {
          if (kinds !== undefined && !kinds(kind)) continue;
          tally.add(stretch, { value: field === undefined ? "" : fieldOf(kind, field) }, count);
        }
      }
      return tally.cells();
    });
    return { tallies, asOf, reachedMs: undefined };
  }

  /** The ranks of a page, counted from 0, and the state in which they count. */
  async #ranksOf(
    plan: BookPlan,
    { start, order, limit, asOf }: FindQuery,
  ): Promise<Pick<ListQuery, "offset" | "limit" | "asOf">> {
    if (start.is === "offset") return { offset: start.offset, limit, asOf };
    const ranks = new Ranks(this.#parts.log, plan, order, asOf);
    if (start.is === "after")
      return { offset: await ranks.through(start.place), limit, asOf: ranks.asOf };
    const end = await ranks.before(start.place);
    const offset = Math.max(0, end - limit);
    return { offset, limit: end - offset, asOf: ranks.asOf };
  }
}

/** Whether directories answer a plan without holding up all other work. */
function isOfDirectories({ spans, rest }: BookPlan): boolean {
  const ofKinds = spans.filter(({ kinds }) => kinds !== undefined);
  return rest.length === 0 && ofKinds.length <= MOST_SPANS;
}

/** How many events stand before places of an order, in one state. */
class Ranks {
  readonly #log: Pick<EventReader, "list">;
  readonly #plan: BookPlan;
  readonly #order: Order;
  asOf: number | undefined;

  constructor(
    log: Pick<EventReader, "list">,
    plan: BookPlan,
    order: Order,
    asOf: number | undefined,
  ) {
    this.#log = log;
    this.#plan = plan;
    this.#order = order;
    this.asOf = asOf;
  }

  /** How many come before a place. */
  before(place: EventPlace): Promise<number> {
    return this.#count(place, (event) => isBehind(this.#order, place, event));
  }

  /** How many come before a place or stand on it. */
  through(place: EventPlace): Promise<number> {
    return this.#count(place, (event) => !isBehind(this.#order, event, place));
  }

  async #count(place: EventPlace, isCounted: (event: EventPlace) => boolean): Promise<number> {
    const { occurredAtMs: at } = place;
    const [fromMs, toMs] = this.#order === "asc" ? [0, at - 1] : [at + 1, Number.MAX_SAFE_INTEGER];
    const earlier = await this.#list(fromMs, toMs, 0, 0);
    // of the place's own millisecond: those that count come first
    let low = 0;
    let high = (await this.#list(at, at, 0, 0)).total;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [event] = (await this.#list(at, at, middle, 1)).events;
      if (event !== undefined && isCounted(event)) low = middle + 1;
      else high = middle;
    }
    return earlier.total + low;
  }

  async #list(fromMs: number, toMs: number, offset: number, limit: number) {
    const { view } = this.#plan;
    const spans = this.#plan.spans
      .map((span) => ({
        ...span,
        fromMs: Math.max(span.fromMs, fromMs),
        toMs: Math.min(span.toMs, toMs),
      }))
      .filter((span) => span.fromMs <= span.toMs);
    const order = this.#order;
    const page = await this.#log.list({ view, spans, order, offset, limit, asOf: this.asOf });
    // all of one state
    this.asOf = page.asOf;
    return page;
  }
}
