import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventBook, EventPlace, Found, Grouping } from "../../src/event/book.ts";
import { AppError } from "../../src/event/errors.ts";
import type { EventCondition } from "../../src/event/event-condition.ts";
import type { PanelEvent } from "../../src/event/event.ts";
import { VALUE_FIELDS } from "../../src/event/value-fields.ts";
import type { EventStore } from "../../src/event/store.ts";
import { findQuery, tallyQuery } from "../support/book-questions.ts";
import { DAY_MS, event, eventsInARow, wholeLog } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import { cellTexts, NaiveBook } from "../support/naive-book.ts";
import type { MakePlace } from "../support/place.ts";

/** A log that takes events and answers the book's questions. */
export type BookUnderTest = EventStore & EventBook;

const MINUTE_MS = 60_000;

/** What the conditions are tried on: the seq is the place in this list, from 1. */
const SAMPLE: readonly (readonly [panel: string, event: PanelEvent])[] = [
  ["p1", at(0, { model: '{"number":"3090069","owner":"Jānis Bērziņš","lock":1,"type":"card"}' })],
  ["p1", at(1, { model: '{"number":3090069,"owner":"Кулініч Їжак","apartment_address":"1-12"}' })],
  ["p2", at(2, { key: "access_denied_by_unknown_card", priority: "high", model: '{"card":"99"}' })],
  ["p2", at(3, { key: "tamper_event", category: "emergency", priority: undefined, model: "{}" })],
  ["p1", at(4, { key: "odd_key", category: undefined, priority: undefined, model: undefined })],
  ["p3", at(5, { source: "pull", isLate: true, model: '{"number":"12345678901234567890"}' })],
  ["p3", at(6, { model: '{"number":12345678901234567891,"owner":"Bob Smith"}' })],
  [
    "p3",
    at(7, {
      key: "multi_access_granted",
      model:
        '{"used_identifiers_list":[{"identifier_number":"7","user_name":"Ann Lee"},{"identifier_number":"8","user_name":"Smith Bob"}],"apartments_list":["12","13"],"lock_number":2}',
    }),
  ],
  [
    "p1",
    at(8, {
      key: "successful_login_api_call",
      category: "system",
      model: '{"account_type":"admin"}',
      extra: '{"account":"Root User","deep":{"list":[1,{"two":"zwei"}]}}',
    }),
  ],
];

const CONDITIONS: readonly (readonly [
  what: string,
  where: EventCondition | undefined,
  seqs: readonly number[],
])[] = [
  ["everything", undefined, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["a key", { is: "field", field: "name", value: "tamper_event" }, [4]],
  [
    "a priority that the catalog completes",
    { is: "field", field: "priority", value: "critical" },
    [4],
  ],
  ["a category that the catalog completes", { is: "field", field: "category", value: "info" }, [5]],
  [
    "a part of a key, letter case aside",
    { is: "fieldText", field: "name", test: { operator: "contains", value: "DENIED" } },
    [3],
  ],
  [
    "times, both inclusive",
    { is: "time", fromMs: DAY_MS + MINUTE_MS, toMs: DAY_MS + 2 * MINUTE_MS },
    [2, 3],
  ],
  ["panels", { is: "panel", serials: ["p2", "p3", "nobody"] }, [3, 4, 6, 7, 8]],
  ["no panel", { is: "panel", serials: [] }, []],
  ["other panels", { is: "not", part: { is: "panel", serials: ["p1"] } }, [3, 4, 6, 7, 8]],
  ["a source", { is: "source", sources: ["pull", "syslog"] }, [6]],
  ["what came late", { is: "late" }, [6]],
  ["a word without its marks", words("berzins"), [1]],
  ["a Cyrillic word without its marks", words("іжак"), [2]],
  ["words next to one another, in order", words("bob", "smith"), [7]],
  ["a word in a list", words("lee"), [8]],
  ["a beginning of a word", { is: "words", words: ["309"], isPrefix: true }, [1, 2]],
  ["a beginning is not a word", words("309"), []],
  ["a word beside the model", words("zwei"), [9]],
  ["an integer as its characters", value("number", "eq", "3090069"), [1, 2]],
  ["twenty digits to the last", value("number", "eq", "12345678901234567891"), [7]],
  ["a number in any member", value("number", "eq", "99"), [3]],
  ["a number in a list", value("number", "eq", "8"), [8]],
  ["a value is to the letter", value("owner", "eq", "bob smith"), []],
  ["a part of a value, letter case and marks aside", value("owner", "contains", "BERZ"), [1]],
  ["a beginning of a value", value("owner", "starts", "smith"), [8]],
  ["a greater number of any length", value("number", "gt", "12345678901234567890"), [7]],
  ["an apartment in a list", value("apartment", "eq", "13"), [8]],
  [
    "whatever has a value",
    { is: "value", paths: VALUE_FIELDS.lock, test: { operator: "exists" } },
    [1, 8],
  ],
  [
    "a path of its own",
    { is: "value", paths: [["extra", "deep", "list", "two"]], test: { operator: "exists" } },
    [9],
  ],
  [
    "kinds and words together",
    {
      is: "and",
      parts: [
        { is: "field", field: "category", value: "access" },
        words("smith"),
        { is: "panel", serials: ["p3"] },
      ],
    },
    [7, 8],
  ],
  [
    "one or the other",
    { is: "or", parts: [words("smith"), { is: "field", field: "name", value: "odd_key" }] },
    [5, 7, 8],
  ],
  ["words that are not there", { is: "not", part: words("smith") }, [1, 2, 3, 4, 5, 6, 9]],
  ["all of nothing", { is: "and", parts: [] }, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ["any of nothing", { is: "or", parts: [] }, []],
];

const GROUPINGS: readonly Grouping[] = [
  { by: "name" },
  { by: "category" },
  { by: "priority" },
  { by: "panel" },
  { by: "source" },
  { by: "late" },
  { by: "value", paths: [...VALUE_FIELDS.owner, ...VALUE_FIELDS.number], isPerPanel: false },
  { by: "value", paths: VALUE_FIELDS.lock, isPerPanel: true },
];

/** Every way in which a page is found: a condition that directories answer, and one that they do not. */
const WAYS: readonly (readonly [what: string, where: EventCondition | undefined])[] = [
  ["events of all kinds", undefined],
  ["events of a word", words("common")],
  ["events of a value", value("owner", "contains", "common")],
];

/**
 * What the book of every engine must answer; each test opens a log of its own.
 *
 * @param hasTallies whether any groups and stretches of time can be counted by; default true
 */
export function bookContract(
  name: string,
  makePlace: MakePlace<BookUnderTest>,
  { hasTallies = true }: { readonly hasTallies?: boolean } = {},
): void {
  test.describe(`${name} as a book`, () => {
    findsContract(makePlace);
    pagesContract(makePlace);
    if (hasTallies) tallyContract(makePlace);
    watchContract(makePlace);
  });
}

function findsContract(makePlace: MakePlace<BookUnderTest>): void {
  test("finds the events that meet a condition, each of its sort", async (t) => {
    await using place = await makePlace();
    await using log = await place.open();
    for (const [panel, each] of SAMPLE) await log.append(panel, [each]);

    for (const [what, where, expected] of CONDITIONS) {
      await t.test(what, async () => {
        const found = await log.find(findQuery({ where }));
        const reversed = await log.find(findQuery({ where, order: "desc" }));

        assert.deepEqual(seqsOf(found), expected);
        assert.equal(found.total, expected.length);
        assert.deepEqual(seqsOf(reversed), expected.toReversed());
      });
    }
  });

  test("finds by the time of receipt", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", [event()]);
    const [first] = await wholeLog(log);
    const receivedAtMs = first?.receivedAtMs ?? 0;
    const within = (fromMs: number, toMs: number) => ({ is: "received", fromMs, toMs }) as const;

    const there = await log.find(findQuery({ where: within(receivedAtMs, receivedAtMs) }));
    const before = await log.find(findQuery({ where: within(0, receivedAtMs - 1) }));
    const after = await log.find(findQuery({ where: within(receivedAtMs + 1, receivedAtMs + 9) }));

    assert.deepEqual([there.total, before.total, after.total], [1, 0, 0]);
  });

  test("finds what was appended a moment ago, and nothing of a state before it", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(20));
    const where = words("newcomer");

    for (let nth = 1; nth <= 20; nth += 1) {
      await log.append("p1", [at(nth, { model: `{"owner":"Newcomer ${String(nth)}"}` })]);
      const found = await log.find(findQuery({ where }));
      const earlier = await log.find(findQuery({ where, asOf: 20 + nth - 1 }));

      assert.equal(found.total, nth);
      assert.equal(earlier.total, nth - 1);
      assert.equal(earlier.asOf, 20 + nth - 1);
    }
  });
}

function pagesContract(makePlace: MakePlace<BookUnderTest>): void {
  for (const [what, where] of WAYS) {
    for (const order of ["asc", "desc"] as const) {
      test(`walks ${what} by cursor, ${order}, while events arrive: each once, there and back`, async () => {
        await using place = await makePlace();
        await using log = await place.open();
        await fill(log);
        const first = await log.find(findQuery({ where, order, limit: 7 }));
        const { asOf } = first;
        const whole = await log.find(findQuery({ where, order, asOf }));

        const there = seqsOf(first);
        let page = first;
        while (page.hasNext) {
          await log.append("p1", [at(there.length % 50, { model: '{"owner":"common late"}' })]);
          const start = { is: "after" as const, place: placeOf(page.events.at(-1)) };
          page = await log.find(findQuery({ where, order, limit: 7, asOf, start, total: "known" }));
          there.push(...seqsOf(page));
        }
        const back: number[] = [];
        let last = placeOf(page.events.at(-1));
        for (let hasPrevious = true; hasPrevious;) {
          const start = { is: "before" as const, place: last };
          const before = await log.find(
            findQuery({ where, order, limit: 7, asOf, start, total: "none" }),
          );
          back.unshift(...seqsOf(before));
          last = placeOf(before.events[0]);
          hasPrevious = before.hasPrevious;
          assert.equal(before.hasNext, true);
        }

        assert.deepEqual(there, seqsOf(whole));
        assert.deepEqual(back, there.slice(0, -1));
      });

      test(`pages ${what} by number, ${order}, with the exact total`, async () => {
        await using place = await makePlace();
        await using log = await place.open();
        await fill(log);
        const whole = await log.find(findQuery({ where, order }));

        for (const offset of [0, 1, 49, 50, 99, whole.events.length - 1, 100_000]) {
          const start = { is: "offset" as const, offset };
          const page = await log.find(findQuery({ where, order, limit: 10, start }));

          assert.deepEqual(seqsOf(page), seqsOf(whole).slice(offset, offset + 10));
          assert.equal(page.total, whole.events.length);
          assert.equal(page.hasNext, offset + 10 < whole.events.length);
          assert.equal(page.hasPrevious, offset > 0);
        }
      });
    }
  }

  test("begins behind a place that no event has", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await fill(log);
    const start = { is: "after" as const, place: { occurredAtMs: DAY_MS + 30_500, seq: 1 } };

    const page = await log.find(findQuery({ start, limit: 1 }));

    assert.equal(page.events[0]?.occurredAtMs, DAY_MS + 31_000);
  });

  test("says how far it came when its time was over, or refuses to guess a total", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(3000, { model: '{"owner":"common"}' }));
    const where: EventCondition = {
      is: "value",
      paths: VALUE_FIELDS.owner,
      test: { operator: "contains", value: "ommo" },
    };
    const hasty = { where, deadlineMs: 0 };

    const page = await log.find(findQuery({ ...hasty, total: "known" }));
    const exact = log.find(findQuery(hasty));

    assert.ok(page.total === undefined && page.reachedMs !== undefined && page.hasNext);
    assert.deepEqual(
      seqsOf(page),
      Array.from(page.events, (_, index) => index + 1),
    );
    await assert.rejects(exact, (error) => error instanceof AppError && error.code === "too_broad");
    const tallied = await log.tally(tallyQuery(hasty));
    assert.ok(tallied.reachedMs !== undefined);
  });

  for (const order of ["asc", "desc"] as const) {
    test(`comes past the place's own millisecond, however short its time is: ${order}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      const numbers = Array.from({ length: 1500 }, (_, index) => index);
      const crowd = numbers.map((lock) => at(5, { model: JSON.stringify({ owner: "a", lock }) }));
      await log.append("p1", [...crowd, at(1, {}), at(2, {}), at(8, {}), at(9, {})]);
      const where: EventCondition = {
        is: "value",
        paths: VALUE_FIELDS.owner,
        test: { operator: "contains", value: "nobody" },
      };
      const { occurredAtMs } = at(5, {});
      const before = { occurredAtMs, seq: order === "asc" ? 0 : Number.MAX_SAFE_INTEGER };
      const start = { is: "after", place: before } as const;

      const page = await log.find(
        findQuery({ where, order, start, deadlineMs: 0, total: "known" }),
      );

      assert.deepEqual(page.events, []);
      assert.notEqual(page.reachedMs, occurredAtMs);
    });
  }

  test("counts no total where none is wanted", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await fill(log);

    for (const [, where] of WAYS) {
      const page = await log.find(findQuery({ where, total: "none", limit: 3 }));

      assert.equal(page.total, undefined);
      assert.equal(page.events.length, 3);
    }
  });
}

function tallyContract(makePlace: MakePlace<BookUnderTest>): void {
  test("counts by every grouping and stretch of time, of any condition and view", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    for (const [panel, each] of SAMPLE) await log.append(panel, [each]);
    await fill(log);
    const naive = new NaiveBook(await wholeLog(log));
    const stretches = [
      undefined,
      [],
      [DAY_MS + 2 * MINUTE_MS, DAY_MS + 4 * MINUTE_MS],
      [0, DAY_MS + 1],
    ];
    const views = [undefined, ["p1"], ["p3", "p2"], ["nobody"]];

    for (const [, where] of [...WAYS, ...CONDITIONS.slice(0, 8)]) {
      for (const starts of stretches) {
        for (const panels of views) {
          for (const groupings of [[], GROUPINGS, GROUPINGS.slice(0, 2)]) {
            const view = { panels, floor: 0 };
            const query = tallyQuery({ where, starts, groupings, view, toMs: DAY_MS + 50_000_000 });

            const { tallies, reachedMs } = await log.tally(query);

            assert.deepEqual(tallies.map(cellTexts), naive.tally(query));
            assert.equal(reachedMs, undefined);
          }
        }
      }
    }
  });

  test("counts a state of the past", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(30));
    await log.append("p1", eventsInARow(30, { key: "tamper_event", category: "emergency" }));

    for (const where of [undefined, words("12")]) {
      const { tallies, asOf } = await log.tally(
        tallyQuery({ where, groupings: [{ by: "category" }], asOf: 30 }),
      );

      const count = where === undefined ? 30 : 1;
      assert.deepEqual(tallies, [[{ stretch: 0, value: "access", count }]]);
      assert.equal(asOf, 30);
    }
  });
}

function watchContract(makePlace: MakePlace<BookUnderTest>): void {
  test("tells whoever watches of what was appended, until they stop", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const heads: number[] = [];
    const stop = log.watch((head) => heads.push(head));

    await log.append("p1", eventsInARow(5));
    await eventually(5_000, async () => assert.equal(await Promise.resolve(heads.at(-1)), 5));
    stop();
    const told = heads.length;
    await log.append("p1", eventsInARow(5, { occurredAtMs: DAY_MS + 900_000 }));
    await log.head();

    assert.equal(heads.length, told);
    assert.deepEqual(
      heads,
      heads.toSorted((a, b) => a - b),
    );
  });

  test("has an epoch that stays", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const epoch = await log.epoch();

    await log.append("p1", eventsInARow(1));

    assert.match(epoch, /^[\w-]{1,32}$/);
    assert.equal(await log.epoch(), epoch);
  });
}

/** 150 events of three panels, some of one millisecond, the earlier ones last; a common word in most. */
async function fill(log: BookUnderTest): Promise<void> {
  const model = (nth: number): string =>
    nth % 3 === 0
      ? `{"number":${String(nth)}}`
      : `{"owner":"Common ${String(nth)}","lock":${String(nth % 2)}}`;
  for (const [nth, panel] of ["p1", "p2", "p3"].entries()) {
    const events = Array.from({ length: 50 }, (_, index) =>
      event({
        occurredAtMs: DAY_MS + Math.max(0, index - 20) * 1_000 + (2 - nth) * 30_000,
        key: index % 4 === 0 ? "tamper_event" : "access_granted_by_valid_identifier",
        category: undefined,
        model: model(nth * 50 + index),
      }),
    );
    await log.append(panel, events);
  }
}

function at(minutes: number, changes: Partial<PanelEvent>): PanelEvent {
  return event({ occurredAtMs: DAY_MS + minutes * MINUTE_MS, ...changes });
}

function words(...all: string[]): EventCondition {
  return { is: "words", words: all, isPrefix: false };
}

function value(
  field: "number" | "owner" | "apartment",
  operator: "eq" | "contains" | "starts" | "gt",
  text: string,
): EventCondition {
  const test = operator === "eq" ? { operator, values: [text] } : { operator, value: text };
  return { is: "value", paths: VALUE_FIELDS[field], test };
}

function seqsOf({ events }: Pick<Found, "events">): number[] {
  return events.map(({ seq }) => seq);
}

function placeOf(found: EventPlace | undefined): EventPlace {
  assert.ok(found !== undefined);
  return { occurredAtMs: found.occurredAtMs, seq: found.seq };
}
