import assert from "node:assert/strict";
import { after, test } from "node:test";
import { FLEET } from "../../../src/event/query.ts";
import { PostgresStore } from "../../../src/store/postgres/store.ts";
import { eventsInARow, question, wholeLog } from "../../support/events.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";
import { TestSession } from "../../support/postgres-session.ts";

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test("many nodes may open a place that is not there at the same time", async () => {
  await using place = postgresPlace(server);
  await using stack = new AsyncDisposableStack();

  const logs = await Promise.all(Array.from({ length: 6 }, () => place.open()));
  for (const log of logs) stack.use(log);
  const appended = await Promise.all(logs.map((log) => log.append("p1", eventsInARow(10))));

  assert.equal(
    appended.reduce((sum, { added }) => sum + added, 0),
    10,
  );
});

test("refuses a log that a newer Doorbook wrote, and leaves it as it is", async () => {
  await using place = postgresPlace(server);
  await (await place.open())[Symbol.asyncDispose]();
  await using session = await TestSession.open(place);
  await session.run("UPDATE version SET number = 1000");

  await assert.rejects(place.open(), { name: "AppError", code: "newer_schema" });

  assert.deepEqual(await session.rows("SELECT number FROM version"), [[1000]]);
});

test("refuses a log whose version nobody wrote", async () => {
  await using place = postgresPlace(server);
  await (await place.open())[Symbol.asyncDispose]();
  await using session = await TestSession.open(place);
  await session.run("DELETE FROM version");

  await assert.rejects(place.open(), { name: "AppError", code: "damaged" });
});

test("says what is missing when a table of the log is gone", async () => {
  await using place = postgresPlace(server);
  await using log = await place.open();
  await using session = await TestSession.open(place);
  await session.run("DROP TABLE event");

  const damaged = { name: "AppError", code: "damaged" };
  await assert.rejects(log.append("p1", eventsInARow(1)), damaged);
  await assert.rejects(log.list(question()), damaged);
});

test("refuses a database that cannot hold every letter", async () => {
  await using session = await TestSession.open({ url: server.url(), schema: "public" });
  await session.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");

  const opening = PostgresStore.open({ url: server.url("latin") });

  await assert.rejects(opening, { name: "AppError", code: "unavailable", message: /LATIN1/ });
});

test("refuses a database that is not there", async () => {
  const opening = PostgresStore.open({ url: server.url("nowhere") });

  await assert.rejects(opening, { name: "AppError", code: "unavailable" });
});

for (const [what, spoil] of [
  ["cannot be read", "UPDATE directory SET packed = 'spoilt'"],
  ["is gone", "DELETE FROM directory"],
] as const) {
  test(`counts the log anew when its kept directory ${what}`, async () => {
    await using place = postgresPlace(server);
    {
      await using log = await place.open();
      await log.append("p1", eventsInARow(1_500));
      await log.append("p2", eventsInARow(700, { occurredAtMs: 5, key: "tamper_event" }));
    }
    await using session = await TestSession.open(place);
    assert.deepEqual(await session.rows("SELECT as_of FROM directory"), [[2_200]]);
    await session.run(spoil);

    await using log = await place.open();

    const page = await log.list(question({ offset: 690, limit: 20 }));
    assert.equal(page.total, 2_200);
    assert.deepEqual(
      page.events.map(({ seq }) => seq),
      [...range(2_191, 2_200), ...range(1, 10)],
    );
    assert.equal((await log.kinds(FLEET)).length, 2);
  });
}

test("receivedAt does not fall when this node's clock is behind", async () => {
  await using place = postgresPlace(server);
  await using log = await place.open();
  await using session = await TestSession.open(place);
  await session.run("UPDATE head SET received = 9000000000000");

  await log.append("p1", eventsInARow(2));

  const received = (await wholeLog(log)).map(({ receivedAtMs }) => receivedAtMs);
  assert.deepEqual(received, [9_000_000_000_000, 9_000_000_000_000]);
});

test("commits durably in a database that was told not to", async () => {
  await using session = await TestSession.open({ url: server.url(), schema: "public" });
  await session.run("CREATE DATABASE hasty");
  await session.run("ALTER DATABASE hasty SET synchronous_commit = off");
  await using log = await PostgresStore.open({ url: server.url("hasty") });

  let flushed = 0;
  for (const [, one] of eventsInARow(20).entries()) {
    await log.append("p1", [one]);
    const rows = await session.rows(
      "SELECT pg_current_wal_flush_lsn() >= pg_current_wal_insert_lsn()",
    );
    if (rows[0]?.[0] === "t") flushed += 1;
  }

  // the server itself may write in between; an append that did not wait is hardly ever flushed
  assert.ok(flushed >= 15, `${String(flushed)} of 20 appends were on the disk`);
});

function range(from: number, through: number): number[] {
  return Array.from({ length: through - from + 1 }, (_, index) => from + index);
}
