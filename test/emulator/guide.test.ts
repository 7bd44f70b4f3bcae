import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ACTIONS } from "../../src/emulator/control/actions.ts";
import { QUIRK_NAMES } from "../../src/emulator/quirks.ts";

const GUIDE = new URL("../../docs/guides/emulator.md", import.meta.url);

test("the guide's table has every quirk, and no other", async () => {
  const guide = await readFile(GUIDE, "utf8");
  const rows = guide.split("\n").filter((line) => line.startsWith("| `"));

  const told = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)]);

  const known = QUIRK_NAMES.map((name) =>
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  assert.deepEqual(
    told.map(([, name]) => name),
    known,
  );
});

test("what the guide does to panels over HTTP can be done", async () => {
  const guide = await readFile(GUIDE, "utf8");

  const words = [...guide.matchAll(/\/emulator\/panels\/[^/\s]+\/([\w-]+)/g)].map(
    ([, word]) => word,
  );

  assert.ok(words.length >= 7, words.join());
  assert.deepEqual(
    words.filter((word) => !Object.hasOwn(ACTIONS, word ?? "")),
    [],
  );
});
