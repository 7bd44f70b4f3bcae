import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { pushBody, Served } from "../support/served.ts";
import { ADMIN_HEADERS } from "../support/server-process.ts";

/** What is said beside a running server counts within a second; a busy machine may take a little longer. */
const SOON_MS = 10_000;

async function doorbook(folder: TestFolder, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand([...args, "--data", folder.path]);
  assert.equal(code, 0, stderr);
  return stdout;
}

async function textsOf(server: Served, path: string): Promise<readonly string[]> {
  const headers = ADMIN_HEADERS;
  const { text } = await server.request("GET", path, { headers });
  const { list_items: items } = JSON.parse(text) as {
    list_items: readonly { info: { text: string } }[];
  };
  return items.map(({ info }) => info.text);
}

test("owners that are taken in beside a running server are named, and the models stay", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  const sent = { created_at: 1, code: "access_granted_by_valid_identifier", info: { number: "7" } };
  await server.push(panel, JSON.stringify({ events: [sent] }));
  await writeFile(folder.at("owners.csv"), "name;number\nОлена;7\n");

  await doorbook(folder, ["owners", "import", folder.at("owners.csv")]);

  await eventually(SOON_MS, async () => {
    const texts = await textsOf(server, "/panels/AA-1/api/v1/log/items?limit=10");
    assert.deepEqual(texts, ["Valid identifier 7 was used, owner Олена"]);
  });
});

test("a panel that is said beside a running server to replace another shows its history", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  await server.push(await server.loginPanel("OLD"), pushBody(1, 3));
  await server.push(await server.loginPanel("NEW"), pushBody(10, 2));

  await doorbook(folder, ["panels", "add", "NEW", "--name", "Gate", "--replaces", "OLD"]);

  await eventually(SOON_MS, async () => {
    const texts = await textsOf(server, "/panels/NEW/api/v1/log/items?limit=10");
    assert.equal(texts.length, 5);
  });
  assert.match(await doorbook(folder, ["panels", "list"]), /^NEW +Gate +push +/m);
});
