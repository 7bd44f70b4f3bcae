import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Cli } from "../support/cli.ts";
import { DAY_MS, event } from "../support/events.ts";
import { ownEventsOf } from "../support/own-events.ts";
import { WebhookReceiver } from "../support/webhook-receiver.ts";

const WEBHOOK = "http://127.0.0.1:9/alarms";

test("alarms: one is added by a template, changed, listed, shown and removed, and the log is told", async () => {
  await using cli = await Cli.make();

  const added = await cli.run([
    "alarms",
    "add",
    "--template",
    "unknown-card",
    "--webhook",
    WEBHOOK,
  ]);
  const shown = await cli.say(["alarms", "show", "unknown-card", "--show-secret"]);
  const edited = await cli.run(["alarms", "edit", "unknown-card", "--count", "5", "--off"]);
  const list = await cli.say(["alarms", "list"]);
  const removed = await cli.say(["alarms", "remove", "unknown-card"]);
  const empty = await cli.say(["alarms", "list"]);

  const secret = added.stdout.trim();
  assert.match(secret, /^dbws_[\w-]{43}$/);
  assert.match(shown, /^Told +3 events of one panel within 5 min$/m);
  assert.ok(shown.includes(secret));
  assert.deepEqual([edited.code, edited.stdout], [0, ""]);
  assert.match(list, /^unknown-card +off +http:\/\/127\.0\.0\.1:9\/alarms +key eq/m);
  assert.equal(removed, 'Removed the alarm "unknown-card".\n');
  assert.equal(empty, "There are no alarms.\n");
  const told = await cli.withStore((store) => ownEventsOf(store, "doorbook_alarm"));
  assert.deepEqual(
    told.map(([key]) => key),
    ["doorbook_alarm_set", "doorbook_alarm_set", "doorbook_alarm_removed"],
  );
});

test("alarms: refuses what cannot be meant, and says what to do", async () => {
  await using cli = await Cli.make();
  const said = [
    [["x"], /name --webhook or --email/],
    [["x", "--webhook", WEBHOOK, "--query", "key eqq 'a'"], /\n {6}\^/],
    [["x", "--webhook", WEBHOOK, "--email", "a@b.example"], /not to both/],
    [["x", "--webhook", WEBHOOK, "--minutes", "3"], /stand with --count/],
    [["--webhook", WEBHOOK], /NAME is missing, or --template/],
  ] as const;

  for (const [args, message] of said) {
    const { code, stderr } = await cli.run(["alarms", "add", ...args]);

    assert.ok(code === 1 || code === 2, stderr);
    assert.match(stderr, message);
  }
});

test("alarms: sends a sample, sends again what happened on a day, and lists what it has sent", async () => {
  await using cli = await Cli.make();
  await using receiver = await WebhookReceiver.open();
  receiver.answer = (nth) => ({ status: nth === 0 ? 500 : 200 });
  const add = ["alarms", "add", "--template", "tamper", "--webhook", receiver.url];
  const secret = (await cli.run(add)).stdout.trim();
  const at = (occurredAtMs: number) => event({ key: "tamper_event", occurredAtMs });
  await cli.withStore((store) => store.append("AA-1", [at(DAY_MS), at(DAY_MS + 86_400_000)]));
  const day = new Date(DAY_MS).toISOString().slice(0, 10);

  const failed = await cli.run(["alarms", "test", "tamper"]);
  const tried = await cli.say(["alarms", "test", "tamper"]);
  const replayed = await cli.say(["alarms", "replay", "tamper", "--from", day, "--to", day]);
  const log = await cli.say(["alarms", "log", "tamper"]);

  assert.deepEqual([failed.code, failed.stderr], [1, "Not delivered: 500\n"]);
  assert.equal(tried, "Delivered: 200\n");
  assert.equal(replayed, "Delivered again: 1 event in 1 notice.\n");
  assert.match(
    log,
    /test +1 +0 +1 +no +500\n.*test +1 +0 +1 +yes +200\n.*replay +1 +\d+ +1 +yes +200\n/,
  );
  const [, , last] = receiver.received;
  assert.ok(last);
  const [seconds, mac] = String(last.headers["doorbook-signature"]).slice(2).split(",v1=");
  const signed = createHmac("sha256", secret).update(`${String(seconds)}.${last.body}`);
  assert.equal(mac, signed.digest("hex"));
  assert.equal(receiver.notices[2]?.replay, true);
});
