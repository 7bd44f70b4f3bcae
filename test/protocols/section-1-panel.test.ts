import assert from "node:assert/strict";
import { test } from "node:test";
import { PanelProcess } from "./panel-process.ts";

test("§1.1 an emulated panel shows its log at /api/v1/log/items, and at no other path", async () => {
  await using panel = await PanelProcess.take();

  const paths = ["/api/v1/log/items", "/api/v0/log/list", "/v1/log/items"];
  const statuses = await Promise.all(paths.map(async (path) => (await panel.call(path)).status));

  assert.deepEqual(statuses, [200, 404, 404]);
});

test("§1.2 one with old firmware shows it at /api/v0/log/list, in the old shape, and at no other", async () => {
  await using panel = await PanelProcess.start("--family", "android_v0");
  await panel.note(1);

  const { list_items: events } = (await panel.json("/api/v0/log/list")) as {
    list_items: { name: object; info: object }[];
  };

  assert.deepEqual(Object.keys(events[0]?.name ?? {}).toSorted(), ["english", "key", "localized"]);
  assert.deepEqual(Object.keys(events[0]?.info ?? {}).toSorted(), [
    "english",
    "localized",
    "model",
  ]);
  assert.equal((await panel.call("/api/v1/log/items")).status, 404);
});

test("§1.5 /api/info needs no login", async () => {
  await using panel = await PanelProcess.take();

  assert.equal((await fetch(`${panel.url}/api/info`)).status, 200);
});

test("§1.8 the major of api_version tells its family, and is never above 3.0", async () => {
  await using android = await PanelProcess.take();
  await using camdroid = await PanelProcess.start("--family", "camdroid");
  const versionOf = async (panel: PanelProcess) =>
    ((await panel.json("/api/info")) as { api_version: string }).api_version;

  assert.match(await versionOf(android), /^2\.\d+\.\d+$/);
  assert.match(await versionOf(camdroid), /^1\.\d+\.\d+$/);
});

test("§1.10 of its twelve members hybrid_enable is a boolean, the others are strings, none empty", async () => {
  await using panel = await PanelProcess.take();

  const info = (await panel.json("/api/info")) as Record<string, unknown>;

  assert.equal(Object.keys(info).length, 12);
  assert.equal(info["device_type"], "panel");
  assert.equal(info["device_serial_number"], panel.serial);
  for (const [name, value] of Object.entries(info)) {
    if (name === "hybrid_enable") assert.equal(typeof value, "boolean");
    else assert.ok(typeof value === "string" && value !== "", name);
  }
});
