import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { refusal } from "../support/app.ts";
import { LANGUAGES } from "./languages.ts";
import { expression, LOG_PATHS, PANEL, Twin } from "./twin.ts";

const BASES = ["", `/panels/${PANEL}`] as const;

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(['{"created_at":1711919100000,"code":"tamper_event","info":{"a":1}}']);
  await twin.push(['{"created_at":1711919200000,"code":"tamper_event"}'], "BB-7");
});

after(() => twin[Symbol.asyncDispose]());

async function info(base: string): Promise<Record<string, unknown>> {
  const { status, text } = await twin.app.get(`${base}/api/info`);
  assert.equal(status, 200);
  return JSON.parse(text) as Record<string, unknown>;
}

test("§1.1 shows the fleet's log at the root and a panel's own below its serial", async () => {
  const fleet = await twin.pageAt("/api/v1/log/items");
  const panel = await twin.pageAt(`/panels/${PANEL}/api/v1/log/items`);

  assert.deepEqual(
    fleet.list_items.map(({ timestamp }) => timestamp),
    [1_711_919_100_000, 1_711_919_200_000],
  );
  assert.deepEqual(
    panel.list_items.map(({ timestamp }) => timestamp),
    [1_711_919_100_000],
  );
});

for (const base of BASES) {
  test(`§1.2 shows events in the shape of old firmware below ${base}/api/v0`, async () => {
    const [english] = (await twin.pageAt(`${base}/api/v1/log/items`)).list_items;

    for (const locale of LANGUAGES) {
      const [localized] = (await twin.pageAt(`${base}/api/v1/log/items`, `locale=${locale}`))
        .list_items;
      const { text } = await twin.get(`${base}/api/v0/log/list?locale=${locale}`);

      const { list_items: items } = JSON.parse(text) as { list_items: unknown[] };
      assert.ok(english !== undefined && localized !== undefined);
      assert.equal(localized.name.text === english.name.text, locale === "en", locale);
      assert.equal(
        JSON.stringify(items[0]),
        '{"timestamp":1711919100000,"category":"emergency","priority":"critical",' +
          `"name":{"english":"Tamper triggered","key":"tamper_event",` +
          `"localized":${JSON.stringify(localized.name.text)}},` +
          `"info":{"english":${JSON.stringify(english.info.text)},` +
          `"localized":${JSON.stringify(localized.info.text)},"model":{"a":1}}}`,
      );
    }
  });
}

for (const path of LOG_PATHS) {
  test(`§1.3 understands the words of Camdroid panels at ${path}`, async () => {
    const question = `${expression("timestamp le 1711919100")}&order_by=timestamp%20desc`;

    const { list_items: items, list_option: option } = await twin.pageAt(path, question);

    assert.deepEqual(
      items.map(({ timestamp }) => timestamp),
      [1_711_919_100_000],
    );
    assert.equal(option.sort.asc, false);
  });
}

for (const base of BASES) {
  for (const path of ["/v1/log/items", "/api/v1/log/list", "/api/v0/log/items", "/log/items"]) {
    test(`§1.4 has no log of another family at ${base}${path}`, async () => {
      const answer = await twin.get(`${base}${path}?limit=10&page_number=1`);

      assert.deepEqual([answer.status, answer.text], [404, refusal("Not found")]);
    });
  }

  test(`§1.5 says what it is to anyone at ${base}/api/info, whoever they say they are`, async () => {
    for (const headers of [{}, { authorization: "Bearer wrong" }, { authorization: "Basic !" }]) {
      const answer = await twin.app.get(`${base}/api/info`, headers);

      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
    }
  });

  for (const path of ["/api/v1/info", "/api/v0/info", "/v1/info", "/v1/api/info"]) {
    test(`§1.6 does not say what it is below a version, at ${base}${path}`, async () => {
      const answer = await twin.get(`${base}${path}`);

      assert.deepEqual([answer.status, answer.text], [404, refusal("Not found")]);
    });
  }

  test(`§1.7 says twelve things of itself at ${base}/api/info`, async () => {
    assert.deepEqual(Object.keys(await info(base)).toSorted(), [
      "api_version",
      "commit",
      "device_model",
      "device_name",
      "device_serial_number",
      "device_type",
      "firmware_version",
      "framework_version",
      "frontend_version",
      "hybrid_enable",
      "hybrid_version",
      "mcu_version",
    ]);
  });

  test(`§1.8 speaks version 2.9.0 of the API at ${base}/api/info`, async () => {
    assert.equal((await info(base))["api_version"], "2.9.0");
  });

  test(`§1.10 leaves nothing empty at ${base}/api/info, and only hybrid_enable is no string`, async () => {
    const { hybrid_enable: hybrid, ...others } = await info(base);

    assert.equal(typeof hybrid, "boolean");
    for (const [name, value] of Object.entries(others)) {
      assert.equal(typeof value, "string", name);
      assert.notEqual(value, "", name);
    }
  });
}

for (const [base, serial] of [
  ["", "doorbook"],
  [`/panels/${PANEL}`, PANEL],
  ["/panels/%D1%97%20%2F", "ї /"],
] as const) {
  test(`§1.9 is the panel ${serial} at ${base}/api/info`, async () => {
    const { device_type: type, device_serial_number: number } = await info(base);

    assert.deepEqual([type, number], ["panel", serial]);
  });
}

for (const path of [
  ...LOG_PATHS,
  "/api/info",
  "/api/v1/access/door/status",
  `/panels/${PANEL}/api/v1/access/identifier/items`,
]) {
  test(`§1.11 passes over parameters that nobody knows at ${path}`, async () => {
    const plain = await twin.get(path);

    const answer = await twin.get(
      `${path}?colour=red&__proto__=1&items_limit=3&a[]=%zz&=&filters=1`,
    );

    assert.equal(plain.status, 200);
    assert.deepEqual([answer.status, answer.text], [200, plain.text]);
  });
}
