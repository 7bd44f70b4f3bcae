import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";

let app: TestApp;

before(async () => {
  app = await openApp();
});

after(() => app[Symbol.asyncDispose]());

test("the page and all that it loads come from this server", async () => {
  const page = await app.get("/docs/");
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = ""]) => path);
  const parts = await Promise.all(loaded.map((path) => app.get(`/docs/${path}`)));

  assert.equal(page.status, 200);
  assert.ok(loaded.length >= 5, `${loaded.length} parts`);
  assert.deepEqual(
    loaded.filter((path) => !path.startsWith("./static/")),
    [],
  );
  assert.deepEqual(
    parts.map(({ status }) => status),
    parts.map(() => 200),
  );
});

test("the page's policy lets it ask this server and no other", async () => {
  const { headers } = await app.get("/docs/");

  const policy = headers.get("content-security-policy") ?? "";

  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src 'self'/);
  assert.match(policy, /script-src 'self'/);
  assert.doesNotMatch(policy, /https?:/);
});

test("the page shows the book's document", async () => {
  const shown = await app.get("/docs/json");
  const served = await app.get("/book/v1/openapi.json");

  assert.equal(shown.status, 200);
  assert.deepEqual(JSON.parse(shown.text), JSON.parse(served.text));
});

test("a part of the page that is not there is answered as any unknown path", async () => {
  const answer = await app.get("/docs/static/nothing.js");

  assert.equal(answer.status, 404);
  assert.equal(answer.text, '{"error":"Not found"}');
});
