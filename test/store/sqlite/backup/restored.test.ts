import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { test } from "node:test";
import { databasePath } from "../../../../src/store/sqlite/open-database.ts";
import { ServerLock } from "../../../../src/store/sqlite/server-lock.ts";
import type { SqliteStore } from "../../../../src/store/sqlite/store.ts";
import { BackedUp, contentsOf, eventRows, ugly } from "../../../support/backups.ts";
import { event, question, wholeLog } from "../../../support/events.ts";

test("restores every event and what else is kept, finds them as before, and adds no repeat", async () => {
  await using place = await BackedUp.make();
  await place.fillUgly();
  await place.fillRest();
  const asked = [question({ limit: 50, offset: 1_100, order: "desc" }), question({ limit: 10 })];
  const read = async (store: SqliteStore) => ({
    events: await wholeLog(store),
    contents: await contentsOf(store),
    pages: await Promise.all(asked.map((one) => store.list(one))),
  });
  const before = await place.withStore("data", read);

  await place.backup();
  await place.restore("restored");

  await place.withStore("restored", async (store) => {
    assert.deepEqual(await read(store), before);
    for (const { panel, events } of ugly()) {
      assert.equal((await store.append(panel, events)).added, 0);
    }
  });
  assert.deepEqual(
    await readFile(place.folder.at("restored/panels.key")),
    await readFile(place.folder.at("data/panels.key")),
  );
});

test("goes on behind the restored log, in another epoch", async () => {
  await using place = await BackedUp.make();
  await place.fill(600);
  const { epoch, seq } = await place.backup();
  await place.restore("restored");

  const [restored, appended] = await place.withStore("restored", async (store) => [
    await store.epoch(),
    await store.append("p1", [event({ model: '{"new":1}' })]),
  ]);

  assert.notEqual(restored, epoch);
  assert.deepEqual(appended, { added: 1, lastSeq: seq + 1 });
});

test("restores an empty log", async () => {
  await using place = await BackedUp.make();
  await place.withStore("data", async (store) => store.head());
  await place.backup();

  await place.restore("restored");

  assert.deepEqual(eventRows(place.folder.at("restored")), []);
});

test("refuses a folder with a log, and moves that aside when it is to be replaced", async () => {
  await using place = await BackedUp.make();
  await place.fill(600);
  await place.backup();
  await place.fill(1, "p2");
  const [kept, all] = [eventRows(place.data).slice(0, -1), eventRows(place.data)];
  await assert.rejects(place.restore("data"), { code: "exists", message: /--replace/ });

  const { before = "" } = await place.restore("data", { replaces: true });

  assert.deepEqual(eventRows(place.data), kept);
  assert.match(before, /doorbook\.db\.before-restore-20251009T085320Z$/);
  // the old one opens as the log of a folder of its own
  await mkdir(place.folder.at("old"));
  await copyFile(before, databasePath(place.folder.at("old")));
  assert.deepEqual(eventRows(place.folder.at("old")), all);
});

test("refuses to restore while a server serves the folder", async () => {
  await using place = await BackedUp.make();
  await place.fill(600);
  await place.backup();
  await using held = new AsyncDisposableStack();
  held.use(ServerLock.take(place.data));

  await assert.rejects(place.restore("data", { replaces: true }), { code: "in_use" });
});

test("refuses to restore what is no finished backup", async () => {
  await using place = await BackedUp.make();

  await assert.rejects(place.restore("restored"), {
    code: "not_found",
    message: /no finished backup/,
  });
});

test("begins no empty log where a restore was killed between the old log and the new one", async () => {
  await using place = await BackedUp.make();
  await place.fill(300);
  await place.backup();
  await place.restore("restored");
  const database = databasePath(place.folder.at("restored"));
  // as it lies between the last two renames
  await mkdir(place.folder.at("restored/restoring"));
  await copyFile(database, databasePath(place.folder.at("restored/restoring")));
  await rm(database);

  const opening = place.withStore("restored", (store) => store.head());

  await assert.rejects(opening, /run doorbook restore again/);
  await place.restore("restored");
  assert.ok((await place.withStore("restored", (store) => store.head())) >= 300);
});
