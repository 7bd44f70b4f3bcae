import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { addAccount } from "../../src/accounts/administer.ts";
import { METRICS } from "../../src/monitor/metric-table.ts";
import type { MetricDefinition } from "../../src/monitor/metric-table.ts";
import { BUCKETS_SECONDS, Metrics } from "../../src/monitor/metrics.ts";
import { ADMIN_PASSWORD, basic, openApp } from "../support/app.ts";
import type { TestApp } from "../support/app.ts";
import { event } from "../support/events.ts";

const ADMIN = basic("admin", ADMIN_PASSWORD);

/** The samples of a text of metrics, by name with labels. @throws when a line is none */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const samples = new Map<string, number>();
  for (const line of text.split("\n").filter((line) => line !== "" && !line.startsWith("# "))) {
    const [, name = "", value = ""] =
      /^([a-z_]+(?:\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)+\})?) (\S+)$/.exec(line) ?? [];
    assert.ok(name !== "" && Number.isFinite(Number(value)), line);
    samples.set(name, Number(value));
  }
  return samples;
}

async function read(app: TestApp): Promise<ReadonlyMap<string, number>> {
  const { status, headers, text } = await app.get("/metrics", ADMIN);
  assert.equal(status, 200, text);
  assert.equal(headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  return samplesOf(text);
}

test("tells of deliveries, of how each ended, and of requests by the pattern of their route", async () => {
  await using app = await openApp();
  const { watched } = app.doorbook.intake;
  await watched.take("AA-1", [event(), event({ model: "{}" })], []);
  await watched.take("AA-1", [event({ source: "pull" })], [{ reason: "odd", bytes: Buffer.of(1) }]);
  await app.get("/panels/AA-1/api/info");
  await app.get("/panels/AA-2/api/info");
  await app.get("/no/such/path");

  const samples = await read(app);

  const of = (name: string) => samples.get(name);
  assert.equal(of('doorbook_events_total{source="push"}'), 2);
  assert.equal(of('doorbook_events_repeated_total{source="pull"}'), 1);
  assert.equal(of('doorbook_deliveries_total{source="pull",outcome="stored"}'), 1);
  assert.equal(of("doorbook_rejected_total"), 1);
  assert.equal(of("doorbook_quarantined"), 1);
  assert.equal(of("doorbook_delivery_seconds_count"), 2);
  assert.equal(of('doorbook_delivery_seconds_bucket{le="+Inf"}'), 2);
  assert.equal(of("doorbook_head_seq"), 2);
  assert.equal(of('doorbook_panels{state="new"}'), 1);
  const count = "doorbook_http_request_seconds_count";
  const info = `${count}{method="GET",route="/panels/:serial/api/info",status="2xx"}`;
  assert.equal(of(info), 2);
  assert.equal(of(`${count}{method="(unknown)",route="(unknown)",status="4xx"}`), 1);
  assert.ok((of("doorbook_http_connections") ?? 0) >= 1);
});

test("shows metrics to whoever may see all panels, and to nobody else", async () => {
  await using app = await openApp();
  await app.addAccount("guard", "manager");
  await addAccount(app.stores.accounts, {
    name: "site",
    type: "admin",
    password: ADMIN_PASSWORD,
    scope: { sites: [], panels: ["AA-1"] },
  });

  const answers = [];
  for (const headers of [
    {},
    basic("guard", ADMIN_PASSWORD),
    basic("site", ADMIN_PASSWORD),
    ADMIN,
  ]) {
    answers.push((await app.get("/metrics", headers)).status);
  }

  assert.deepEqual(answers, [401, 403, 403, 200]);
});

for (const [metrics, status] of [
  ["public", 200],
  ["off", 404],
] as const) {
  test(`answers metrics that are ${metrics} with ${status} to whoever asks`, async () => {
    await using app = await openApp({ settings: { metrics } });

    assert.equal((await app.get("/metrics")).status, status);
  });
}

test("writes labels so that they can be read, whatever is in them, and never more than so many", async () => {
  const metrics = new Metrics();
  metrics.set("doorbook_build_info", 1, ['a"b\\c\nd', "v"]);
  for (let i = 0; i < 5_000; i++) metrics.count("doorbook_events_total", [`source ${i}`]);
  for (const seconds of [0.0005, 0.5, 60]) metrics.observe("doorbook_commit_seconds", seconds);

  const text = await metrics.render((cause) => assert.fail(String(cause)));

  const samples = samplesOf(text);
  assert.equal(samples.get(String.raw`doorbook_build_info{version="a\"b\\c\nd",node="v"}`), 1);
  const some = [...samples.keys()].filter((name) => name.startsWith("doorbook_events_total"));
  assert.equal(some.length, 2_000);
  const buckets = [...BUCKETS_SECONDS, "+Inf"].map((end) =>
    samples.get(`doorbook_commit_seconds_bucket{le="${end}"}`),
  );
  assert.deepEqual(buckets, [1, 1, 1, 1, 1, 1, 2, 2, 2, 3]);
  assert.equal(samples.get("doorbook_commit_seconds_sum"), 60.5005);
});

test("goes on when something cannot be looked up, and says so", async () => {
  const metrics = new Metrics();
  const told: unknown[] = [];
  metrics.onRead(() => {
    throw new Error("the disk is away");
  });
  metrics.set("doorbook_panels", 3, ["live"]);

  const text = await metrics.render((cause) => told.push(cause));

  assert.equal(samplesOf(text).get('doorbook_panels{state="live"}'), 3);
  assert.equal(told.length, 1);
});

test("the reference of metrics is the table that the program goes by", () => {
  const reference = readFileSync(
    new URL("../../docs/reference/metrics.md", import.meta.url),
    "utf8",
  );

  const documented = reference
    .split("\n")
    .filter((line) => /^\| `(?:doorbook|process)_/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

  const entries: [string, MetricDefinition][] = Object.entries(METRICS);
  assert.deepEqual(
    documented,
    entries.map(([name, { type, labels, help }]) => [
      `\`${name}\``,
      type,
      labels.map((label) => `\`${label}\``).join(", "),
      help,
    ]),
  );
});
