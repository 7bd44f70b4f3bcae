import assert from "node:assert/strict";
import { test } from "node:test";
import { connectionsWithin } from "../src/open-files.ts";
import { TestFolder } from "./support/folder.ts";
import { Served } from "./support/served.ts";

for (const [openFiles, connections] of [
  [1_048_576, 1_048_064],
  [4_096, 3_584],
  [1_024, 512],
  [256, 128],
  [8, 16],
] as const) {
  test(`leaves the store its files of ${openFiles}`, () => {
    assert.equal(connectionsWithin(openFiles), connections);
  });
}

test("knows the limit of its own process", () => {
  const connections = connectionsWithin();

  assert.ok(connections >= 16, `${connections}`);
});

test("says at a start that the system allows fewer connections than are set", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path, {
    through: ["sh", "-c", 'ulimit -n 900; exec "$@"', "sh"],
  });

  const { status } = await server.login();
  const { stderr } = await server.stop();

  assert.equal(status, 200);
  assert.match(stderr, /at most 450 connections are taken, not 16000: raise its limit/);
});
