import assert from "node:assert/strict";
import { copyFile, open, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { eventsInARow, wholeLog } from "../support/events.ts";
import { folderPlace } from "../support/place.ts";

const makePlace = folderPlace((dataFolder) => SqliteStore.open({ dataFolder }));
/** Where a SQLite file says of how many pages it is. */
const PAGE_COUNT_OFFSET = 28;

test("holds everything after a kill in the middle of a checkpoint", async () => {
  await using place = await makePlace();
  await using killed = await makePlace();
  await using log = await place.open();
  await log.append("p1", eventsInARow(2_000));
  const file = join(killed.folder, "doorbook.db");
  for (const name of ["doorbook.db", "doorbook.db-wal"]) {
    await copyFile(join(place.folder, name), join(killed.folder, name));
  }
  assert.ok((await stat(`${file}-wal`)).size > 0);

  // a checkpoint copies the first page first: the file is then shorter than that page says
  await writePageCount(file, 1_000);
  await using reopened = await killed.open();

  assert.deepEqual(await wholeLog(reopened), await wholeLog(log));
});

async function writePageCount(file: string, pages: number): Promise<void> {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(pages);
  await using handle = await open(file, "r+");
  await handle.write(bytes, 0, 4, PAGE_COUNT_OFFSET);
}
