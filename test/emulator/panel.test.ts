import assert from "node:assert/strict";
import { test } from "node:test";
import { startPanel } from "../../src/emulator.ts";
import { basic } from "../support/app.ts";
import { PushReceiver } from "./push-receiver.ts";

/** The events that the panel's API shows, newest first. */
async function readLog(panel: { url: string; password: string }) {
  const url = `${panel.url}/api/v1/log/items?limit=50&sort_type=desc`;
  const response = await fetch(url, { headers: basic("admin", panel.password) });
  assert.equal(response.status, 200);
  const { list_items } = (await response.json()) as {
    list_items: { timestamp: number; name: { key: string }; info: { model: unknown } }[];
  };
  return list_items.map(({ timestamp, name, info }) => ({ timestamp, key: name.key, ...info }));
}

test("shows in its log what was done to it", async () => {
  await using panel = await startPanel();

  const pressed = panel.pressExitButton(1);
  panel.openDoor();
  panel.useIdentifier({ number: "3090069", owner: "Olena", apartment: "12" });
  panel.useIdentifier({ number: "4711", isValid: false });
  panel.fire({ key: "bond_lift_request", model: { floor: 3 } });

  const log = await readLog(panel);
  assert.deepEqual(
    log.map(({ key }) => key),
    [
      "bond_lift_request",
      "access_denied_by_unknown_card",
      "access_granted_by_valid_identifier",
      "door_was_opened",
      "lock_was_opened_by_exit_btn",
    ],
  );
  assert.equal(log.at(-1)?.timestamp, pressed.occurredAtMs);
  assert.deepEqual(log.at(-1)?.model, { lock: 1 });
});

test("pushes what it notes and knows what was acknowledged", async () => {
  await using server = await PushReceiver.open();
  await using panel = await startPanel({
    link: { url: `${server.url}/any/prefix`, password: "pw" },
  });

  panel.pressExitButton();
  await panel.delivered();

  const [login, logs] = server.calls;
  assert.equal(login?.path, "/any/prefix/api/v0/devices/login");
  assert.deepEqual(JSON.parse(login?.body ?? ""), { login: panel.serial, password: "pw" });
  assert.equal(logs?.path, "/any/prefix/api/v0/devices/logs");
  assert.equal(logs?.token, "t0ken");
  assert.deepEqual(
    panel.happened().map(({ key, isDelivered, isLost }) => [key, isDelivered, isLost]),
    [["lock_was_opened_by_exit_btn", true, false]],
  );
});

test("keeps what a server did not acknowledge, and delivers it again in its order", async () => {
  let refusals = 3;
  await using server = await PushReceiver.open(({ path }) => {
    if (!path.endsWith("/logs") || refusals === 0) return { status: 200 };
    refusals -= 1;
    return refusals === 1 ? undefined : { status: 503 };
  });
  await using panel = await startPanel({ link: { url: server.url, password: "pw" }, retryMs: 5 });

  for (let nth = 0; nth < 5; nth++) panel.pressExitButton(nth);
  await panel.delivered();

  const locks = server.events.map(({ info }) => (info as { lock: number }).lock);
  assert.deepEqual(locks.slice(-5), [0, 1, 2, 3, 4]);
  assert.equal(refusals, 0);
});

test("logs in again where its token is not taken, and pushes the same again", async () => {
  await using server = await PushReceiver.open(({ path }, nth) => ({
    status: path.endsWith("/logs") && nth < 2 ? 401 : 200,
  }));
  await using panel = await startPanel({
    link: { url: server.url, password: "pw" },
    retryMs: 60_000,
  });

  panel.pressExitButton();
  await panel.delivered();

  const paths = server.calls.map(({ path }) => path.split("/").at(-1));
  assert.deepEqual(paths, ["login", "logs", "login", "logs"]);
});

test("notes alike events a millisecond apart", async () => {
  await using panel = await startPanel();
  panel.setClock({ offsetMs: 0, driftPpm: -1_000_000 });

  const times = [1, 2, 3].map(() => panel.openDoor().occurredAtMs);

  const [first = 0] = times;
  assert.deepEqual(times, [first, first + 1, first + 2]);
});

test("forgets the oldest events past its ring, and says which were lost", async () => {
  await using panel = await startPanel({ ringSize: 3 });

  for (let lock = 0; lock < 10; lock++) panel.pressExitButton(lock);

  assert.deepEqual(
    (await readLog(panel)).map(({ model }) => model),
    [{ lock: 9 }, { lock: 8 }, { lock: 7 }],
  );
  assert.deepEqual(
    panel.happened().map(({ isLost }) => isLost),
    [...Array.from({ length: 7 }, () => true), false, false, false],
  );
});

test("forgets all when it is wiped, and goes on", async () => {
  await using panel = await startPanel();
  panel.pressExitButton();

  panel.wipe();
  panel.openDoor();

  assert.deepEqual(
    (await readLog(panel)).map(({ key }) => key),
    ["door_was_opened"],
  );
  assert.equal(panel.happened().length, 2);
});

test("is silent while its network is cut", async () => {
  await using panel = await startPanel();

  panel.cutNetwork();
  await assert.rejects(fetch(`${panel.url}/api/info`));
  panel.restoreNetwork();

  assert.equal((await fetch(`${panel.url}/api/info`)).status, 200);
});

test("refuses to note anything while it is off, and boots", async () => {
  await using panel = await startPanel();

  const booted = panel.restart(20);
  await new Promise((resolve) => setImmediate(resolve));
  assert.throws(() => panel.pressExitButton(), /is off/);
  await booted;

  assert.deepEqual(
    panel.happened().map(({ key }) => key),
    ["device_booted"],
  );
});

test("goes by a clock that was set wrong", async () => {
  await using panel = await startPanel();

  panel.setClock({ offsetMs: -3_600_000 });

  const { atMs, occurredAtMs } = panel.openDoor();
  assert.equal(atMs - occurredAtMs, 3_600_000);
});

test("says so when it is to have delivered and has no server", async () => {
  await using panel = await startPanel();
  panel.openDoor();

  await assert.rejects(panel.delivered(), /has no server to deliver to/);
});

test("lets a manager log in and read nothing", async () => {
  const accounts = [{ name: "guard", type: "manager", password: "pw" }] as const;
  await using panel = await startPanel({ accounts, model: "AA-14FB" });

  const answer = await fetch(`${panel.url}/api/v1/log/items`, { headers: basic("guard", "pw") });
  const info = (await (await fetch(`${panel.url}/api/info`)).json()) as Record<string, unknown>;

  assert.equal(answer.status, 400);
  assert.deepEqual(await answer.json(), { error: "Administrator rights required" });
  assert.equal(info["device_model"], "AA-14FB");
});
