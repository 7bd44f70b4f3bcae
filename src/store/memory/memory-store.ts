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
  /** What nothing else in the log has; `undefined` for an event of Doorbook's own. */
  readonly identity: string | undefined;
}

/**
 * A log that lives as long as the process: for a panel's emulator and for tests. Good for some
 * hundred thousand events; a question of kinds or panels looks at every event of its time window.
 * It can forget its oldest events, as the ring of a panel does.
 */
export class MemoryStore implements EventStore {
  /** Without the ones that were forgotten. */
  #bySeq: Held[] = [];
  #forgotten = 0;
  #byTime = new TimeOrder<Held>();
  readonly #kinds = new KindTable();
  readonly #identities = new Set<string>();
  readonly #nowMs: () => number;

  constructor(options: MemoryStoreOptions = {}) {
    this.#nowMs = options.nowMs ?? Date.now;
  }

  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended> {
    return Promise.resolve(this.add(panel, events));
  }

  /** As {@link append}, at once. @throws AppError `invalid` */
  add(panel: PanelSerial, events: readonly PanelEvent[]): Appended {
    checkDelivery(panel, events);
    const before = this.#head;
    const receivedAtMs = Math.max(this.#nowMs(), this.#bySeq.at(-1)?.event.receivedAtMs ?? 0);
    const alike = new Map<string, number>();
    for (const event of events) {
      const identity = panel === OWN_PANEL ? undefined : identityOf(panel, event, alike);
      if (identity === undefined || !this.#identities.has(identity)) {
        this.#hold(panel, event, receivedAtMs, identity);
      }
    }
    const added = this.#head - before;
    return { added, lastSeq: added === 0 ? undefined : this.#head };
  }

  /**
   * Forgets the events up to a seq, as if they had never been; the seqs of the others stay. One that
   * comes again is new.
   */
  forget(seq: number): void {
    const gone = this.#bySeq.slice(0, Math.max(0, seq - this.#forgotten));
    if (gone.length === 0) return;
    this.#bySeq = this.#bySeq.slice(gone.length);
    this.#forgotten += gone.length;
    for (const { identity } of gone) if (identity !== undefined) this.#identities.delete(identity);
    this.#byTime = new TimeOrder();
    for (const held of this.#bySeq) this.#byTime.add(held);
  }

  /** The newest seq; 0 when there was never an event. */
  get #head(): number {
    return this.#forgotten + this.#bySeq.length;
  }

  async list(query: ListQuery): Promise<EventPage> {
    const asOf = Math.min(query.asOf ?? Infinity, this.#head);
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
    const isVisible = visibility(view, this.#head);
    const ids = new Set<number>();
    for (const held of this.#bySeq) if (isVisible(held)) ids.add(held.kindId);
    return Promise.resolve(this.#kinds.kinds.filter(({ id }) => ids.has(id)));
  }

  async head(): Promise<number> {
    return Promise.resolve(this.#head);
  }

  async after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    const from = Math.max(seq - this.#forgotten, 0);
    return Promise.resolve(this.#bySeq.slice(from, from + limit).map(({ event }) => event));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  #hold(
    panel: PanelSerial,
    event: PanelEvent,
    receivedAtMs: number,
    identity: string | undefined,
  ): void {
    const seq = this.#head + 1;
    const held: Held = {
      occurredAtMs: event.occurredAtMs,
      seq,
      kindId: this.#kinds.idOf(event),
      event: { ...event, seq, panel, receivedAtMs },
      identity,
    };
    this.#bySeq.push(held);
    this.#byTime.add(held);
    if (identity !== undefined) this.#identities.add(identity);
  }

  /** What a view shows of a span, in rising order. */
  #find({ fromMs, toMs, kinds }: Span, view: View, asOf: number): Found {
    const from = this.#byTime.firstAfter(fromMs - 1);
    const to = Math.max(this.#byTime.firstAfter(toMs), from);
    const isWhole =
      view.panels === undefined && view.floor <= this.#forgotten && asOf === this.#head;
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

/** Also counts the event among those of its likeness in the delivery. */
function identityOf(panel: PanelSerial, event: PanelEvent, alike: Map<string, number>): string {
  const model = canonicalModel(event.model);
  const isSyslog = event.source === "syslog";
  const likeness = JSON.stringify([panel, event.occurredAtMs, isSyslog, event.key, model]);
  const ordinal = alike.get(likeness) ?? 0;
  alike.set(likeness, ordinal + 1);
  return `${likeness} ${String(ordinal)}`;
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
