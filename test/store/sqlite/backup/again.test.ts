import assert from "node:assert/strict";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { readManifest } from "../../../../src/store/sqlite/backup/manifest.ts";
import type { BackupManifest } from "../../../../src/store/sqlite/backup/manifest.ts";
import { filesOf, verifyFiles } from "../../../../src/store/sqlite/backup/verify.ts";
import { databasePath } from "../../../../src/store/sqlite/open-database.ts";
import { BackedUp, eventRows } from "../../../support/backups.ts";
import { Random } from "../../../support/random.ts";

/** Fails at the copying of a chunk, as a full disk would, counting from 0. */
function failingAt(chunk: number): { copied: () => Promise<void> } {
  let chunks = 0;
  return {
    copied: async () => {
      chunks += 1;
      if (chunks > chunk) throw new Error("cut");
      return Promise.resolve();
    },
  };
}

async function faultsOf(place: BackedUp, manifest: BackupManifest): Promise<readonly string[]> {
  return verifyFiles(place.target, filesOf(manifest));
}

test("adds only what is new when it is called again", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_800);
  const first = await place.backup();
  await place.fill(1, "p2");

  const second = await place.backup();

  assert.equal(second.events, first.events + 1);
  assert.deepEqual(second.pieces.slice(0, -1), first.pieces.slice(0, -1));
  const names = [
    ...(await readdir(place.target)),
    ...(await readdir(join(place.target, "pieces"))),
  ];
  const kept = filesOf(second).map(({ file }) => file.replace("pieces/", ""));
  const beside = ["backup.json", "backup.lock", "manifest.json", "pieces"];
  assert.deepEqual(names.toSorted(), [...kept, ...beside].toSorted());
});

test("goes on after a cut at any moment, and the backup before stays good until then", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_200);
  const first = await place.backup();
  await place.fill(1_800, "p2");
  const random = new Random(3);
  for (let cut = 0; cut < 4; cut += 1) {
    await assert.rejects(place.backup({ pace: failingAt(random.below(6)) }), /cut/);

    assert.deepEqual(readManifest(place.target), first);
    assert.deepEqual(await faultsOf(place, first), []);
  }
  const copied: number[] = [];
  const pace = {
    copied: async (events: number, bytes: number) => {
      if (bytes > 0) copied.push(events);
      return Promise.resolve();
    },
  };

  const second = await place.backup({ pace });

  await place.restore("restored");
  const events = eventRows(place.data);
  assert.deepEqual(eventRows(place.folder.at("restored")), events);
  assert.equal(second.events, events.length);
  assert.ok(copied.reduce((sum, count) => sum + count) < events.length, "it began anew");
});

test("takes out what retention took away since, and keeps it taken away", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_800);
  await place.backup();
  {
    using database = new DatabaseSync(databasePath(place.data));
    for (const table of ["event", "by_time", "by_panel", "by_kind"]) {
      database.exec(`DELETE FROM ${table} WHERE seq BETWEEN 400 AND 620 OR seq = 1200`);
    }
  }

  const { events, seq } = await place.backup();

  assert.equal(events, seq - 222);
  await place.restore("restored");
  assert.equal(eventRows(place.data).length, events);
  assert.deepEqual(eventRows(place.folder.at("restored")), eventRows(place.data));
  const { removed } = await place.withStore("restored", async (store) =>
    Promise.resolve(store.examine(false)),
  );
  assert.equal(removed, 222);
});

test("refuses the backup of another history, even one of the same epoch", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_200);
  await place.backup();
  await place.restore("restored");

  await assert.rejects(place.backup({ dataFolder: place.folder.at("restored") }), {
    code: "invalid",
    message: /another history/,
  });
  {
    // as a machine that was put back to a snapshot, and went on
    using database = new DatabaseSync(databasePath(place.data));
    database.exec("UPDATE event SET model = '{}' WHERE seq > 450");
  }
  await assert.rejects(place.backup(), { code: "invalid", message: /another history/ });
});

test("refuses folders that are not for a backup", async () => {
  await using place = await BackedUp.make();
  await place.fill(1);
  const foreign = place.folder.at("foreign");
  await mkdir(foreign);
  await writeFile(join(foreign, "letter.txt"), "Dear Sir");
  const file = place.folder.at("file");
  await writeFile(file, "");

  for (const [target, code, message] of [
    [place.data, "invalid", /lies in the data folder/],
    [join(place.data, "backup"), "invalid", /lies in the data folder/],
    [foreign, "invalid", /holds something that is no backup/],
    [file, "unavailable", /a file in the place of a folder/],
  ] as const) {
    await assert.rejects(place.backup({ target }), { code, message });
  }
});
