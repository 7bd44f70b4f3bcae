import { canonicalModel } from "../../event/canonical.ts";
import { checkDelivery } from "../../event/check-delivery.ts";
import { OWN_PANEL } from "../../event/event.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import type { ListQuery, Span, View } from "../../event/query.ts";
import type { Appended, EventPage, EventStore } from "../../event/store.ts";
import { KindTable } from "./kind-table.ts";
import { TimeOrder } from "./time-order.ts";

/** What a memory store may be told. */
export interface MemoryStoreOptions {
  /** Our clock, milliseconds; default the machine's. */
  readonly nowMs?: () => number;
}

interface Held {
  readonly occurredAtMs: number;
  readonly seq: number;
  readonly kindId: number;
  readonly event: StoredEvent;
}

/**
 * A log that lives as long as the process: for a panel's emulator and for tests. Good for some
 * hundred thousand events; a question of kinds or panels looks at every event of its time window.
 */
export class MemoryStore implements EventStore {
  readonly #bySeq: Held[] = [];
  readonly #byTime = new TimeOrder<Held>();
  readonly #kinds = new KindTable();
  readonly #identities = new Set<string>();
  readonly #nowMs: () => number;

  constructor(options: MemoryStoreOptions = {}) {
    this.#nowMs = options.nowMs ?? Date.now;
  }

  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended> {
    checkDelivery(panel, events);
    const before = this.#bySeq.length;
    const receivedAtMs = Math.max(this.#nowMs(), this.#bySeq.at(-1)?.event.receivedAtMs ?? 0);
    const alike = new Map<string, number>();
    for (const event of events) {
      if (panel === OWN_PANEL || this.#isNew(panel, event, alike)) {
        this.#add(panel, event, receivedAtMs);
      }
    }
    const added = this.#bySeq.length - before;
    return Promise.resolve({ added, lastSeq: added === 0 ? undefined : this.#bySeq.length });
  }

  async list(query: ListQuery): Promise<EventPage> {
    const asOf = Math.min(query.asOf ?? Infinity, this.#bySeq.length);
    const spans = query.spans.map((span) => this.#find(span, query.view, asOf));
    if (query.order === "desc") spans.reverse();
    const events: StoredEvent[] = [];
    let total = 0;
    for (const span of spans) {
      const from = Math.max(query.offset - total, 0);
      const to = Math.min(query.offset + query.limit - total, span.size);
      for (let nth = from; nth < to; nth++) {
        events.push(span.at(query.order === "asc" ? nth : span.size - 1 - nth).event);
      }
      total += span.size;
    }
    return Promise.resolve({ events, total, asOf });
  }

  async kinds(view: View): Promise<readonly Kind[]> {
    const isVisible = visibility(view, this.#bySeq.length);
    const ids = new Set<number>();
    for (const held of this.#bySeq) if (isVisible(held)) ids.add(held.kindId);
    return Promise.resolve(this.#kinds.kinds.filter(({ id }) => ids.has(id)));
  }

  async head(): Promise<number> {
    return Promise.resolve(this.#bySeq.length);
  }

  async after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    return Promise.resolve(this.#bySeq.slice(seq, seq + limit).map(({ event }) => event));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  /** Also counts the event among those of its likeness in the delivery. */
  #isNew(panel: PanelSerial, event: PanelEvent, alike: Map<string, number>): boolean {
    const model = canonicalModel(event.model);
    const likeness = JSON.stringify([panel, event.occurredAtMs, event.key, model]);
    const ordinal = alike.get(likeness) ?? 0;
    alike.set(likeness, ordinal + 1);
    const identity = `${likeness} ${String(ordinal)}`;
    if (this.#identities.has(identity)) return false;
    this.#identities.add(identity);
    return true;
  }

  #add(panel: PanelSerial, event: PanelEvent, receivedAtMs: number): void {
    const seq = this.#bySeq.length + 1;
    const held: Held = {
      occurredAtMs: event.occurredAtMs,
      seq,
      kindId: this.#kinds.idOf(event),
      event: { ...event, seq, panel, receivedAtMs },
    };
    this.#bySeq.push(held);
    this.#byTime.add(held);
  }

  /** What a view shows of a span, in rising order. */
  #find({ fromMs, toMs, kinds }: Span, view: View, asOf: number): Found {
    const from = this.#byTime.firstAfter(fromMs - 1);
    const to = Math.max(this.#byTime.firstAfter(toMs), from);
    const isWhole = view.panels === undefined && view.floor === 0 && asOf === this.#byTime.size;
    if (kinds === undefined && isWhole) {
      return { size: to - from, at: (nth) => this.#byTime.at(from + nth) };
    }
    const isVisible = visibility(view, asOf);
    const wanted = kinds === undefined ? this.#kinds.kinds : this.#kinds.kinds.filter(kinds);
    const ids = new Set(wanted.map(({ id }) => id));
    const found = new TimeOrder<Held>();
    for (let at = from; at < to; at++) {
      const held = this.#byTime.at(at);
      if (ids.has(held.kindId) && isVisible(held)) found.add(held);
    }
    return found;
  }
}

interface Found {
  readonly size: number;
  at(nth: number): Held;
}

function visibility({ panels, floor }: View, asOf: number): (held: Held) => boolean {
  const named = panels === undefined ? undefined : new Set(panels);
  return ({ seq, event }) =>
    seq > floor && seq <= asOf && (named === undefined || named.has(event.panel));
}
