import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { readManifest } from "../../../../src/store/sqlite/backup/manifest.ts";
import { filesOf, verifyFiles } from "../../../../src/store/sqlite/backup/verify.ts";
import { BackedUp } from "../../../support/backups.ts";
import { Random } from "../../../support/random.ts";

test("finds any byte of a backup that has changed, and restores nothing of it", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_200);
  await place.fillRest();
  const manifest = await place.backup();
  const random = new Random(5);

  for (const damaged of filesOf(manifest)) {
    const path = join(place.target, damaged.file);
    const bytes = await readFile(path);
    const wrong = Buffer.from(bytes);
    const at = random.below(bytes.length);
    wrong[at] = (wrong[at] ?? 0) ^ (1 << random.below(8));
    await writeFile(path, wrong);

    const faults = await verifyFiles(place.target, filesOf(manifest));
    await assert.rejects(place.restore("restored"), { code: "damaged" });

    assert.equal(faults.length, 1, `byte ${at} of ${damaged.file}`);
    assert.ok(faults[0]?.includes(damaged.file));
    assert.equal(existsSync(place.folder.at("restored/doorbook.db")), false);
    assert.equal(existsSync(place.folder.at("restored/restoring")), false);
    await writeFile(path, bytes);
  }
});

test("finds a file that is missing or cut short", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_200);
  const manifest = await place.backup();
  const [first, second] = manifest.pieces.map(({ file }) => join(place.target, file));
  await rm(first ?? "");
  await writeFile(second ?? "", (await readFile(second ?? "")).subarray(0, -1));

  const faults = await verifyFiles(place.target, filesOf(manifest));

  assert.match(faults.join("\n"), /^\S+ is missing\n\S+ has \d+ bytes instead of \d+$/);
});

test("finds a manifest that was changed", async () => {
  await using place = await BackedUp.make();
  await place.fill(1_200);
  const { events } = await place.backup();
  const path = join(place.target, "manifest.json");
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace(`"events": ${events}`, `"events": ${events + 1}`));

  assert.throws(() => readManifest(place.target), { code: "damaged" });
  await assert.rejects(place.restore("restored"), { code: "damaged" });
});
