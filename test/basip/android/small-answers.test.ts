import assert from "node:assert/strict";
import { test } from "node:test";

import { asksForLogClearing, DATA_CLEAR_BODY } from "../../../src/basip/android/data-clear.ts";
import { NEIGHBOURS } from "../../../src/basip/android/neighbours.ts";
import { renderInfo, TWIN_DEVICE } from "../../../src/basip/android/render-info.ts";
import { LOGOUT_BODY, renderLogin } from "../../../src/basip/android/render-session.ts";

const NOW_MS = 1_711_919_100_999;

const NO_IDENTIFIERS = {
  list_option: {
    pagination: { total_items: 0, items_limit: 10, total_pages: 1, current_page: 1 },
    filter: {
      available_filtering: true,
      is_filtered: false,
      available_fields: [],
      available_values: { category: [], priority: [], name: [] },
    },
    sort: { asc: true, available_sorting: ["asc", "desc"], available_values: ["asc", "desc"] },
    locale: {
      locale: "en",
      available_locales: ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"],
    },
  },
  list_items: [],
};

test("answers the calls beside the log, and only those", () => {
  assert.deepEqual(
    NEIGHBOURS.map(({ method, path, render }) => [method, path, render(NOW_MS)]),
    [
      [
        "GET",
        "access/door/status",
        '{"status":"closed","opentime":0,"is_timeout_exceed":false,"mode":"door_sensor"}',
      ],
      ["GET", "access/exit/button/toggle", '{"enable":true}'],
      ["GET", "network/ntp", '{"enabled":true}'],
      ["POST", "network/timezone/manual", "{}"],
      ["GET", "device/time", '{"device_time_unix":1711919100,"device_timezone":"UTC+00:00"}'],
      ["GET", "access/identifier/items", JSON.stringify(NO_IDENTIFIERS)],
    ],
  );
});

for (const [body, isClearing] of [
  ['{"clear_fields":["logs"]}', true],
  ['{"data_types":["logs"]}', true],
  ['{"clear_fields":["identifiers","logs"]}', true],
  ['{"clear_fields":["identifiers"],"data_types":["logs"]}', true],
  ['{"clear_fields":["identifiers"]}', false],
  ['{"clear_fields":[]}', false],
  ['{"data_types":[7,null,{}]}', false],
  ['{"clear_fields":"x","data_types":["logs"]}', true],
] as const) {
  test(`takes ${body} ${isClearing ? "for" : "not for"} a clearing of the log`, () => {
    assert.equal(asksForLogClearing(body), isClearing);
  });
}

for (const body of [
  '{"clear_fields":"logs"}',
  "{}",
  "[]",
  "null",
  "",
  "{broken",
  `{"clear_fields":${"[".repeat(50_000)}`,
]) {
  test(`misses what to clear in ${body.slice(0, 40)}`, () => {
    assert.throws(() => asksForLogClearing(body), { message: "Required parameters missed" });
  });
}

test("answers a clearing and a logout with an empty object", () => {
  assert.equal(DATA_CLEAR_BODY, "{}");
  assert.equal(LOGOUT_BODY, "{}");
});

test("answers a login with token and type of account, in this order", () => {
  const token = "0123456789abcdef0123456789abcdef01234567";

  assert.equal(renderLogin(token, "admin"), `{"token":"${token}","account_type":"admin"}`);
  assert.equal(renderLogin(token, "manager"), `{"token":"${token}","account_type":"manager"}`);
});

test("introduces itself as an Android panel of API 2.9", () => {
  const info = JSON.parse(renderInfo({ ...TWIN_DEVICE, serial: "AA-12-7", commit: "0.1.0" }));

  assert.equal(info.api_version, "2.9.0");
  assert.equal(info.device_type, "panel");
  assert.equal(info.device_serial_number, "AA-12-7");
  assert.equal(info.hybrid_enable, false);
});

test("leaves no member of its introduction out or empty", () => {
  const { hybrid_enable: hybrid, ...others } = JSON.parse(
    renderInfo({ ...TWIN_DEVICE, serial: "doorbook", commit: "0.1.0" }),
  );

  assert.equal(typeof hybrid, "boolean");
  assert.deepEqual(Object.keys(others).toSorted(), [
    "api_version",
    "commit",
    "device_model",
    "device_name",
    "device_serial_number",
    "device_type",
    "firmware_version",
    "framework_version",
    "frontend_version",
    "hybrid_version",
    "mcu_version",
  ]);
  for (const value of Object.values(others)) assert.match(String(value), /^\S+$/);
});
