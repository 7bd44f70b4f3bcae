import assert from "node:assert/strict";
import type { StoredEvent } from "../../src/event/event.ts";
import type { SqliteStore } from "../../src/store/sqlite/store.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import { wholeLog } from "./events.ts";
import { eventually } from "./eventually.ts";
import { Random } from "./random.ts";

/** A log of the ugly data set that events are taken out of, with a plain array of what is in it. */
export class RemovingLog {
  readonly store: SqliteStore;
  /** In the order of `seq`. */
  events: StoredEvent[] = [];
  readonly #deliveries;
  readonly #random = new Random(5);

  /** @param size how many events can be appended in all, and of how many panels */
  constructor(store: SqliteStore, size: { readonly events: number; readonly panels: number }) {
    this.store = store;
    this.#deliveries = uglyDeliveries({ seed: 7, ...size });
  }

  get head(): number {
    return this.events.at(-1)?.seq ?? 0;
  }

  /** Appends about so many events. */
  async append(count: number): Promise<void> {
    for (let delivered = 0; delivered < count;) {
      const next = this.#deliveries.next();
      if (next.done === true) break;
      await this.store.append(next.value.panel, next.value.events);
      delivered += next.value.events.length;
    }
    const { head } = this;
    this.events.push(...(await wholeLog(this.store)).filter(({ seq }) => seq > head));
  }

  /** Waits until nearly all is in the indexes, so that it can be taken out. */
  async merged(): Promise<void> {
    await eventually(20_000, async () => assert.ok(this.store.examine(false).unmerged < 256));
  }

  /** Takes out about so many: the oldest, or any. */
  async remove(count: number): Promise<void> {
    const chosen = this.#random.isChosen(0.5)
      ? this.events.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs).slice(0, count)
      : this.events.filter(() => this.#random.isChosen(count / this.events.length));
    const seqs = chosen.map(({ seq }) => seq).toSorted((a, b) => a - b);
    const { unmerged, head } = this.store.examine(false);

    const removed = await this.store.remove(seqs);

    const gone = new Set(seqs.filter((seq) => seq <= head - unmerged && seq < head));
    assert.equal(removed, gone.size);
    this.events = this.events.filter(({ seq }) => !gone.has(seq));
  }
}
