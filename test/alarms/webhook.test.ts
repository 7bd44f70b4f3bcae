import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import { test } from "node:test";
import { tryAlarm } from "../../src/alarms/try-alarm.ts";
import { SELF_SIGNED } from "../fixtures/self-signed.ts";
import { AlarmPlace } from "../support/alarm-place.ts";
import { WebhookReceiver } from "../support/webhook-receiver.ts";

const NEVER = new AbortController().signal;

async function tryName(place: AlarmPlace, name: string) {
  return tryAlarm(await place.changes.find(name), place.parts, NEVER);
}

test("signs the time and the body, byte for byte, with the secret that was told once", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  const secret = await place.add("door", { webhook: receiver.url, locale: "uk" });

  const answer = await tryName(place, "door");

  const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
  const [, seconds = "", mac] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["doorbook-signature"])) ?? [];
  assert.equal(answer.text, "204");
  assert.equal(Number(seconds), place.clock.nowMs / 1_000);
  assert.equal(mac, createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"));
  assert.equal(headers["content-type"], "application/json");
  const [notice] = receiver.notices;
  assert.equal(notice?.test, true);
  assert.equal(headers["doorbook-notice"], notice.notice);
  assert.equal(notice.events[0]?.id, "test.0");
});

test("a new secret takes the place of the one before, and neither stands in the log's file in clear", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  const before = await place.add("door", { webhook: receiver.url });

  const { secret = "" } = await place.changes.change("door", { makesSecret: true }, undefined);
  await tryName(place, "door");

  const [{ headers, body } = { headers: {}, body: "" }] = receiver.received;
  const [seconds = "", mac = ""] = String(headers["doorbook-signature"]).slice(2).split(",v1=");
  assert.notEqual(secret, before);
  assert.equal(mac, createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"));
  const kept = (await place.stores.fleet.find("alarm", "door")) ?? "";
  assert.ok(!kept.includes(before) && !kept.includes(secret));
});

test("follows no redirect, and gives up on one that answers nothing", async () => {
  await using elsewhere = await WebhookReceiver.open();
  await using receiver = await WebhookReceiver.open();
  receiver.answer = (nth) =>
    nth === 0 ? { status: 307, headers: { location: elsewhere.url } } : "never";
  await using place = await AlarmPlace.open({ answerMs: 100 });
  await place.add("door", { webhook: receiver.url });

  const redirected = await tryName(place, "door");
  const silent = await tryName(place, "door");

  assert.deepEqual(
    [redirected, silent].map(({ isDelivered, text }) => [isDelivered, text]),
    [
      [false, "307"],
      [false, "no answer within 0.1 s"],
    ],
  );
  assert.equal(elsewhere.received.length, 0);
  const notices = await place.parts.kept.notices("door", 5);
  assert.deepEqual(
    notices.map(({ kind, isDelivered }) => [kind, isDelivered]),
    [
      ["test", false],
      ["test", false],
    ],
  );
});

test("takes no certificate that nobody vouches for", async () => {
  const server = createServer(SELF_SIGNED, (_request, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await using place = await AlarmPlace.open();
  await place.add("door", { webhook: `https://127.0.0.1:${String(port)}/` });

  const { isDelivered, text } = await tryName(place, "door");
  server.close();

  assert.equal(isDelivered, false);
  assert.match(text, /SELF_SIGNED/);
});

test("no webhook goes to link-local addresses, where clouds hand out credentials, however written", async () => {
  await using place = await AlarmPlace.open();

  for (const address of [
    "169.254.169.254",
    "[fe80::1]",
    "[::ffff:169.254.169.254]",
    "0xa9fea9fe",
  ]) {
    const adding = place.add("door", { webhook: `http://${address}/latest` });
    await assert.rejects(adding, { code: "invalid", message: /link-local/ }, address);
  }
});

test("an answer that changes to another protocol is a try that failed, not one without end", async () => {
  const switching =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n";
  await using receiver = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.write(switching));
  });
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  const bound = receiver.address();
  assert.ok(typeof bound === "object" && bound !== null);
  await using place = await AlarmPlace.open();
  await place.add("door", { webhook: `http://127.0.0.1:${bound.port}/` });

  const answer = await tryName(place, "door");

  assert.deepEqual(answer, { isDelivered: false, text: "closed without an answer" });
});
