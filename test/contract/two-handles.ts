import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventStore } from "../../src/event/store.ts";
import { asSent, DAY_MS, event, eventsInARow, question, wholeLog } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import type { MakePlace } from "../support/place.ts";

/** What the one appends the other must list within this time. */
const SEEN_WITHIN_MS = 1_000;

/** What a log does that is open twice at a time: as in two processes, or in one and its doctor. */
export function twoHandlesContract(name: string, makePlace: MakePlace<EventStore>): void {
  test.describe(`${name}, open twice on one place`, () => {
    test("what the one appends the other lists within a second, with exact totals", async () => {
      await using place = await makePlace();
      await using one = await place.open();
      await using other = await place.open();
      const view = { panels: ["p1"], floor: 10 };

      for (let round = 1; round <= 5; round++) {
        await one.append("p1", eventsInARow(100, { occurredAtMs: DAY_MS + round * 200_000 }));
        await one.append("p2", [event({ occurredAtMs: round, key: `key ${String(round)}` })]);

        await eventually(SEEN_WITHIN_MS, async () => {
          const page = await other.list(question());
          assert.equal(page.total, round * 101);
          assert.equal(page.asOf, round * 101);
          assert.equal((await other.list(question({ view }))).total, round * 100 - 10);
          assert.equal(await other.head(), round * 101);
          assert.equal((await other.kinds(view)).length, 1);
          assert.equal((await other.kinds(question().view)).length, 1 + round);
          assert.deepEqual(page, await one.list(question()));
        });
      }
    });

    test("both may append, and every event is there once, without a gap", async () => {
      await using place = await makePlace();
      await using one = await place.open();
      await using other = await place.open();

      const appended = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 === 0 ? one : other).append(`p${String(index >> 2)}`, eventsInARow(25)),
        ),
      );

      assert.equal(
        appended.reduce((sum, { added }) => sum + added, 0),
        250,
      );
      await eventually(SEEN_WITHIN_MS, async () => {
        const [fromOne, fromOther] = [await wholeLog(one), await wholeLog(other)];
        assert.deepEqual(
          fromOne.map(({ seq }) => seq),
          Array.from({ length: 250 }, (_, index) => index + 1),
        );
        assert.deepEqual(fromOther, fromOne);
        assert.deepEqual(await other.list(question()), await one.list(question()));
      });
    });

    test("each recognises what the other took in, at once", async () => {
      await using place = await makePlace();
      await using one = await place.open();
      await using other = await place.open();
      const delivery = eventsInARow(50);

      const appended: number[] = [];
      for (const log of [one, other, one, other]) {
        appended.push((await log.append("p1", delivery)).added);
      }
      appended.push((await other.append("p1", [...delivery, event({ key: "new" })])).added);
      appended.push((await one.append("p1", [...delivery, event({ key: "new" })])).added);

      assert.deepEqual(appended, [50, 0, 0, 0, 1, 0]);
    });

    test("both give a new kind the same number", async () => {
      await using place = await makePlace();
      await using one = await place.open();
      await using other = await place.open();

      await Promise.all([
        one.append("p1", [event({ key: "a" })]),
        other.append("p2", [event({ key: "b" })]),
        other.append("p3", [event({ key: "a" })]),
        one.append("p4", [event({ key: "b" })]),
      ]);

      await eventually(SEEN_WITHIN_MS, async () => {
        const kinds = await one.kinds(question().view);
        assert.deepEqual(new Set(kinds.map(({ key }) => key)), new Set(["a", "b"]));
        assert.equal(kinds.length, 2);
        assert.deepEqual(await other.kinds(question().view), kinds);
        for (const log of [one, other]) {
          for (const key of ["a", "b"]) {
            const spans = [
              { fromMs: 0, toMs: DAY_MS, kinds: (kind: { key?: unknown }) => kind.key === key },
            ];
            assert.equal((await log.list(question({ spans }))).total, 2);
          }
        }
      });
    });
  });
}

/** What a log does that outlives its process. */
export function durableContract(name: string, makePlace: MakePlace<EventStore>): void {
  test.describe(`${name}, closed and opened again`, () => {
    test("holds everything as it was, and goes on", async () => {
      await using place = await makePlace();
      const delivery = eventsInARow(300);
      const before = await whileOpen(place.open(), async (log) => {
        await log.append("p1", delivery);
        await log.append("p2", [event({ key: "other", model: undefined })]);
        return {
          whole: await wholeLog(log),
          page: await log.list(question({ order: "desc" })),
          kinds: await log.kinds(question().view),
        };
      });

      await using log = await place.open();

      assert.deepEqual(await wholeLog(log), before.whole);
      assert.deepEqual(await log.list(question({ order: "desc" })), before.page);
      assert.deepEqual(await log.kinds(question().view), before.kinds);
      assert.equal((await log.append("p1", delivery)).added, 0);
      assert.equal((await log.append("p1", [event({ key: "new" })])).added, 1);
      assert.equal(await log.head(), 302);
    });

    test("closes with much under way, and nothing of it is lost", async () => {
      await using place = await makePlace();
      const appending = await whileOpen(place.open(), async (log) => {
        const all = Array.from({ length: 14 }, (_, index) =>
          log.append(`p${String(index)}`, eventsInARow(5_000)),
        );
        return Promise.all(all);
      });

      await using log = await place.open();

      assert.deepEqual(new Set(appending.map(({ added }) => added)), new Set([5_000]));
      assert.equal((await log.list(question())).total, 70_000);
    });

    test("says that it is closed to whoever asks later, and may be closed again", async () => {
      await using place = await makePlace();
      const log = await place.open();
      await log.append("p1", eventsInARow(1));
      await log[Symbol.asyncDispose]();

      const closed = { name: "AppError", code: "unavailable" };
      await assert.rejects(log.append("p1", eventsInARow(2)), closed);
      await assert.rejects(log.list(question()), closed);
      await assert.rejects(log.after(0, 10), closed);
      await log[Symbol.asyncDispose]();
    });

    test("is exact after many openings, each with a few events", async () => {
      await using place = await makePlace();
      const sent = eventsInARow(15).toReversed();

      for (const [index, one] of sent.entries()) {
        await whileOpen(place.open(), async (log) => {
          await log.append("p1", [one]);
          assert.equal((await log.list(question())).total, index + 1);
        });
      }

      await using log = await place.open();
      assert.deepEqual((await wholeLog(log)).map(asSent), sent);
    });
  });
}

async function whileOpen<Result>(
  opening: Promise<EventStore>,
  work: (log: EventStore) => Promise<Result>,
): Promise<Result> {
  await using log = await opening;
  return await work(log);
}
