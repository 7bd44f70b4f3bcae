import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { answer, chunked, contentedly, HANG_UP, ManagementServer } from "./management-server.ts";
import type { RawRequest } from "./management-server.ts";
import { LINK_PASSWORD, PanelProcess } from "./panel-process.ts";

/** Configures the panel's management server. */
async function connect(panel: PanelProcess, server: ManagementServer, path = ""): Promise<void> {
  await panel.act("link", { url: server.url + path, password: LINK_PASSWORD });
}

async function untilDelivered(panel: PanelProcess): Promise<void> {
  await eventually(20_000, async () => {
    if ((await panel.pending()) > 0) throw new Error("not everything is delivered");
  });
}

/** The numbers of the events that {@link PanelProcess.note} noted, as received. */
function numbers(server: ManagementServer): number[] {
  return server.events.filter(({ info }) => "nth" in info).map(({ info }) => Number(info["nth"]));
}

/** Distinct ones in the order in which they first came. */
function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}

const range = (count: number) => Array.from({ length: count }, (_, nth) => nth);

/** The calls received, without heartbeats. */
function deliveries({ calls }: ManagementServer): string[] {
  return calls.filter((call) => call === "login" || call === "logs");
}

function isDelivery({ path }: RawRequest): boolean {
  return path.endsWith("/logs");
}

test("§5.1.1 an emulated panel logs in by its serial and the link password", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await connect(panel, server);
  await server.until(({ requests }) => requests.length > 0);

  const [login] = server.requests;
  assert.equal(login?.method, "POST");
  assert.equal(login.path, "/api/v0/devices/login");
  assert.deepEqual(JSON.parse(login.body), { login: panel.serial, password: LINK_PASSWORD });
  assert.equal(login.headers.has("authorization"), false);
});

test("§5.1.2 one whose login is refused waits, and logs in again before it delivers", async () => {
  let refusals = 2;
  await using server = await ManagementServer.open((request) => {
    if (!request.path.endsWith("/login") || refusals === 0) return contentedly(request);
    refusals -= 1;
    return answer("401 Unauthorized", '{"error":"Wrong login or password"}');
  });
  await using panel = await PanelProcess.take();
  await panel.note(1);

  await connect(panel, server);
  await server.until(({ calls }) => calls.includes("logs"));

  assert.deepEqual(deliveries(server).slice(0, 4), ["login", "login", "login", "logs"]);
});

test("§5.1.3 its delivery has the token and events with time, category, code, priority and model", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await connect(panel, server);

  await panel.act("identifier", { number: "0090069", owner: "Олена", apartment: "7", lock: 1 });
  await server.until(({ events }) => events.length > 0);

  const delivery = server.requests.find(isDelivery);
  assert.equal(delivery?.method, "PUT");
  assert.equal(delivery.path, "/api/v0/devices/logs");
  assert.equal(delivery.headers.get("authorization"), "Bearer a token");
  assert.deepEqual(Object.keys(JSON.parse(delivery.body) as object), ["events"]);
  const [event] = server.events;
  const { created_at: createdAt, ...rest } = event ?? { created_at: 0 };
  assert.ok(Number.isInteger(createdAt) && createdAt > 1_700_000_000_000, "milliseconds");
  assert.deepEqual(rest, {
    category: "access",
    code: "access_granted_by_valid_identifier",
    priority: "medium",
    info: { number: "0090069", type: "card", owner: "Олена", apartment_address: "7", lock: 1 },
  });
});

test("§5.1.4 401 to a delivery makes it log in again and deliver the same", async () => {
  let refusals = 1;
  await using server = await ManagementServer.open((request) => {
    if (!isDelivery(request) || refusals === 0) return contentedly(request);
    refusals -= 1;
    return answer("401 Unauthorized", '{"error":"Log In"}');
  });
  await using panel = await PanelProcess.take();
  await panel.note(3);

  await connect(panel, server);
  await untilDelivered(panel);

  assert.deepEqual(deliveries(server), ["login", "logs", "login", "logs"]);
  assert.deepEqual(numbers(server), [0, 1, 2, 0, 1, 2]);
});

test("§5.1.5 it gives heartbeats, whatever else it does, with its token", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await connect(panel, server);

  await server.until(({ calls }) => calls.filter((call) => call === "pong").length >= 2);

  const pong = server.requests.find(({ path }) => path.endsWith("/pong"));
  assert.equal(pong?.method, "POST");
  assert.equal(pong.path, "/api/v0/devices/pong");
  assert.equal(pong.headers.get("authorization"), "Bearer a token");
});

test("§5.1.7 it calls below the URL that was entered, whatever path that has", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await panel.note(1);

  await connect(panel, server, "/a/b%20c/");
  await server.until(({ calls }) => calls.includes("pong") && calls.includes("logs"));

  const paths = new Set(server.requests.map(({ path }) => path));
  assert.deepEqual(
    [...paths].toSorted(),
    ["login", "logs", "pong"].map((call) => `/a/b%20c/api/v0/devices/${call}`),
  );
});

test("§5.1.8 its API takes a link password of up to 32 ASCII characters, and shows none", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  const path = "/api/v1/network/management/server";
  const set = async (password: string) => {
    const settings = { url: `${server.url}/x`, password, is_heartbeat_enabled: true };
    const body = JSON.stringify({ is_enabled: true, protocol: "http", settings });
    return (await panel.call(path, "PUT", body)).status;
  };

  const statuses = [await set("p".repeat(32)), await set("p".repeat(33)), await set("пароль")];
  await server.until(({ requests }) => requests.length > 0);
  const shown = await (await panel.call(path)).text();

  assert.deepEqual(statuses, [200, 400, 400]);
  assert.match(server.requests[0]?.body ?? "", /"password":"p{32}"/);
  assert.doesNotMatch(shown, /pp/);
  assert.match(shown, new RegExp(`"url":"${server.url}/x"`));
});

test("§5.1.9 it says what its bodies are, or with the quirk nothing at all", async () => {
  for (const [args, expected] of [
    [[], "application/json"],
    [["--quirks", "no-content-type"], undefined],
  ] as const) {
    await using server = await ManagementServer.open();
    await using panel = await PanelProcess.start("--heartbeat-seconds", "1", ...args);
    await panel.note(1);
    await connect(panel, server);
    await server.until(({ calls }) => calls.includes("pong") && calls.includes("logs"));

    const types = new Set(server.requests.map(({ headers }) => headers.get("content-type")));
    assert.deepEqual([...types], [expected]);
  }
});

test("§5.1.10 with the quirk an event now and then has no priority", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.start("--days", "10", "--quirks", "missing-priority");

  await connect(panel, server);
  await untilDelivered(panel);

  const without = server.events.filter((event) => !("priority" in event)).length;
  assert.ok(without > 0 && without < server.events.length / 4, String(without));
});

test("§5.1.11 the numbers of identifiers are strings, those of locks integers", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.start("--days", "20");

  await connect(panel, server);
  await untilDelivered(panel);

  const models = server.events.map(({ info }) => info);
  const valuesOf = (name: string) =>
    models.flatMap((model) => (name in model ? [model[name]] : []));
  assert.ok(valuesOf("number").length > 50);
  assert.ok(valuesOf("number").every((value) => typeof value === "string"));
  assert.ok(valuesOf("lock").length > 50);
  assert.ok(valuesOf("lock").every((value) => Number.isInteger(value)));
});

test("§5.1.12 its deliveries name no panel", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.start("--days", "3");

  await connect(panel, server);
  await untilDelivered(panel);

  for (const request of server.requests.filter(isDelivery)) {
    assert.doesNotMatch(request.path + request.body, new RegExp(panel.serial));
  }
});

test("§5.1.13 it delivers its whole history when it is enabled, oldest first, in hundreds, and goes on live", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.start("--days", "10", "--quirks", "logins-between-bursts");
  const happened = await panel.happened();
  assert.ok(happened.length > 250, String(happened.length));

  await connect(panel, server);
  await untilDelivered(panel);

  assert.deepEqual(
    server.events.map(({ created_at: at, code, info }) => [at, code, info]),
    happened.map(({ occurredAtMs, key, model }) => [occurredAtMs, key, model]),
  );
  const times = server.events.map(({ created_at: at }) => at);
  assert.deepEqual(
    times.toSorted((a, b) => a - b),
    times,
  );
  const sizes = server.requests
    .filter(isDelivery)
    .map(({ body }) => (JSON.parse(body) as { events: unknown[] }).events.length);
  assert.ok(sizes.slice(0, -1).every((size) => size === 100));
  // every burst of a backlog has a login before it; what is no backlog any more has none
  assert.deepEqual(server.calls.slice(0, 4), ["login", "logs", "login", "logs"]);

  const before = server.calls.length;
  await panel.note(1);
  await server.until(({ calls }) => calls.length > before);
  assert.deepEqual(server.calls.slice(before), ["logs"]);
  assert.deepEqual(numbers(server), [0]);
});

for (const [what, respond] of [
  ["answers 503", () => answer("503 Service Unavailable", "{}")],
  ["answers 400", () => answer("400 Bad Request", "{}")],
  ["hangs up", () => HANG_UP],
  ["answers what is no HTTP", () => "SSH-2.0-panel\r\n\r\n"],
  ["answers 200 with a length that is none", () => "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"],
] as const) {
  test(`§5.1.14 what a server that ${what} did not acknowledge is delivered later, in its order`, async () => {
    let failures = 2;
    await using server = await ManagementServer.open((request) => {
      if (!isDelivery(request) || failures === 0) return contentedly(request);
      failures -= 1;
      return respond();
    });
    await using panel = await PanelProcess.take();
    await panel.note(5);

    await connect(panel, server);
    await untilDelivered(panel);

    assert.equal(failures, 0);
    assert.deepEqual(distinct(numbers(server)), range(5));
    assert.deepEqual(numbers(server).slice(-5), range(5));
  });
}

test("§5.1.14 what happened while nobody was there is delivered when someone is, at the time it happened", async () => {
  await using panel = await PanelProcess.take();
  const first = await ManagementServer.open();
  await connect(panel, first);
  await first.until(({ calls }) => calls.length > 0);
  const { port } = first;
  await first[Symbol.asyncDispose]();
  await panel.note(5);

  await using second = await ManagementServer.open(contentedly, port);
  await untilDelivered(panel);

  const happened = await panel.happened();
  assert.deepEqual(
    second.events.map(({ created_at: at }) => at),
    happened.map(({ occurredAtMs }) => occurredAtMs),
  );
});

test("§5.1.15 it sends each delivery once, or with the quirk now and then twice", async () => {
  for (const [args, isDoubled] of [
    [[], false],
    [["--quirks", "doubled-pushes"], true],
  ] as const) {
    await using server = await ManagementServer.open();
    await using panel = await PanelProcess.start("--days", "60", ...args);

    await connect(panel, server);
    await untilDelivered(panel);

    const bodies = server.requests.filter(isDelivery).map(({ body }) => body);
    assert.equal(new Set(bodies).size < bodies.length, isDoubled);
  }
});

test("§5.1.16 it takes 200 for the acknowledgement, however it comes, and nothing else", async () => {
  await using server = await ManagementServer.open((request, nth) => {
    if (!isDelivery(request)) return contentedly(request);
    if (nth % 2 === 0) return chunked('{"status":"ok"}');
    return "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  });
  await using panel = await PanelProcess.start("--days", "8");

  await connect(panel, server);
  await untilDelivered(panel);

  const bodies = server.requests.filter(isDelivery).map(({ body }) => body);
  assert.ok(bodies.length > 2);
  assert.equal(new Set(bodies).size, bodies.length);
  const deliveries = await panel.happened();
  assert.ok(deliveries.every(({ isDelivered }) => isDelivered));
});

test("§5.1.17 it waits for each answer, or with the quirk sends ahead", async () => {
  for (const [args, isAhead] of [
    [[], false],
    [["--quirks", "pipelining"], true],
  ] as const) {
    await using server = await ManagementServer.open();
    await using panel = await PanelProcess.start("--days", "30", ...args);

    await connect(panel, server);
    await untilDelivered(panel);

    const ahead = server.requests.some(({ ahead }) => ahead > 0);
    assert.equal(ahead, isAhead);
    assert.equal(server.events.length, (await panel.happened()).length);
  }
});

test("§5.1.18 with the quirk its requests come in pieces, and are whole all the same", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.start("--days", "20", "--quirks", "pipelining");

  await connect(panel, server);
  await untilDelivered(panel);

  assert.ok(server.requests.some(({ pieces }) => pieces > 1));
  assert.equal(server.events.length, (await panel.happened()).length);
});

test("§5.1.24 it refreshes now and then, after many heartbeats", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await connect(panel, server);

  await server.until(({ calls }) => calls.includes("refresh"));

  const heartbeats = server.calls.slice(0, server.calls.indexOf("refresh"));
  assert.ok(heartbeats.filter((call) => call === "pong").length >= 5);
});

test("§5.1.25 it tries again after its time only, and logs in anew after a restart", async () => {
  await using server = await ManagementServer.open((request) =>
    isDelivery(request) ? answer("503 Service Unavailable", "{}") : contentedly(request),
  );
  await using panel = await PanelProcess.start(
    "--retry-seconds",
    "3600",
    "--heartbeat-seconds",
    "1",
  );
  await panel.note(1);

  await connect(panel, server);
  // heartbeats go on while it waits
  await server.until(({ calls }) => calls.filter((call) => call === "pong").length >= 2);
  assert.equal(server.calls.filter((call) => call === "logs").length, 1);

  await panel.act("restart");
  await server.until(({ calls }) => calls.filter((call) => call === "logs").length === 2);
  const codes = server.events.map(({ code }) => code);
  assert.deepEqual(codes, ["door_was_opened", "door_was_opened", "device_booted"]);
  assert.equal(server.calls.filter((call) => call === "login").length, 2);
});

test("§5.1.26 a cut cable ends its connections; what happened meanwhile comes when it is whole", async () => {
  await using server = await ManagementServer.open();
  await using panel = await PanelProcess.take();
  await connect(panel, server);
  await server.until(({ calls }) => calls.length > 0);

  await panel.act("network", { isCut: true });
  await panel.note(3);
  assert.equal(server.events.length, 0);
  await panel.act("network", { isCut: false });
  await untilDelivered(panel);

  assert.deepEqual(numbers(server), [0, 1, 2]);
  const connections = new Set(server.requests.map(({ connection }) => connection));
  assert.ok(connections.size >= 2);
});
