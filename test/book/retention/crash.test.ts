import assert from "node:assert/strict";
import { test } from "node:test";
import type { RetentionParts } from "../../../src/book/retention/retention.ts";
import { event } from "../../support/events.ts";
import { FULL_DAY_MS, keepFor, NOW_MS, TestRetention } from "../../support/retention.ts";

const OLD = 1_100;

/** What a sweep does to the store, step by step; with `dies` the step after so many fails, and all that follow. */
class MortalLog {
  steps = 0;
  readonly #retention: TestRetention;
  readonly #dies: number;

  constructor(retention: TestRetention, dies: number) {
    this.#retention = retention;
    this.#dies = dies;
  }

  get parts(): Pick<RetentionParts, "log" | "store"> {
    const { log } = this.#retention;
    return {
      log: {
        find: (query) => log.find(query),
        after: (seq, limit) => log.after(seq, limit),
        tally: (query) => log.tally(query),
        giveBack: () => log.giveBack(),
        append: (panel, events) => this.#step(() => log.append(panel, events)),
        remove: (seqs) => this.#step(() => log.remove(seqs)),
      },
      store: {
        list: (part) => log.fleet.list(part),
        version: (part) => log.fleet.version(part),
        change: (part, changes) => this.#step(() => log.fleet.change(part, changes)),
      },
    };
  }

  /** Every other death comes when the step is done and nobody has heard of it. */
  async #step<T>(act: () => Promise<T>): Promise<T> {
    const nth = this.steps;
    this.steps += 1;
    if (nth > this.#dies) throw new Error("it is dead");
    if (nth === this.#dies && nth % 2 === 0) throw new Error("it dies");
    const done = await act();
    if (nth === this.#dies) throw new Error("it dies");
    return done;
  }
}

async function withOldEvents(): Promise<TestRetention> {
  const retention = await TestRetention.open();
  const old = Array.from({ length: OLD }, (_, i) =>
    event({ occurredAtMs: NOW_MS - 100 * FULL_DAY_MS + i, model: `{"nth":${i}}` }),
  );
  await retention.log.append("AA-1", old);
  await retention.log.append("AA-1", [event({ occurredAtMs: NOW_MS })]);
  const rule = await retention.changes.setRule("all", keepFor(90), undefined);
  await retention.changes.run([rule]);
  await retention.settle();
  return retention;
}

test("wherever it dies, it goes on, takes out all that is to go and counts and tells it once", async () => {
  await using whole = await withOldEvents();
  const counted = new MortalLog(whole, Infinity);
  await whole.restart(counted.parts);
  await whole.engine.work();
  const { steps } = counted;
  const deleted = await whole.told("doorbook_events_deleted");

  const found: unknown[] = [];
  for (let dies = 0; dies < steps; dies += 1) {
    await using retention = await withOldEvents();
    await retention.restart(new MortalLog(retention, dies).parts);
    await retention.engine.work();
    await retention.restart();
    await retention.engine.work();
    found.push([
      (await retention.left()).length,
      await retention.told("doorbook_retention_edge"),
      await retention.told("doorbook_events_deleted"),
      retention.engine.status().rules[0]?.deletedEver,
    ]);
  }

  assert.ok(steps >= 10, `${steps} steps`);
  const edge = await whole.told("doorbook_retention_edge");
  const wanted = Array.from({ length: steps }, () => [1, edge, deleted, OLD]);
  assert.deepEqual(found, wanted);
  assert.equal((deleted[0] as { count: number }).count, OLD);
});

test("a rule that is removed while it is applied tells what it had taken out", async () => {
  await using retention = await withOldEvents();
  let removed: Promise<void> | undefined;
  await retention.restart({
    onProgress: ({ rules }) => {
      if ((rules[0]?.deleted ?? 0) > 0) removed ??= retention.changes.removeRule("all", undefined);
    },
  });

  await retention.engine.work();
  await removed;
  await retention.engine.work();

  const [told] = (await retention.told("doorbook_events_deleted")) as { count: number }[];
  const left = (await retention.left()).length;
  assert.equal(told?.count, OLD + 1 - left);
  assert.ok(left > 1);
});
