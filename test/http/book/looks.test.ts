import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../../support/app.ts";
import { event, wholeLog } from "../../support/events.ts";

const ROUTES = [
  "/book/v1/events?q=olena&limit=1",
  "/book/v1/events?q=%20olena%20&from=2026-01-01&page=1",
  "/book/v1/facets?q=olena&field=name",
  "/book/v1/histogram?q=olena&bucket=day&from=2026-01-01&to=2026-01-02",
];

test("whoever looks into the book is told of once for a query, however it is asked", async () => {
  await using app = await openApp({ tellsLooks: true });
  await app.stores.log.append("p1", [event()]);
  const headers = await app.bearer();

  for (const path of [...ROUTES, ...ROUTES, "/book/v1/events", "/book/v1/events/1"]) {
    assert.equal((await app.get(path, headers)).status, 200, path);
  }
  await app.doorbook.looks.flush();

  const events = await wholeLog(app.stores.log);
  const looks = events.filter(({ key }) => key === "doorbook_log_read");
  assert.deepEqual(
    looks.map(({ model = "" }): unknown => JSON.parse(model)),
    [
      { account: "admin", query: "olena" },
      { account: "admin", query: "" },
      { account: "admin", query: "seq 1" },
    ],
  );
});

test("a stream is told of, and a refused question is not", async () => {
  await using app = await openApp({ tellsLooks: true });
  const headers = await app.bearer();
  const reading = new AbortController();

  assert.equal((await app.get("/book/v1/events?q=(", headers)).status, 400);
  const stream = await fetch(`${app.address}/book/v1/events/stream?q=late`, {
    headers,
    signal: reading.signal,
  });
  await app.doorbook.looks.flush();
  reading.abort();

  assert.equal(stream.status, 200);
  const events = await wholeLog(app.stores.log);
  const looks = events.filter(({ key }) => key === "doorbook_log_read");
  assert.deepEqual(
    looks.map(({ model = "" }): unknown => JSON.parse(model)),
    [{ account: "admin", query: "late" }],
  );
});
