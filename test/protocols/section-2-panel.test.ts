import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { PANEL_PASSWORD, PanelProcess } from "./panel-process.ts";

const MD5 = createHash("md5").update(PANEL_PASSWORD).digest("hex");

function loginUrl(panel: PanelProcess, password: string): string {
  return `${panel.url}/api/v1/login?username=admin&password=${password}`;
}

async function logIn(panel: PanelProcess, password = MD5) {
  const response = await fetch(loginUrl(panel, password), {
    headers: { authorization: "Bearer " },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("§2.1 an emulated panel logs in by the MD5 of its password, in either case", async () => {
  await using panel = await PanelProcess.take();

  for (const password of [MD5, MD5.toUpperCase()]) {
    const { status, body } = await logIn(panel, password);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ["token", "account_type"]);
    assert.match(String(body["token"]), /^[\da-f]{40}$/);
    assert.equal(body["account_type"], "admin");
  }
});

test("§2.6 its token is taken until the logout, and Basic at any time", async () => {
  await using panel = await PanelProcess.take();
  const { body } = await logIn(panel);
  const authorization = `Bearer ${String(body["token"])}`;
  const read = async (headers: Record<string, string>) =>
    (await fetch(`${panel.url}/api/v1/log/items`, { headers })).status;

  const before = await read({ authorization });
  await fetch(`${panel.url}/api/v1/logout`, { headers: { authorization } });
  const after = await read({ authorization });

  assert.deepEqual(
    [before, after, (await panel.call("/api/v1/log/items")).status],
    [200, 401, 200],
  );
});

test("§2.10 it refuses a wrong password and a missing one in its words", async () => {
  await using panel = await PanelProcess.take();

  const wrong = await logIn(panel, "0".repeat(32));
  const missing = await (await fetch(`${panel.url}/api/v1/login?username=admin`)).text();

  assert.deepEqual(wrong, { status: 400, body: { error: "Wrong login or password" } });
  assert.equal(missing, '{"error":"Required parameters missed"}');
});

test("§2.12 without a token, or with a wrong one, it says Log In", async () => {
  await using panel = await PanelProcess.take();

  for (const headers of [{}, { authorization: `Bearer ${"0".repeat(40)}` }]) {
    const response = await fetch(`${panel.url}/api/v1/log/items?limit=11`, { headers });
    assert.equal(response.status, 401);
    assert.equal(await response.text(), '{"error":"Log In"}');
  }
});

test("§2.22 with the quirk each of its logins is an event, good or bad; a Basic call is none", async () => {
  await using panel = await PanelProcess.start("--quirks", "logins-logged");

  await logIn(panel);
  await logIn(panel, "0".repeat(32));
  await logIn(panel);
  const events = await panel.log("limit=50&sort_type=asc");

  assert.deepEqual(
    events.map(({ name, info }) => [name.key, info.model]),
    [
      ["successful_login_api_call", { account_type: "admin" }],
      ["incorrect_login_api_call", {}],
      ["successful_login_api_call", { account_type: "admin" }],
    ],
  );
});

test("§2.24 its answers are compact JSON on one line", async () => {
  await using panel = await PanelProcess.take();
  await panel.note(2);

  for (const path of ["/api/info", "/api/v1/log/items", "/api/v1/nowhere"]) {
    const response = await panel.call(path);
    const text = await response.text();
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(text, JSON.stringify(JSON.parse(text)));
  }
});
