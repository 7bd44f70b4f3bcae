import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openApp } from "../../support/app.ts";
import type { Answer, TestApp } from "../../support/app.ts";

const CLOSE = "Connection: close\r\n\r\n";

let app: TestApp;
let admin: { authorization: string };

before(async () => {
  app = await openApp();
  admin = await app.bearer();
  await app.addAccount("guard", "manager");
});

after(() => app[Symbol.asyncDispose]());

/** The refusal that an answer holds. */
function refusalIn({ text }: Answer): unknown {
  return (JSON.parse(text) as { error: unknown }).error;
}

for (const [what, bytes, status, code] of [
  ["an unknown path", `GET /book/v1/nothing HTTP/1.1\r\n${CLOSE}`, 404, "not_found"],
  ["the prefix alone", `GET /book/v1/ HTTP/1.1\r\n${CLOSE}`, 404, "not_found"],
  ["another method", `DELETE /book/v1/sites HTTP/1.1\r\n${CLOSE}`, 405, "method_not_allowed"],
  ["nobody", `GET /book/v1/sites HTTP/1.1\r\n${CLOSE}`, 401, "unauthorised"],
  ["a bad URL", `GET /book/v1/%zz HTTP/1.1\r\n${CLOSE}`, 400, "invalid"],
  ["a long URL", `GET /book/v1/${"x".repeat(40_000)} HTTP/1.1\r\n${CLOSE}`, 414, "too_large"],
  [
    "another transfer coding",
    `POST /book/v1/sites HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n${CLOSE}0\r\n\r\n`,
    501,
    "not_implemented",
  ],
] as const) {
  test(`refuses ${what} with ${status} in the book's shape`, async () => {
    const answer = await app.send(bytes);

    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.match(answer.text, new RegExp(`"error":\\{"code":"${code}","message":"[^"]+"\\}`));
  });
}

test("refuses an account that may not read the log with 403", async () => {
  const answer = await app.get("/book/v1/sites", await app.bearer("guard"));

  assert.equal(answer.status, 403);
  assert.deepEqual(refusalIn(answer), {
    code: "forbidden",
    message: "The right panels:read is needed for that",
  });
});

test("asks for a token where there is none", async () => {
  const answer = await app.get("/book/v1/sites");

  assert.equal(answer.headers.get("www-authenticate"), "Bearer");
});

test("names the methods that a path takes when it refuses one", async () => {
  const answer = await app.put("/book/v1/sites", "", admin);

  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS");
});

test("keeps the panel's words outside of the book", async () => {
  const answer = await app.get("/book/v2/sites");

  assert.equal(answer.text, '{"error":"Not found"}');
});

test("lists the sites that have a zone and those that panels name", async () => {
  await using other = await openApp();
  const body = (members: object) => JSON.stringify(members);
  await other.stores.fleet.change("site", [{ id: "North", body: body({ zone: "Europe/Kyiv" }) }]);
  await other.stores.fleet.change("panel", [
    { id: "P1", body: body({ site: "North" }) },
    { id: "P2", body: body({ site: "Yard" }) },
  ]);
  await other.doorbook.intake.fleet.refresh();

  const answer = await other.get("/book/v1/sites", await other.bearer());

  assert.deepEqual(JSON.parse(answer.text), {
    sites: [
      { name: "North", zone: "Europe/Kyiv", panels: 1 },
      { name: "Yard", zone: "UTC", panels: 1 },
    ],
  });
});
