import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../support/app.ts";
import { eventsInARow } from "../support/events.ts";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

async function total(text: string): Promise<number> {
  const { list_option: option } = JSON.parse(text) as {
    list_option: { pagination: { total_items: number } };
  };
  return Promise.resolve(option.pagination.total_items);
}

for (const serial of [
  "AA-12",
  "with space",
  "a/b",
  "ё",
  "?&#%",
  "s".repeat(128),
  "ї".repeat(128),
]) {
  test(`shows the log of panel ${serial.slice(0, 12)} alone under its own base path`, async () => {
    const app = shared();
    const base = `/panels/${encodeURIComponent(serial)}`;
    const headers = await app.bearer();
    await app.stores.log.append(serial, eventsInARow(3));
    await app.stores.log.append("another", eventsInARow(5));

    const info = await app.get(`${base}/api/info`);
    const items = await app.get(`${base}/api/v1/log/items`, headers);

    assert.match(
      info.text,
      new RegExp(`"device_serial_number":${RegExp.escape(JSON.stringify(serial))}`),
    );
    assert.equal(await total(items.text), 3);
  });
}

test("answers for a serial that nobody has heard of as for a panel without events", async () => {
  const app = shared();

  const answer = await app.get("/panels/unheard/api/v1/log/items", await app.bearer());

  assert.equal(answer.status, 200);
  assert.equal(await total(answer.text), 0);
});

for (const [path, status, error] of [
  ["/panels//api/info", 404, "Not found"],
  [`/panels/${"s".repeat(129)}/api/info`, 404, "Not found"],
  ["/panels/AA-12", 404, "Not found"],
  ["/panels/AA-12/api", 404, "Not found"],
  ["/panels/AA-12/healthz", 404, "Not found"],
  ["/panels/%zz/api/info", 400, "Bad request"],
  [`/panels/${"s".repeat(2000)}/api/info`, 414, "URI too long"],
] as const) {
  test(`refuses ${path.slice(0, 40)} with ${status}`, async () => {
    const app = shared();

    const answer = await app.get(path);

    assert.equal(answer.status, status);
    assert.equal(answer.text, refusal(error));
  });
}
