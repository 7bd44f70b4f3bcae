import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedApp } from "../support/shared-app.ts";

const NOW_MS = 1_750_000_000_999;

/** Of which tests only ask. */
const shared = sharedApp({ now: () => NOW_MS });

for (const base of ["", "/panels/AA-12"]) {
  for (const [method, path, body] of [
    [
      "GET",
      "/api/v1/access/door/status",
      '{"status":"closed","opentime":0,"is_timeout_exceed":false,"mode":"door_sensor"}',
    ],
    ["GET", "/api/v1/access/exit/button/toggle", '{"enable":true}'],
    ["GET", "/api/v1/network/ntp", '{"enabled":true}'],
    ["POST", "/api/v1/network/timezone/manual", "{}"],
    ["GET", "/api/v1/device/time", '{"device_time_unix":1750000000,"device_timezone":"UTC+00:00"}'],
  ] as const) {
    test(`answers ${method} ${base}${path}`, async () => {
      const app = shared();

      const answer = await app.request(method, `${base}${path}`, { headers: await app.bearer() });

      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
      assert.equal(answer.text, body);
    });
  }
}

test("answers the list of identifiers with an empty page", async () => {
  const app = shared();

  const answer = await app.get("/api/v1/access/identifier/items", await app.bearer());

  assert.equal(answer.status, 200);
  const { list_items: items, list_option: option } = JSON.parse(answer.text) as {
    list_items: unknown;
    list_option: { pagination: unknown };
  };
  assert.deepEqual(items, []);
  assert.deepEqual(option.pagination, {
    total_items: 0,
    items_limit: 10,
    total_pages: 1,
    current_page: 1,
  });
});

test("says of itself what programs branch on, to anyone", async () => {
  const app = shared();

  const answer = await app.get("/api/info");

  const info = JSON.parse(answer.text) as Record<string, unknown>;
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.equal(info["api_version"], "2.9.0");
  assert.equal(info["device_type"], "panel");
  assert.equal(info["device_serial_number"], "doorbook");
});
