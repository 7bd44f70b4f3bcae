import assert from "node:assert/strict";
import { fastify } from "fastify";
import { test } from "node:test";
import { RIGHTS } from "../../../src/accounts/rights.ts";
import { guardBook } from "../../../src/http/book-guard.ts";
import { handleBookError } from "../../../src/http/book/book-error.ts";
import { openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { makeToken } from "../../support/logins.ts";

/** An app with a route for each right, and one that asks for none, by the accounts of another. */
function guarded({ doorbook }: TestApp) {
  const app = fastify();
  app.decorateRequest("caller");
  app.setErrorHandler(handleBookError);
  guardBook(app, doorbook.accounts);
  for (const right of [...RIGHTS, "login", "none"] as const) {
    const config = { right };
    app.get(pathOf(right), { config }, (request) => request.caller?.account.name ?? "nobody");
  }
  return app;
}

/** A colon would begin a parameter. */
const pathOf = (right: string): string => `/book/v1/${right.replace(":", "-")}`;

test("a route of the book that does not say what right it needs cannot be added", async () => {
  await using app = await openApp();
  await using other = guarded(app);

  assert.throws(
    () => other.get("/book/v1/forgotten", () => "open"),
    /GET \/book\/v1\/forgotten does not say in its config what right it needs/,
  );
  assert.throws(() => other.get("/book/v1", () => "open"), /config/);
  other.get("/book", () => "not the book's");
});

test("each route lets pass who has its right, by GET and by HEAD, and says which one is missing", async () => {
  await using app = await openApp();
  await using other = guarded(app);
  const passed: Record<string, readonly string[]> = {};

  for (const held of RIGHTS) {
    const headers = await makeToken(app, { name: "one right", rights: [held] });
    const statuses: (readonly [string, number, number])[] = [];
    for (const asked of RIGHTS) {
      const url = pathOf(asked);
      const { statusCode, body } = await other.inject({ url, headers });
      const head = await other.inject({ method: "HEAD", url, headers });
      assert.equal(head.statusCode, statusCode);
      if (statusCode !== 200)
        assert.match(body, new RegExp(`The right ${asked} is needed for that"`));
      statuses.push([asked, statusCode, head.statusCode]);
    }
    passed[held] = statuses.filter(([, status]) => status === 200).map(([asked]) => asked);
  }

  assert.deepEqual(passed, {
    "events:read": ["events:read"],
    "events:write": ["events:write"],
    "panels:read": ["panels:read"],
    "panels:write": ["panels:write"],
    admin: RIGHTS,
  });
});

test("a manager may log in, no more; who is nobody gets what asks for nothing", async () => {
  await using app = await openApp();
  await using other = guarded(app);
  await app.addAccount("doorman", "manager");
  const headers = await app.bearer("doorman");
  const ask = async (right: string, headers = {}) =>
    (await other.inject({ url: pathOf(right), headers })).statusCode;

  assert.deepEqual(
    [await ask("login", headers), await ask("events:read", headers), await ask("none")],
    [200, 403, 200],
  );
  assert.deepEqual([await ask("login"), await ask("admin")], [401, 401]);
});
