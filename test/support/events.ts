import type { PanelEvent, StoredEvent } from "../../src/event/event.ts";
import type { EventReader } from "../../src/event/store.ts";
import type { ExpectedEvent } from "./expected-log.ts";
import { ALWAYS, FLEET } from "../../src/event/query.ts";
import type { ListQuery } from "../../src/event/query.ts";

/** Milliseconds of an ordinary day, to count from. */
export const DAY_MS = 1_750_000_000_000;

/** An ordinary event with the changes asked for. */
export function event(changes: Partial<PanelEvent> = {}): PanelEvent {
  return {
    occurredAtMs: DAY_MS,
    key: "access_granted_by_valid_identifier",
    category: "access",
    priority: "medium",
    model: '{"lock":0,"owner":"Apartment 12","number":"3090069","type":"card"}',
    extra: undefined,
    source: "push",
    ...changes,
  };
}

/** So many events a second apart, each with a model of its own. */
export function eventsInARow(count: number, changes: Partial<PanelEvent> = {}): PanelEvent[] {
  const fromMs = changes.occurredAtMs ?? DAY_MS;
  return Array.from({ length: count }, (_, index) =>
    event({
      model: `{"number":${String(index)}}`,
      ...changes,
      occurredAtMs: fromMs + index * 1_000,
    }),
  );
}

/** A question about everything, the first 1,000 in rising order, with the changes asked for. */
export function question(changes: Partial<ListQuery> = {}): ListQuery {
  return {
    view: FLEET,
    spans: [ALWAYS],
    order: "asc",
    offset: 0,
    limit: 1_000,
    asOf: undefined,
    ...changes,
  };
}

/** The whole log in the order of `seq`. */
export async function wholeLog(log: EventReader, chunk = 10_000): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const next = await log.after(events.at(-1)?.seq ?? 0, chunk);
    if (next.length === 0) return events;
    events.push(...next);
  }
}

/** An event as the panel sent it: without what the log added. */
export function asSent({
  seq: _seq,
  panel: _panel,
  receivedAtMs: _receivedAtMs,
  ...event
}: StoredEvent): PanelEvent {
  return event;
}

/** An event without the time of its receipt, which no test can know. */
export function withoutReceipt(event: StoredEvent): ExpectedEvent {
  return { ...asSent(event), seq: event.seq, panel: event.panel };
}
