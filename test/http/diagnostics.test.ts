import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import { openDiagnostics } from "../../src/http/diagnostics.ts";
import { Floors } from "../../src/accounts/floors.ts";
import { openHttpApp } from "../../src/http/app.ts";
import { eventually } from "../support/eventually.ts";
import { ADMIN_PASSWORD, basic, loginPath, openApp, refusal } from "../support/app.ts";

test("keeps passwords and tokens out of the diagnostics, at every level", async () => {
  await using app = await openApp({ settings: { logLevel: "trace" } });
  const headers = await app.bearer();

  await app.login();
  await app.login("admin", "wrong");
  await app.get("/api/v0/login?username=admin&password=hunter2&__proto__=x");
  await app.get("/api/%zz?password=hunter2");
  await app.get(`/panels/${"x".repeat(2000)}/api/v1/login?password=hunter2`);
  await app.get("/api/v1/log/items", headers);
  await app.get("/api/v1/log/items", basic("admin", "hunter2"));
  await app.send("GET /api/v1/login?password=hunter2 HTTP/9\r\n\r\n");

  const text = app.diagnostics.join("");
  for (const secret of [
    ADMIN_PASSWORD,
    "hunter2",
    loginPath("admin", ADMIN_PASSWORD).slice(-32),
    headers.authorization.slice(-40),
    basic("admin", "hunter2").authorization.slice(-12),
  ]) {
    assert.equal(text.includes(secret), false, `${secret} is told`);
  }
});

test("hides what a line says by name, and what an error quotes of a URL", () => {
  const lines: string[] = [];
  const diagnostics = openDiagnostics("info", { write: (line) => lines.push(line) });

  diagnostics.info({
    headers: { authorization: "Basic hunter2" },
    req: { method: "GET", url: "/api/v1/login?username=a&password=hunter2" },
    password: "hunter2",
    account: { verifier: "hunter2" },
    err: new Error('no route for /api/v1/login?username=a"b&password=hunter2'),
  });

  assert.equal(lines.join("").includes("hunter2"), false);
  assert.doesNotThrow(() => JSON.parse(lines.join("")));
  assert.match(lines.join(""), /"path":"\/api\/v1\/login"/);
});

for (const [failure, status, error] of [
  [new Error("secret detail"), 500, "Internal error"],
  [new AppError("damaged", "secret detail"), 500, "Internal error"],
  [new AppError("internal", "secret detail"), 500, "Internal error"],
  [new AppError("unavailable", "The disk is full"), 503, "The disk is full"],
  [
    Object.assign(new Error("secret detail"), { statusCode: 400, code: "EIO" }),
    500,
    "Internal error",
  ],
] as const) {
  test(`answers ${failure.name} "${failure.message}" of the log with ${status}`, async () => {
    const lines: string[] = [];
    await using app = await openApp();
    const { log: store } = app.stores;
    const { accounts } = app.doorbook;
    const headers = await app.bearer();
    const broken = await openHttpApp({
      log: {
        list: async () => Promise.reject(failure),
        kinds: async (view) => store.kinds(view),
        head: async () => store.head(),
        after: async (seq, limit) => store.after(seq, limit),
      },
      accounts,
      floors: new Floors({ store: app.stores.accounts, log: store, now: Date.now }),
      diagnostics: openDiagnostics("info", { write: (line) => lines.push(line) }),
      reading: { defaultOrder: "asc" },
      hidesEchoes: false,
      addPanelRoutes: () => undefined,
      hasPanels: true,
      addRoutes: () => {},
      rewriteUrl: (url) => url,
    });

    const answer = await broken.inject({ url: "/api/v1/log/items?limit=10", headers });
    await broken.close();

    assert.equal(answer.statusCode, status);
    assert.equal(answer.headers["content-type"], "application/json");
    assert.equal(answer.body, refusal(error));
    assert.equal(lines.length, 1);
    assert.equal(lines[0]?.includes(failure.message), true);
    assert.equal(lines[0]?.includes("limit=10"), false);
  });
}

test("does not take a caller that hangs up for a failure of ours", async () => {
  await using app = await openApp();
  const { authorization } = await app.bearer();
  const { server } = app.doorbook.app;

  const socket = connect(Number(new URL(app.address).port), "127.0.0.1");
  socket.write(
    "POST /api/v1/network/timezone/manual HTTP/1.1\r\n" +
      `Authorization: ${authorization}\r\nContent-Length: 10\r\n\r\nhalf`,
  );
  await once(server, "request");
  socket.resetAndDestroy();
  await eventually(5_000, async () => {
    const connections = await new Promise((resolve) => {
      server.getConnections((_error, count) => resolve(count));
    });
    assert.equal(connections, 0);
  });

  assert.deepEqual(
    app.diagnostics.filter((line) => !line.includes('"level":30')),
    [],
  );
});
