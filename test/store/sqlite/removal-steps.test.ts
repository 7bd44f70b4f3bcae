import assert from "node:assert/strict";
import { test } from "node:test";
import type { FindQuery } from "../../../src/event/book.ts";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import type { Connection } from "../../../src/store/sqlite/connection.ts";
import { openForReading } from "../../../src/store/sqlite/open-database.ts";
import { readAtOnce } from "../../../src/store/sqlite/read-at-once.ts";
import { FollowedLog } from "../../../src/store/sqlite/search/followed-log.ts";
import { Searcher } from "../../../src/store/sqlite/search/searcher.ts";
import type { Work } from "../../../src/store/sqlite/search/turns.ts";
import { WordFeeder } from "../../../src/store/sqlite/search/word-feeder.ts";
import { WordReader } from "../../../src/store/sqlite/search/word-reader.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { findQuery, tallyQuery } from "../../support/book-questions.ts";
import { DAY_MS, eventsInARow, wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { TestFolder } from "../../support/folder.ts";
import { cellTexts, NaiveBook } from "../../support/naive-book.ts";
import { Random } from "../../support/random.ts";

const OLENA: EventCondition = { is: "words", words: ["olena"], isPrefix: false };

/** What no index picks. */
const NOT_IVAN: EventCondition = {
  is: "not",
  part: { is: "words", words: ["ivan"], isPrefix: false },
};

const EVENTS = 2_400;

/** A log that loses events between any two steps of a search. */
class Stepping {
  readonly searcher: Searcher;
  events: readonly StoredEvent[];
  /** Steps in which something went before the last. */
  losses = 0;
  readonly #store: SqliteStore;
  readonly #connection: Connection;
  readonly #log: FollowedLog;
  readonly #feeder: WordFeeder;
  readonly #random = new Random(3);

  constructor(
    store: SqliteStore,
    events: readonly StoredEvent[],
    parts: {
      readonly folder: string;
      readonly connection: Connection;
      readonly feeder: WordFeeder;
    },
  ) {
    this.#store = store;
    this.events = events;
    this.#connection = parts.connection;
    this.#feeder = parts.feeder;
    this.#log = new FollowedLog(parts.connection);
    const reader = new WordReader(parts.folder, parts.connection, assert.fail);
    this.searcher = new Searcher(this.#log, reader);
  }

  /** Carries out a search; what it answers is of the state that the log is in at its last step. */
  async carryOut<Result>(work: Work<Result>): Promise<Result> {
    for (let nth = 0; ; nth += 1) {
      const { done, value } = readAtOnce(this.#connection, () => {
        this.#log.settle();
        return work.next();
      });
      if (done === true) return value;
      if (nth > 12) continue;
      await this.#lose();
      if (this.#random.isChosen(0.3)) this.#feeder.step();
      this.losses += 1;
    }
  }

  /** Takes out any of the oldest, the newest and those between. */
  async #lose(): Promise<void> {
    const { seq: last } = this.events.at(-1)!;
    const chosen = this.events.filter(({ seq }) => seq < last && this.#random.isChosen(0.01));
    const seqs = new Set(chosen.map(({ seq }) => seq));
    assert.equal(await this.#store.remove([...seqs]), seqs.size);
    this.events = this.events.filter(({ seq }) => !seqs.has(seq));
  }
}

test("a search answers for the log as it is in the end, whatever goes between its steps", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (const [nth, owner] of ["Olena", "Ivan", "Olena Petrenko"].entries()) {
    const model = `{"owner":"${owner}"}`;
    const occurredAtMs = DAY_MS + nth * 7;
    await store.append(owner, eventsInARow(EVENTS / 3, { model, occurredAtMs }));
  }
  await eventually(20_000, async () => assert.equal(store.examine(false).unmerged, 0));
  using connection = openForReading(folder.path, 1_024);
  using words = openForReading(folder.path, 1_024);
  using feeder = new WordFeeder(folder.path, words);
  while (feeder.step().hasMore);
  const log = new Stepping(store, await wholeLog(store), {
    folder: folder.path,
    connection,
    feeder,
  });

  for (const where of [OLENA, NOT_IVAN]) {
    for (const asked of questions(log)) {
      const query = findQuery({ where, ...asked });

      const { events, total } = await log.carryOut(log.searcher.find(query));

      const expected = new NaiveBook(log.events).find(query);
      const seqs = events.map(({ seq }) => seq);
      assert.deepEqual(seqs, expected.seqs);
      assert.ok(total === undefined ? query.total !== "exact" : total === expected.total);
    }
    const tally = tallyQuery({ where, groupings: [{ by: "panel" }, { by: "late" }] });

    const { tallies } = await log.carryOut(log.searcher.tally(tally));

    assert.deepEqual(tallies.map(cellTexts), new NaiveBook(log.events).tally(tally));
  }
  assert.ok(log.losses > 30, `${log.losses} losses`);
});

function questions({ events }: Stepping): Partial<FindQuery>[] {
  const { occurredAtMs, seq } = events[900]!;
  const place = { occurredAtMs, seq };
  return [
    { limit: 1_000 },
    { limit: 1_000, order: "desc", total: "known" },
    { limit: 700, start: { is: "after", place }, total: "none" },
    { limit: 50, start: { is: "before", place }, total: "known" },
    { limit: 900, start: { is: "offset", offset: 30 }, asOf: 1_900 },
    { limit: 20 },
  ];
}
