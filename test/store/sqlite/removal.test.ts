import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { StoredEvent } from "../../../src/event/event.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import { uglySerials } from "../../fixtures/ugly-names.ts";
import { arbitraryQuestion } from "../../support/arbitrary-question.ts";
import { eventually } from "../../support/eventually.ts";
import { question, wholeLog } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";
import { NaiveList } from "../../support/naive-list.ts";
import { Random } from "../../support/random.ts";

const PANELS = 400;

/** A log with the naive array of what is in it. */
class Log {
  readonly store: SqliteStore;
  events: StoredEvent[] = [];
  readonly #deliveries;
  readonly #random = new Random(5);

  constructor(store: SqliteStore, events: number) {
    this.store = store;
    this.#deliveries = uglyDeliveries({ seed: 7, events, panels: PANELS });
  }

  /** Appends about so many events. */
  async append(count: number): Promise<void> {
    for (let delivered = 0; delivered < count;) {
      const next = this.#deliveries.next();
      if (next.done === true) break;
      await this.store.append(next.value.panel, next.value.events);
      delivered += next.value.events.length;
    }
    const last = this.events.at(-1)?.seq ?? 0;
    this.events.push(...(await wholeLog(this.store)).filter(({ seq }) => seq > last));
  }

  /** Waits until nearly all is in the indexes. */
  async merged(): Promise<void> {
    await eventually(20_000, async () => assert.ok(this.store.examine(false).unmerged < 256));
  }

  /** Takes out so many at random, of a stretch of time or anywhere. */
  async remove(count: number): Promise<void> {
    const ordered = this.#random.isChosen(0.5)
      ? this.events.toSorted((a, b) => a.occurredAtMs - b.occurredAtMs).slice(0, count)
      : this.events.filter(() => this.#random.isChosen(count / this.events.length));
    const seqs = ordered.map(({ seq }) => seq).toSorted((a, b) => a - b);
    const { unmerged, head } = this.store.examine(false);
    const merged = head - unmerged;

    const removed = await this.store.remove(seqs);

    const gone = new Set(seqs.filter((seq) => seq <= merged && seq < head));
    assert.equal(removed, gone.size);
    this.events = this.events.filter(({ seq }) => !gone.has(seq));
  }

  /** Asks so many lists of stores that have the log open. */
  async check(stores: readonly SqliteStore[], seed: number, queries: number): Promise<void> {
    const naive = new NaiveList(this.events);
    const head = this.events.at(-1)!.seq;
    for (const store of stores) {
      // what another process appended it sees within a second
      await eventually(10_000, async () => assert.equal(await store.head(), head));
    }
    await fc.assert(
      fc.asyncProperty(
        arbitraryQuestion(this.events, uglySerials(PANELS)),
        async ({ query, place }) => {
          const { total } = naive.answer({ ...query, limit: 0 });
          const asked = {
            ...query,
            offset: Math.max(0, Math.floor(total * place.part) + place.step),
          };
          for (const store of stores) {
            const page = await store.list(asked);

            const seqs = page.events.map(({ seq }) => seq);
            assert.deepEqual({ total: page.total, seqs }, naive.answer(asked));
          }
        },
      ),
      { seed, numRuns: queries, endOnFailure: true },
    );
  }
}

test("every list is exact while events of the ugly data set come and go, in every process", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await using other = await SqliteStore.open({ dataFolder: folder.path });
  const log = new Log(store, 12_000);

  for (let stage = 0; stage < 3; stage += 1) {
    await log.append(3_000);
    await log.check([store, other], stage, 15);
    await log.merged();
    for (let nth = 0; nth < 4; nth += 1) {
      await log.remove(300);
      await log.append(60);
      await log.check([store, other], stage * 10 + nth, 15);
    }
  }
  await using third = await SqliteStore.open({ dataFolder: folder.path });
  await log.check([third], 99, 40);

  assert.deepEqual(
    (await wholeLog(third)).map(({ seq }) => seq),
    log.events.map(({ seq }) => seq),
  );
});

test("a page and its total belong together at any moment while events go", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await using other = await SqliteStore.open({ dataFolder: folder.path });
  const log = new Log(store, 8_000);
  await log.append(6_000);
  await log.merged();
  const panel = log.events[0]!.panel;
  const seqs = log.events.map(({ seq }) => seq).slice(0, 5_000);
  const state = { isOver: false };

  const removing = (async () => {
    for (let from = 0; from < seqs.length; from += 50)
      await store.remove(seqs.slice(from, from + 50));
    state.isOver = true;
  })();
  let asked = 0;
  for (let nth = 0; !state.isOver || nth % 6 !== 0; nth += 1) {
    const view = { panels: nth % 3 === 0 ? [panel] : undefined, floor: nth % 3 === 1 ? 700 : 0 };
    const offset = nth % 2 === 0 ? 0 : 900;
    for (const each of [store, other]) {
      const page = await each.list(question({ view, offset }));
      assert.equal(page.events.length, Math.max(0, Math.min(1_000, page.total - offset)));
    }
    asked += 1;
    await new Promise(setImmediate);
  }
  await removing;

  assert.ok(asked > 10);
});
