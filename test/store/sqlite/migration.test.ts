import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { KindFilter } from "../../../src/event/kind.ts";
import { databasePath } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { DAY_MS, event, question } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { bytesOf, TestFolder } from "../../support/folder.ts";
import { PlainSql } from "../../support/plain-sql.ts";

/** Enough that filling an index takes many steps. */
const EVENTS = 70_000;

/** Asked for by kinds that are so rare that their own index is the shorter way, and by others. */
const FILTERS: readonly (KindFilter | undefined)[] = [
  undefined,
  ({ key }) => key === "rare 0",
  ({ key }) => key === "rare 7" || key === "rare 9",
  ({ key }) => key === "common",
  () => false,
];

/** What later versions of the schema added, taken out again. */
const AS_VERSION_1 = `
  DROP TABLE by_kind;
  DROP TABLE removal;
  ALTER TABLE directory DROP COLUMN removal;
  DROP TABLE floor;
  DROP TABLE fleet;
  DROP TABLE fleet_version;
  DROP TABLE epoch;
  DROP TABLE personal_token;
  ALTER TABLE account DROP COLUMN scope;
  ALTER TABLE kind DROP COLUMN echo;
  ALTER TABLE event DROP COLUMN late;
  DELETE FROM merged WHERE name = 'by_kind';
  PRAGMA user_version = 1;
`;

/** As a process leaves it that ends in the middle of filling what version 2 added. */
const FILLED_HALFWAY = `
  DELETE FROM by_kind;
  INSERT INTO by_kind SELECT kind, at, seq, panel FROM event WHERE seq <= 30000;
  UPDATE merged SET seq = 30000 WHERE name = 'by_kind';
`;

test("an older file answers exactly when opened, whatever is filled by then", async () => {
  await using folder = await TestFolder.make();
  await makeOlderFile(folder);

  await using store = await SqliteStore.open({ dataFolder: folder.path });

  await assertExact(store, folder);
  await store.append("p1", [event({ key: "rare 0", occurredAtMs: 7 })]);
  await assertExact(store, folder);
});

test("one that was closed in the middle goes on, and answers exactly meanwhile and after", async () => {
  await using folder = await TestFolder.make();
  await makeOlderFile(folder);
  await (await SqliteStore.open({ dataFolder: folder.path }))[Symbol.asyncDispose]();
  change(folder, FILLED_HALFWAY);
  // whoever writes waits while another process does
  using other = new DatabaseSync(databasePath(folder.path));
  other.exec("BEGIN IMMEDIATE");
  await using store = await SqliteStore.open({ dataFolder: folder.path });

  const { seqs: before } = await rare(store);
  assert.equal(filledThrough(folder), 30_000);
  await assertExact(store, folder);
  other.exec("COMMIT");
  await store.append("p1", [event({ key: "rare 0", occurredAtMs: 7 })]);
  const expected = { total: before.length + 1, seqs: [EVENTS + 41, ...before] };
  await eventually(30_000, async () => {
    assert.deepEqual(await rare(store), expected);
    assert.ok(filledThrough(folder) >= EVENTS);
  });

  assert.deepEqual(await rare(store), expected);
  await assertExact(store, folder);
  assertFilled(folder);
});

test("two that bring an older file up to date at a time come to the end", async () => {
  await using folder = await TestFolder.make();
  await makeOlderFile(folder);
  await using first = await SqliteStore.open({ dataFolder: folder.path });
  await using second = await SqliteStore.open({ dataFolder: folder.path });

  await Promise.all([
    first.append("p1", [event({ occurredAtMs: 1 })]),
    second.append("p2", [event({ occurredAtMs: 2 })]),
  ]);
  await first.append(
    "p1",
    Array.from({ length: 3_000 }, (_, i) => event({ key: "rare 9", occurredAtMs: 10 + i })),
  );
  await eventually(30_000, async () => {
    assert.ok(filledThrough(folder) >= EVENTS);
    await Promise.resolve();
  });

  await assertExact(first, folder);
  // another process sees it within a second
  await eventually(1_000, () => assertExact(second, folder));
  assertFilled(folder);
});

for (const journal of ["wal", "delete"]) {
  test(`refuses a newer file in clear words and leaves it as it is, journal ${journal}`, async () => {
    await using folder = await TestFolder.make();
    {
      await using store = await SqliteStore.open({ dataFolder: folder.path });
      await store.append("p1", [event()]);
    }
    change(folder, `PRAGMA journal_mode = ${journal}; PRAGMA user_version = 99`);
    const before = await bytesOf(folder.path);

    await assert.rejects(SqliteStore.open({ dataFolder: folder.path }), {
      name: "AppError",
      code: "newer_schema",
      message: /written by a newer Doorbook \(schema 99, this program knows \d+\): start/,
    });

    assert.deepEqual(await bytesOf(folder.path), before);
  });
}

test("refuses another program's database and leaves it as it is", async () => {
  await using folder = await TestFolder.make();
  change(folder, "CREATE TABLE something (a); INSERT INTO something VALUES (1)");
  const before = await bytesOf(folder.path);

  await assert.rejects(SqliteStore.open({ dataFolder: folder.path }), {
    name: "AppError",
    code: "damaged",
    message: /another program's database/,
  });

  assert.deepEqual(await bytesOf(folder.path), before);
});

/** A file as version 1 left it, with all of its indexes complete up to the newest few events. */
async function makeOlderFile(folder: TestFolder): Promise<void> {
  {
    await using store = await SqliteStore.open({ dataFolder: folder.path });
    const events = Array.from({ length: EVENTS }, (_, i) =>
      event({
        key: i % 1_000 === 0 ? `rare ${String((i / 1_000) % 10)}` : "common",
        occurredAtMs: DAY_MS + ((i * 7_919) % EVENTS) * 1_000,
        model: `{"n":${String(i)}}`,
      }),
    );
    for (let from = 0; from < EVENTS; from += 10_000) {
      const panel = `p${String(1 + ((from / 10_000) % 3))}`;
      await store.append(panel, events.slice(from, from + 10_000));
    }
    await eventually(20_000, async () => {
      assert.equal(mergedThrough(folder, "by_time"), EVENTS);
      await Promise.resolve();
    });
    await store.append(
      "p1",
      events.slice(0, 40).map((one) => ({ ...one, key: "rare 9" })),
    );
  }
  change(folder, AS_VERSION_1);
}

async function assertExact(store: SqliteStore, folder: TestFolder): Promise<void> {
  using plain = new PlainSql(folder.at("doorbook.db"));
  for (const kinds of FILTERS) {
    for (const panels of [undefined, ["p2"]]) {
      for (const order of ["asc", "desc"] as const) {
        const asked = question({
          view: { panels, floor: 0 },
          spans: [{ fromMs: 0, toMs: DAY_MS + 60_000_000, kinds }],
          order,
          offset: 20,
          limit: 10,
        });

        const { events, total } = await store.list(asked);

        const answer = { total, seqs: events.map(({ seq }) => seq) };
        assert.deepEqual(answer, plain.answer(asked));
      }
    }
  }
}

const RARE: KindFilter = ({ key }) => key === "rare 0";

async function rare(store: SqliteStore): Promise<{ total: number; seqs: number[] }> {
  const spans = [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, kinds: RARE }];
  const { events, total } = await store.list(question({ spans }));
  return { total, seqs: events.map(({ seq }) => seq) };
}

/** That the index of kinds holds what the log holds, as far as it says. */
function assertFilled(folder: TestFolder): void {
  const log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
  const through = "SELECT seq FROM merged WHERE name = 'by_kind'";
  const missing = log.prepare(
    `SELECT count(*) AS n FROM (
       SELECT kind, at, seq, panel FROM event WHERE seq <= (${through})
       EXCEPT SELECT kind, at, seq, panel FROM by_kind)`,
  );
  const strange = log.prepare(
    `SELECT count(*) AS n FROM (
       SELECT kind, at, seq, panel FROM by_kind EXCEPT SELECT kind, at, seq, panel FROM event)`,
  );
  assert.deepEqual([missing.get()?.["n"], strange.get()?.["n"]], [0, 0]);
  log.close();
}

function filledThrough(folder: TestFolder): number {
  return mergedThrough(folder, "by_kind");
}

function mergedThrough(folder: TestFolder, name: string): number {
  const log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
  const row = log.prepare("SELECT seq FROM merged WHERE name = ?").get(name);
  log.close();
  return Number(row?.["seq"]);
}

function change(folder: TestFolder, sql: string): void {
  const log = new DatabaseSync(folder.at("doorbook.db"));
  log.exec(sql);
  log.close();
}
