import { canonicalModel } from "../../event/canonical.ts";
import { EventSort } from "./event-sort.ts";
import type { ImportedEvent, RefusedEvent } from "./imported-event.ts";

/** How deliveries are cut. */
export interface DeliveryBounds {
  /** From so many events a delivery is full; what must be together may double it. */
  readonly events: number;
  /** The same in characters of models and extras. */
  readonly characters: number;
}

/** Deliveries of some 20 ms of the store's work each, and below what a body over HTTP may have. */
export const DELIVERY_BOUNDS: DeliveryBounds = { events: 5_000, characters: 4_000_000 };

/** Why one of thousands of events alike in one millisecond is not taken. */
const TOO_MANY_ALIKE = "more events alike in one millisecond than can be told apart";

/**
 * Cuts events into deliveries such that those of one panel and millisecond that are alike are in one, each
 * with the same others alike however the events were ordered: so an event has the same ordinal whenever
 * they are imported.
 *
 * Of events alike in several parts of a file, as many are taken as the part has that has most.
 *
 * @param sorted by time, panel and place, as {@link byMillisecond} does
 * @param refuse told of events beyond what can be told apart
 */
export function* cutDeliveries(
  sorted: Iterable<ImportedEvent>,
  refuse: (refused: RefusedEvent) => void,
  bounds = DELIVERY_BOUNDS,
): Generator<readonly ImportedEvent[]> {
  let full = new Pending();
  for (const together of eachTogether(sorted, refuse, bounds)) {
    for (const event of together) full.add(event);
    if (!full.isWithin(bounds)) {
      yield full.events;
      full = new Pending();
    }
  }
  if (full.events.length > 0) yield full.events;
}

/** The order in which events are taken in. */
export function byMillisecond(one: ImportedEvent, other: ImportedEvent): number {
  return (
    one.event.occurredAtMs - other.event.occurredAtMs ||
    compareTexts(one.panel, other.panel) ||
    one.place - other.place ||
    one.line - other.line
  );
}

/** Events that must be in one delivery: those of a millisecond, or where these are too many, those alike. */
function* eachTogether(
  sorted: Iterable<ImportedEvent>,
  refuse: (refused: RefusedEvent) => void,
  bounds: DeliveryBounds,
): Generator<readonly ImportedEvent[]> {
  const ahead = new Ahead(sorted);
  for (let first = ahead.next; first !== undefined; first = ahead.next) {
    const isOf = (event: ImportedEvent) => isSameMillisecond(event, first);
    const few = new Pending();
    for (let event = ahead.take(isOf); event !== undefined; event = ahead.take(isOf)) {
      few.add(event);
      if (!few.isWithin(bounds)) break;
    }
    if (few.isWithin(bounds)) yield withoutRepeats(few.events);
    else yield* eachAlike(few.events, () => ahead.take(isOf), refuse, bounds);
  }
}

/** The same of more events of one millisecond than a delivery has: some, and those that follow. */
function* eachAlike(
  events: readonly ImportedEvent[],
  following: () => ImportedEvent | undefined,
  refuse: (refused: RefusedEvent) => void,
  bounds: DeliveryBounds,
): Generator<readonly ImportedEvent[]> {
  using sort = new EventSort(byLikeness);
  for (const event of events) sort.add(event);
  for (let event = following(); event !== undefined; event = following()) sort.add(event);
  const ahead = new Ahead(sort.sorted());
  for (let first = ahead.next; first !== undefined; first = ahead.next) {
    const likeness = likenessOf(first);
    const isOf = (event: ImportedEvent) => likenessOf(event) === likeness;
    const alike = new Pending();
    for (let event = ahead.take(isOf); event !== undefined; event = ahead.take(isOf)) {
      if (alike.isWithin(bounds)) alike.add(event);
      else refuse({ line: event.line, reason: TOO_MANY_ALIKE });
    }
    yield withoutRepeats(alike.events);
  }
}

/** Events of which the next one is seen before it is taken. */
class Ahead {
  readonly #rest: Iterator<ImportedEvent>;
  #next: ImportedEvent | undefined;

  constructor(events: Iterable<ImportedEvent>) {
    this.#rest = events[Symbol.iterator]();
    this.#next = this.#read();
  }

  /** `undefined` behind the last one. */
  get next(): ImportedEvent | undefined {
    return this.#next;
  }

  /** Takes the next event when it is one of these. */
  take(isOf: (event: ImportedEvent) => boolean): ImportedEvent | undefined {
    const taken = this.#next;
    if (taken === undefined || !isOf(taken)) return undefined;
    this.#next = this.#read();
    return taken;
  }

  #read(): ImportedEvent | undefined {
    const next = this.#rest.next();
    return next.done === true ? undefined : next.value;
  }
}

/** Events that are gathered. */
class Pending {
  readonly events: ImportedEvent[] = [];
  #characters = 0;

  add(event: ImportedEvent): void {
    this.events.push(event);
    this.#characters += (event.event.model?.length ?? 0) + (event.event.extra?.length ?? 0);
  }

  isWithin({ events, characters }: DeliveryBounds): boolean {
    return this.events.length < events && this.#characters < characters;
  }
}

/** Of alike events of several parts, as many as the part has that has most. */
function withoutRepeats(events: readonly ImportedEvent[]): readonly ImportedEvent[] {
  const [first] = events;
  if (events.every(({ part }) => part === first?.part)) return events;
  const kept = new Map<string, number>();
  const ofPart = new Map<string, number>();
  return events.filter((event) => {
    const likeness = likenessOf(event);
    const inPart = `${event.part} ${likeness}`;
    const number = (ofPart.get(inPart) ?? 0) + 1;
    ofPart.set(inPart, number);
    const isNew = number > (kept.get(likeness) ?? 0);
    if (isNew) kept.set(likeness, number);
    return isNew;
  });
}

/** What alike events of a panel's millisecond share: all of their identity but the ordinal. */
function likenessOf({ event: { source, key, model } }: ImportedEvent): string {
  return `${source === "syslog" ? "s" : ""}${key.length} ${key}${canonicalModel(model)}`;
}

function byLikeness(one: ImportedEvent, other: ImportedEvent): number {
  return (
    compareTexts(likenessOf(one), likenessOf(other)) ||
    one.part - other.part ||
    one.place - other.place ||
    one.line - other.line
  );
}

function isSameMillisecond(one: ImportedEvent, other: ImportedEvent): boolean {
  return one.event.occurredAtMs === other.event.occurredAtMs && one.panel === other.panel;
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
