import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_KINDS } from "../../src/event/kind.ts";
import type { View } from "../../src/event/query.ts";
import { ALWAYS, FLEET } from "../../src/event/query.ts";
import type { EventReader, EventStore } from "../../src/event/store.ts";
import { DAY_MS, event, eventsInARow, question } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

/** The distinct combinations of key, category and priority. */
export function kindsContract(makePlace: MakePlace<EventStore>): void {
  test("numbers kinds from 1 in the order of first appearance", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    await log.append("p1", [
      event({ key: "b", category: "access", priority: "low" }),
      event({ key: "a", category: undefined, priority: undefined }),
      event({ key: "b", category: "access", priority: "low", occurredAtMs: DAY_MS + 1 }),
      event({ key: "a", category: "", priority: undefined, occurredAtMs: DAY_MS + 2 }),
      event({ key: "B", category: "access", priority: "low" }),
    ]);

    assert.deepEqual(await log.kinds(FLEET), [
      { id: 1, key: "b", category: "access", priority: "low" },
      { id: 2, key: "a", category: undefined, priority: undefined },
      { id: 3, key: "a", category: "", priority: undefined },
      { id: 4, key: "B", category: "access", priority: "low" },
    ]);
  });

  test("tells echoes from what else has their names", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    await log.append("p1", [
      event({ key: "a" }),
      event({ key: "a", source: "syslog", isEcho: true }),
      event({ key: "a", source: "syslog", occurredAtMs: DAY_MS + 1 }),
    ]);

    const kinds = await log.kinds(FLEET);
    assert.deepEqual(
      kinds.map(({ id, key, isEcho }) => [id, key, isEcho]),
      [
        [1, "a", undefined],
        [2, "a", true],
      ],
    );
    const shown = await log.list(
      question({ spans: [{ ...ALWAYS, kinds: (kind) => !kind.isEcho }] }),
    );
    assert.deepEqual(
      shown.events.map(({ seq }) => seq),
      [1, 3],
    );
  });

  test("a repeat with another category makes no kind", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", [event()]);

    await log.append("p1", [event({ category: "other" })]);
    await log.append("p1", [event({ key: "new" })]);

    assert.deepEqual(
      (await log.kinds(FLEET)).map(({ id, category }) => [id, category]),
      [
        [1, "access"],
        [2, "access"],
      ],
    );
  });

  test("a view has the kinds that occur in it", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    for (const [panel, key] of [
      ["p1", "a"],
      ["p2", "b"],
      ["p1", "c"],
      ["p3", "d"],
      ["p3", "a"],
    ] as const) {
      await log.append(panel, [event({ key })]);
    }

    assert.deepEqual(await keys(log, FLEET), ["a", "b", "c", "d"]);
    assert.deepEqual(await keys(log, { panels: ["p1"], floor: 0 }), ["a", "c"]);
    assert.deepEqual(await keys(log, { panels: ["p1"], floor: 1 }), ["c"]);
    assert.deepEqual(await keys(log, { panels: ["p3", "p2"], floor: 0 }), ["a", "b", "d"]);
    assert.deepEqual(await keys(log, { panels: undefined, floor: 3 }), ["a", "d"]);
    assert.deepEqual(await keys(log, { panels: undefined, floor: 5 }), []);
    assert.deepEqual(await keys(log, { panels: ["unknown"], floor: 0 }), []);
    assert.deepEqual(await keys(log, { panels: [], floor: 0 }), []);
  });

  test(`tells ${String(MAX_KINDS)} kinds apart by key; past it events keep their keys`, async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const many = Array.from({ length: MAX_KINDS + 50 }, (_, index) =>
      event({ key: `key ${String(index)}`, priority: index % 2 === 0 ? "low" : undefined }),
    );

    await log.append("p1", many);
    await log.append("p1", eventsInARow(3, { key: "key 7", priority: undefined }));

    const kinds = await log.kinds(FLEET);
    const gathering = kinds.filter(({ key }) => key === undefined);
    assert.equal(kinds.length - gathering.length, MAX_KINDS);
    assert.deepEqual(
      gathering.map(({ category, priority }) => [category, priority]),
      [
        ["access", "low"],
        ["access", undefined],
      ],
    );
    const tail = await log.after(MAX_KINDS - 1, 100);
    assert.deepEqual(
      tail.slice(0, 51).map(({ key }) => key),
      many.slice(MAX_KINDS - 1).map(({ key }) => key),
    );
    const spans = [
      {
        fromMs: 0,
        toMs: DAY_MS * 2,
        kinds: (kind: { key: string | undefined }) => kind.key === undefined,
      },
    ];
    assert.equal((await log.list(question({ spans, limit: 0 }))).total, 50);
    const again = await log.append("p1", many);
    assert.equal(again.added, 0);
  });
}

async function keys(log: EventReader, view: View): Promise<(string | undefined)[]> {
  return (await log.kinds(view)).map(({ key }) => key);
}
