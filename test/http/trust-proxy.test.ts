import assert from "node:assert/strict";
import { test } from "node:test";
import { isNetwork } from "../../src/http/trusted-proxies.ts";
import { openApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { PushServer } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const PROXY = "127.0.0.9";
const CALLER = "192.0.2.7";
const settings = { trustProxy: ["127.0.0.9"] };

/** A login with a wrong password, as it comes from a proxy or from whoever says it is one. */
function wrongLogin(forwardedFor: string, name = "admin"): string {
  const path = `/api/v1/login?username=${name}&password=${"0".repeat(32)}`;
  const headers = { "x-forwarded-for": forwardedFor, connection: "close" };
  return requestBytes(`GET ${path}`, headers).toString();
}

/** How many of so many wrong logins are still looked at, none of them throttled. */
async function looked(
  send: (nth: number) => Promise<{ readonly status: number }>,
): Promise<number> {
  let count = 0;
  for (let i = 0; i < 11; i++) if ((await send(i)).status !== 429) count += 1;
  return count;
}

test("counts what comes through a trusted proxy for the caller that the proxy names", async () => {
  await using app = await openApp({ settings });

  const first = await looked(() => app.send(wrongLogin(CALLER), PROXY));
  const other = await app.send(wrongLogin("192.0.2.8"), PROXY);
  const own = await app.send(wrongLogin(`198.51.100.1, ${CALLER}`), PROXY);

  assert.equal(first, 10);
  assert.equal(other.status, 400);
  // what the caller itself put in front of the proxy's word counts for nothing
  assert.equal(own.status, 429);
});

for (const [what, from, forwarded] of [
  ["who is no trusted proxy", "127.0.0.1", (nth: number) => `192.0.2.${nth}`],
  ["a proxy that passes on what is no address", PROXY, (nth: number) => `unknown-${nth}`],
] as const) {
  test(`does not believe the addresses that ${what} names`, async () => {
    await using app = await openApp({ settings });

    const count = await looked((nth) => app.send(wrongLogin(forwarded(nth)), from));

    assert.equal(count, 10);
  });
}

test("names the forwarded address in the event of a failed login", async () => {
  await using app = await openApp({ settings });

  await app.send(wrongLogin(CALLER), PROXY);

  await eventually(5_000, async () => {
    const [event] = await app.stores.log.after(0, 1);
    assert.match(event?.extra ?? event?.model ?? "", /192\.0\.2\.7/);
  });
});

test("does not hold a trusted proxy to the connections of one address, but its callers", async () => {
  const limits = { connectionsPerAddress: 2 };
  await using server = await PushServer.open({ limits, trustProxy: ["127.0.0.0/8"] });
  const login = (from: string) => {
    const headers = { "x-forwarded-for": from, "content-length": "9" };
    return requestBytes("POST /api/v0/devices/login", headers);
  };
  const wires = await Promise.all(Array.from({ length: 5 }, () => Wire.connect(server.port)));
  const [first, second, third, fourth, fifth] = wires;

  // two that are under way, for the rest of their bodies is missing
  await first?.write(login(CALLER));
  await second?.write(login(CALLER));
  await eventually(5_000, async () => {
    await third?.write(requestBytes("GET /healthz", { "x-forwarded-for": CALLER }));
    assert.equal((await third?.answer())?.status, 503);
  });
  await fourth?.write(requestBytes("GET /healthz", { "x-forwarded-for": "192.0.2.8" }));
  await fifth?.write(requestBytes("GET /healthz", {}));

  assert.equal((await fourth?.answer())?.status, 200);
  assert.equal((await fifth?.answer())?.status, 200);
  await first?.write('{"a":"b"}');
  assert.equal((await first?.answer())?.status, 401);
  await eventually(5_000, async () => {
    await third?.write(requestBytes("GET /healthz", { "x-forwarded-for": CALLER }));
    assert.equal((await third?.answer())?.status, 200);
  });
  for (const wire of wires) wire[Symbol.dispose]();
});

test("does not take a heartbeat behind a proxy for that of who logged in before on its connection", async () => {
  await using server = await PushServer.open({ trustProxy: ["127.0.0.1"] });
  const heard: string[] = [];
  const { sessions } = server;
  const tell = sessions.heard.bind(sessions);
  sessions.heard = (panel) => {
    heard.push(panel);
    tell(panel);
  };
  using wire = await Wire.connect(server.port);
  const body = JSON.stringify({ login: "AA-1", password: "open the gate" });
  await wire.write(requestBytes("POST /api/v0/devices/login", { "x-forwarded-for": CALLER }, body));
  assert.equal((await wire.answer())?.status, 200);
  heard.length = 0;

  await wire.write(requestBytes("POST /api/v0/devices/pong", { "x-forwarded-for": "192.0.2.8" }));

  assert.equal((await wire.answer())?.status, 200);
  assert.deepEqual(heard, []);
});

for (const [text, isOne] of [
  ["127.0.0.1", true],
  ["10.0.0.0/8", true],
  ["fd00::/8", true],
  ["0.0.0.0/0", false],
  ["::/0", false],
  ["10.0.0.0/33", false],
  ["true", false],
  ["10.0.0.0/8/8", false],
] as const) {
  test(`${isOne ? "takes" : "refuses"} ${text} as a proxy's address or network`, () => {
    assert.equal(isNetwork(text), isOne);
  });
}
