import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { promisify } from "node:util";
import { KEY_FILE, SecretKey } from "../../src/fleet/secret-key.ts";
import { TestFolder } from "../support/folder.ts";

const SECRETS = ["", "open sesame", "пароль 🚪", "\u0000\n", "x".repeat(10_000)];

test("gives back what was sealed, under the name that it was sealed for", async () => {
  await using folder = await TestFolder.make();
  const key = SecretKey.ofFolder(folder.path);

  const opened = SECRETS.map((secret) => key.open(key.seal(secret, "AA-1"), "AA-1"));

  assert.deepEqual(opened, SECRETS);
});

test("seals the same secret otherwise each time, and shows nothing of it", async () => {
  await using folder = await TestFolder.make();
  const key = SecretKey.ofFolder(folder.path);

  const sealed = Array.from({ length: 50 }, () => key.seal("open sesame", "AA-1"));

  assert.equal(new Set(sealed).size, 50);
  assert.ok(sealed.every((text) => !Buffer.from(text, "base64").includes("sesame")));
});

test("opens nothing under another name or by another key", async () => {
  await using folder = await TestFolder.make();
  await using other = await TestFolder.make();
  const key = SecretKey.ofFolder(folder.path);

  const sealed = key.seal("open sesame", "AA-1");

  assert.equal(key.open(sealed, "AA-2"), undefined);
  assert.equal(key.open(sealed, ""), undefined);
  assert.equal(SecretKey.ofFolder(other.path).open(sealed, "AA-1"), undefined);
});

test("opens nothing of which a byte was altered, cut off or added", async () => {
  await using folder = await TestFolder.make();
  const key = SecretKey.ofFolder(folder.path);
  const bytes = Buffer.from(key.seal("open sesame", "AA-1"), "base64");
  const open = (altered: Uint8Array) => key.open(Buffer.from(altered).toString("base64"), "AA-1");

  const altered = [...bytes.keys()].map((at) => open(bytes.with(at, (bytes[at] ?? 0) ^ 1)));
  const cut = [...bytes.keys()].map((at) => open(bytes.subarray(0, at)));
  const longer = open(Buffer.concat([bytes, Buffer.of(0)]));

  assert.deepEqual(new Set([...altered, ...cut, longer]), new Set([undefined]));
  assert.equal(open(bytes), "open sesame");
});

test("opens nothing of a text that was never sealed", async () => {
  await using folder = await TestFolder.make();
  const key = SecretKey.ofFolder(folder.path);

  assert.deepEqual(
    ["", "x", "no base64 at all: ы", "A".repeat(100)].map((text) => key.open(text, "AA-1")),
    [undefined, undefined, undefined, undefined],
  );
});

test("makes its file once, for its owner alone, and leaves nothing beside it", async () => {
  await using folder = await TestFolder.make();
  const sealed = SecretKey.ofFolder(folder.path).seal("open sesame", "AA-1");
  const made = await readFile(folder.at(KEY_FILE));

  const again = SecretKey.ofFolder(folder.path);

  assert.equal(again.open(sealed, "AA-1"), "open sesame");
  assert.deepEqual(await readFile(folder.at(KEY_FILE)), made);
  assert.deepEqual(await readdir(folder.path), [KEY_FILE]);
  assert.equal((await stat(folder.at(KEY_FILE))).mode & 0o777, 0o600);
});

test("makes the data folder too, for its owner alone", async () => {
  await using folder = await TestFolder.make();

  SecretKey.ofFolder(folder.at("data"));

  assert.equal((await stat(folder.at("data"))).mode & 0o777, 0o700);
});

test("gives processes that make it at a time one key", async () => {
  await using folder = await TestFolder.make();
  const module = new URL("../../src/fleet/secret-key.ts", import.meta.url).href;
  const script = `
    import { SecretKey } from ${JSON.stringify(module)};
    console.log(SecretKey.ofFolder(process.argv[1]).seal("mine", "AA-1"));
  `;
  const args = ["--input-type=module", "--eval", script, folder.path];
  const makers = Array.from({ length: 4 }, async () => promisify(execFile)(process.execPath, args));

  const sealed = (await Promise.all(makers)).map(({ stdout }) => stdout.trim());

  const key = SecretKey.ofFolder(folder.path);
  assert.deepEqual(
    sealed.map((text) => key.open(text, "AA-1")),
    ["mine", "mine", "mine", "mine"],
  );
  assert.deepEqual(await readdir(folder.path), [KEY_FILE]);
});

test("refuses a file that is no key, and one that it cannot make", async () => {
  await using folder = await TestFolder.make();
  await writeFile(folder.at(KEY_FILE), "short");
  await writeFile(folder.at("file"), "");
  await chmod(folder.at(KEY_FILE), 0o600);

  assert.throws(() => SecretKey.ofFolder(folder.path), { code: "damaged" });
  assert.throws(() => SecretKey.ofFolder(folder.at("file")), { code: "unavailable" });
});
