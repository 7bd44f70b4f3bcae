import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic } from "../../support/app.ts";
import type { Answer, TestApp } from "../../support/app.ts";
import { event } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { ownEventsOf } from "../../support/own-events.ts";
import { sharedApp } from "../../support/shared-app.ts";
import { WebhookReceiver } from "../../support/webhook-receiver.ts";

const ALARMS = "/book/v1/alarms";
const TAMPER = "key eq 'tamper_event'";

const shared = sharedApp();

async function ask(app: TestApp, method: string, path: string, body?: object): Promise<Answer> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return app.request(method, path, { headers: basic("admin", ADMIN_PASSWORD), ...sent });
}

test("adds, shows, changes and removes an alarm, tells its secret once, and the log who did it", async () => {
  const app = shared();
  const webhook = "http://127.0.0.1:9/alarms?key=hidden";
  const said = { name: "tamper", query: TAMPER, webhook };
  const change = {
    emails: ["guard@house.example"],
    threshold: { count: 3, minutes: 5, by: "number" },
    quietMinutes: 15,
    locale: "uk",
    zone: "Europe/Kyiv",
    enabled: false,
  };

  const added = await ask(app, "POST", ALARMS, said);
  const again = await ask(app, "POST", ALARMS, said);
  const listed = await ask(app, "GET", ALARMS);
  const changed = await ask(app, "PATCH", `${ALARMS}/tamper`, change);
  const removed = await ask(app, "DELETE", `${ALARMS}/tamper`);
  const gone = await ask(app, "GET", `${ALARMS}/tamper`);

  const { secret, position: _first, ...alarm } = JSON.parse(added.text);
  assert.equal(added.status, 201);
  assert.match(secret, /^dbws_[\w-]{43}$/);
  assert.equal(again.status, 409);
  const [{ position: _now, ...shown }] = JSON.parse(listed.text).alarms;
  assert.deepEqual(shown, alarm);
  assert.deepEqual(alarm, {
    name: "tamper",
    query: TAMPER,
    webhook,
    emails: null,
    threshold: null,
    quietMinutes: 0,
    locale: "en",
    zone: "UTC",
    enabled: true,
    deliveredAt: null,
    failing: null,
  });
  const { position: _position, ...after } = JSON.parse(changed.text);
  assert.deepEqual(after, {
    ...alarm,
    webhook: null,
    ...change,
  });
  assert.deepEqual([removed.status, gone.status], [204, 404]);
  const own = await ownEventsOf(app.stores.log, "doorbook_alarm");
  const account = { account: "admin", alarm: "tamper" };
  assert.deepEqual(own, [
    ["doorbook_alarm_set", { ...account, state: "on", query: TAMPER, target: "127.0.0.1:9" }],
    [
      "doorbook_alarm_set",
      { ...account, state: "off", query: TAMPER, target: "guard@house.example" },
    ],
    ["doorbook_alarm_removed", account],
  ]);
});

for (const [what, change, said] of [
  ["a query that cannot be read", { query: "key eqq 'x'" }, /"code":"bad_query".*"position":4/],
  ["a query that names times", { query: "tamper last 30d" }, /names no times/],
  ["a webhook beside e-mails", { emails: ["a@b.example"] }, /not to both/],
  ["another protocol", { webhook: "ftp://127.0.0.1/" }, /A webhook is an address/],
  ["a password in an address", { webhook: "http://a:b@127.0.0.1/" }, /no name, no password/],
  ["a quiet time of a webhook", { quietMinutes: 5 }, /for e-mails/],
  ["a time zone that is none", { zone: "Mars" }, /no time zone/],
  ["a name of two lines", { name: "a\nb" }, /one line/],
] as const) {
  test(`refuses ${what}, and says why`, async () => {
    const body = { name: "bad", webhook: "http://127.0.0.1:9/", ...change };

    const { status, text } = await ask(shared(), "POST", ALARMS, body);

    assert.equal(status, 400);
    assert.match(text, said);
  });
}

test("sends a sample, then what comes, and tells what it has sent", async () => {
  const app = shared();
  await using receiver = await WebhookReceiver.open();
  await ask(app, "POST", ALARMS, { name: "live", query: TAMPER, webhook: receiver.url });

  const tried = await ask(app, "POST", `${ALARMS}/live/test`);
  const appended = await app.stores.log.append("AA-1", [event({ key: "tamper_event" })]);
  await receiver.until(2);
  let notices: readonly Record<string, unknown>[] = [];
  await eventually(10_000, async () => {
    const { text } = await ask(app, "GET", `${ALARMS}/live/notices?limit=9`);
    ({ notices } = JSON.parse(text));
    assert.equal(notices.length, 2);
  });

  assert.deepEqual(JSON.parse(tried.text), { delivered: true, answer: "204" });
  const [newest = {}, first = {}] = notices;
  const { lastSeq } = appended;
  assert.deepEqual(
    [
      newest["kind"],
      newest["events"],
      newest["firstSeq"],
      newest["lastSeq"],
      newest["delivered"],
      newest["answer"],
    ],
    ["events", 1, lastSeq, lastSeq, true, "204"],
  );
  assert.deepEqual([first["kind"], first["tries"]], ["test", 1]);
  await eventually(10_000, async () => {
    const seen = await ask(app, "GET", `${ALARMS}/live`);
    assert.equal(JSON.parse(seen.text).position, lastSeq);
  });
  await ask(app, "DELETE", `${ALARMS}/live`);
});

test("sends again what happened in a stretch of time, marked, and leaves its position", async () => {
  const app = shared();
  const at = (occurredAtMs: number) => event({ key: "tamper_event", occurredAtMs });
  const late = event({ key: "tamper_event", occurredAtMs: 1_100, model: "{}", isLate: true });
  const times = Array.from({ length: 150 }, (_, n) => 1_000 + n);
  await app.stores.log.append("BB-2", [at(999), ...times.toReversed().map((ms) => at(ms))]);
  await app.stores.log.append("BB-2", [at(1_150), late]);
  await using receiver = await WebhookReceiver.open();
  await ask(app, "POST", ALARMS, { name: "again", query: TAMPER, webhook: receiver.url });

  const { status } = await ask(app, "POST", `${ALARMS}/again/replay`, { from: 1_000, to: 1_149 });
  await receiver.until(2);

  assert.equal(status, 202);
  assert.deepEqual(
    receiver.notices.map(({ replay, events }) => [replay, events.length]),
    [
      [true, 100],
      [true, 50],
    ],
  );
  const seqs = receiver.seqs;
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => b - a),
  );
  const own = await ownEventsOf(app.stores.log, "doorbook_alarm_replayed");
  const span = { from: "1970-01-01T00:00:01.000Z", to: "1970-01-01T00:00:01.149Z" };
  assert.deepEqual(own[0]?.[1], { account: "admin", alarm: "again", ...span });
});

test("tells the alarms that one can begin with, each of which can be added", async () => {
  const app = shared();

  const { templates } = JSON.parse((await ask(app, "GET", "/book/v1/alarm-templates")).text);
  const added: number[] = [];
  for (const { name, query, threshold } of templates) {
    const body = { name, query, threshold, emails: ["guard@house.example"], enabled: false };
    added.push((await ask(app, "POST", ALARMS, body)).status);
  }

  assert.deepEqual(
    templates.map(({ name }: { readonly name: string }) => name),
    ["door-held-open", "tamper", "panel-silent", "unknown-card", "emergency"],
  );
  assert.deepEqual(new Set(added), new Set([201]));
});

test("who is held to some panels has no say in alarms", async () => {
  const app = shared();
  await app.addAccount("scoped", "admin");
  await app.stores.accounts.setScope("scoped", { sites: [], panels: ["AA-1"] });

  const { status } = await app.get(ALARMS, basic("scoped", ADMIN_PASSWORD));

  assert.equal(status, 403);
});
