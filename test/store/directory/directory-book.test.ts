import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import { DirectoryBook } from "../../../src/store/directory/directory-book.ts";
import { findQuery, tallyQuery } from "../../support/book-questions.ts";

/** A condition that asks for other kinds before each of so many days. */
function daysOfKinds(days: number): EventCondition {
  const parts = Array.from({ length: days }, (_, day): EventCondition => ({
    is: "and",
    parts: [
      { is: "field", field: "name", value: `key ${day}` },
      { is: "time", fromMs: 0, toMs: day * 86_400_000 },
    ],
  }));
  return { is: "or", parts };
}

/** A book that notes who answers. */
function noted() {
  const answered: string[] = [];
  const book = new DirectoryBook({
    log: {
      list: () => {
        answered.push("directory");
        return Promise.resolve({ events: [], total: 0, asOf: 0 });
      },
    },
    countKinds: (_view, windows) => {
      answered.push("directory");
      return Promise.resolve({ counts: windows.map(() => new Map()), asOf: 0 });
    },
    searching: {
      find: () => {
        answered.push("search");
        const rest = { hasNext: false, hasPrevious: false, reachedMs: undefined };
        return Promise.resolve({ events: [], total: 0, asOf: 0, ...rest });
      },
      tally: () => {
        answered.push("search");
        return Promise.resolve({ tallies: [[]], asOf: 0, reachedMs: undefined });
      },
    },
  });
  return { book, answered };
}

for (const [days, by] of [
  [3, "directory"],
  [80, "search"],
] as const) {
  test(`has kinds that change with ${days} days answered by: ${by}`, async () => {
    const { book, answered } = noted();
    const where = daysOfKinds(days);

    await book.find(findQuery({ where }));
    await book.tally(tallyQuery({ where }));

    assert.deepEqual(answered, [by, by]);
  });
}
