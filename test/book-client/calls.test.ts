import assert from "node:assert/strict";
import { test } from "node:test";
import { DoorbookClient } from "../../src/book-client/client.ts";
import { cut, json, ScriptedServer } from "../support/scripted-server.ts";

const TOKENS = { tokens: [] };

const busy = json(503, { error: { code: "unavailable", message: "The log is busy" } });

function clientOf(url: string, options: object = {}): DoorbookClient {
  return new DoorbookClient({ url, token: "dbk_1", retryDelayMs: 1, ...options });
}

test("tries a reading call again when the connection breaks or the server is busy", async () => {
  await using server = await ScriptedServer.open(cut, busy, json(200, TOKENS));

  const tokens = await clientOf(server.url).tokens();

  assert.deepEqual(tokens, []);
  assert.equal(server.calls.length, 3);
});

test("gives up after so many tries, with the server's own words", async () => {
  await using server = await ScriptedServer.open(busy);

  await assert.rejects(clientOf(server.url, { retries: 2 }).tokens(), {
    name: "DoorbookError",
    code: "unavailable",
    status: 503,
    message: "The log is busy",
  });

  assert.equal(server.calls.length, 3);
});

test("does not wait for a server that asks for more than a minute", async () => {
  await using server = await ScriptedServer.open(
    json(503, { error: { code: "unavailable", message: "later" } }, { "retry-after": "3600" }),
  );

  await assert.rejects(clientOf(server.url).tokens(), { retryAfterMs: 3_600_000 });

  assert.equal(server.calls.length, 1);
});

test("never repeats a call that changes something", async () => {
  await using server = await ScriptedServer.open(cut);
  const client = clientOf(server.url);

  await assert.rejects(client.addToken({ name: "n", rights: ["events:read"] }), {
    code: "unreachable",
  });
  await assert.rejects(client.removeToken(1), { code: "unreachable" });

  assert.deepEqual(server.calls, ["POST /book/v1/tokens", "DELETE /book/v1/tokens/1"]);
  assert.equal(server.headers[0]?.["x-doorbook"], "1");
});

test("does not repeat what the server refuses, and says where a query is wrong", async () => {
  const error = { code: "bad_query", message: "Expected a value", position: 9 };
  await using server = await ScriptedServer.open(json(400, { error }));

  await assert.rejects(clientOf(server.url).events({ q: "owner eq" }), {
    code: "bad_query",
    status: 400,
    position: 9,
  });

  assert.deepEqual(server.calls, ["GET /book/v1/events?q=owner+eq"]);
});

test("logs in by itself, and again when its token is refused", async () => {
  await using server = await ScriptedServer.open(
    json(200, { token: "first" }),
    json(401, { error: { code: "unauthorised", message: "Log in" } }),
    json(200, { token: "second" }),
    json(200, TOKENS),
  );
  const client = new DoorbookClient({ url: server.url, username: "admin", password: "p" });

  await client.tokens();

  const login = "GET /api/v1/login?username=admin&password=83878c91171338902e0fe0fb97a8c47a";
  const asked = "GET /book/v1/tokens";
  assert.deepEqual(server.calls, [login, asked, login, asked]);
  assert.equal(server.headers[3]?.authorization, "Bearer second");
});

test("shares one login among calls at the same time", async () => {
  await using server = await ScriptedServer.open(json(200, { token: "t" }), json(200, TOKENS));
  const client = new DoorbookClient({ url: server.url, username: "admin", password: "p" });

  await Promise.all([client.tokens(), client.tokens(), client.tokens()]);

  assert.equal(server.calls.filter((call) => call.includes("login")).length, 1);
});

test("gives up a call that is not answered in time", async () => {
  await using server = await ScriptedServer.open(() => undefined);

  await assert.rejects(clientOf(server.url, { timeoutMs: 20 }).tokens(), { code: "timeout" });
});

test("throws the reason of a signal, before, during and between tries", async () => {
  await using silent = await ScriptedServer.open(() => undefined);
  await using broken = await ScriptedServer.open(cut);
  const reason = new Error("enough");
  const during = new AbortController();
  const between = AbortSignal.timeout(30);

  const before = clientOf(silent.url).tokens({ signal: AbortSignal.abort(reason) });
  const meanwhile = clientOf(silent.url, { signal: during.signal }).tokens();
  const waiting = clientOf(broken.url, { retryDelayMs: 60_000 }).tokens({ signal: between });
  during.abort(reason);

  await assert.rejects(before, reason);
  await assert.rejects(meanwhile, reason);
  await assert.rejects(waiting, { name: "TimeoutError" });
});

test("follows no redirection, so that a token goes to nobody else", async () => {
  await using elsewhere = await ScriptedServer.open(json(200, TOKENS));
  await using server = await ScriptedServer.open((response) => {
    response.writeHead(307, { location: `${elsewhere.url}/book/v1/tokens` }).end();
  });

  await assert.rejects(clientOf(server.url).tokens(), { code: "bad_answer", status: 307 });

  assert.deepEqual(elsewhere.calls, []);
});

for (const [title, body] of [
  ["no JSON", "<h1>Proxy</h1>"],
  ["of another shape", JSON.stringify({ tokens: [{ id: "one" }] })],
] as const) {
  test(`refuses an answer that is ${title}`, async () => {
    await using server = await ScriptedServer.open((response) => response.end(body));

    await assert.rejects(clientOf(server.url).tokens(), { code: "bad_answer" });
  });
}

for (const [url, message] of [
  ["ftp://127.0.0.1", /not http/],
  ["http://me:secret@127.0.0.1", /as options/],
  ["http://127.0.0.1/?a=1", /question/],
  ["nowhere", /Invalid URL/],
] as const) {
  test(`takes ${url} for no server`, () => {
    assert.throws(() => clientOf(url), { name: "TypeError", message });
  });
}
