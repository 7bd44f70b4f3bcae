import assert from "node:assert/strict";
import { test } from "node:test";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import { openApp } from "../support/app.ts";
import type { TestApp } from "../support/app.ts";
import { eventsInARow } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";

async function totalOf(app: TestApp, serial: string): Promise<number> {
  const headers = await app.bearer();
  const { text } = await app.get(`/panels/${serial}/api/v1/log/items`, headers);
  return JSON.parse(text).list_option.pagination.total_items as number;
}

async function replace(app: TestApp, serial: string, replaces: string | undefined): Promise<void> {
  const body = renderProfile({ ...newProfile(serial), replaces });
  await app.stores.fleet.change("panel", [{ id: serial, body }]);
}

test("a panel shows the events of those that were at its door before, and they only their own", async () => {
  await using app = await openApp();
  await app.stores.log.append("FIRST", eventsInARow(1));
  await app.stores.log.append("SECOND", eventsInARow(2));
  await app.stores.log.append("THIRD", eventsInARow(4));
  await app.stores.log.append("OTHER", eventsInARow(8));
  await replace(app, "SECOND", "FIRST");
  await replace(app, "THIRD", "SECOND");

  await eventually(5_000, async () => assert.equal(await totalOf(app, "THIRD"), 7));

  assert.equal(await totalOf(app, "SECOND"), 3);
  assert.equal(await totalOf(app, "FIRST"), 1);
  await replace(app, "THIRD", undefined);
  await eventually(5_000, async () => assert.equal(await totalOf(app, "THIRD"), 4));
});

test("what an account clears under a panel's path hides the history before it as well", async () => {
  await using app = await openApp();
  await app.stores.log.append("OLD", eventsInARow(1));
  await app.stores.log.append("NEW", eventsInARow(2));
  await replace(app, "NEW", "OLD");
  await eventually(5_000, async () => assert.equal(await totalOf(app, "NEW"), 3));

  const body = '{"clear_fields":["logs"]}';
  await app.post("/panels/NEW/api/v1/system/data/clear", body, await app.bearer());

  assert.equal(await totalOf(app, "NEW"), 0);
  assert.equal(await totalOf(app, "OLD"), 1);
});
