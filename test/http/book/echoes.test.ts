import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { DAY_MS, event } from "../../support/events.ts";

/** An event that a panel pushed, and what syslog says of it again. */
async function fill(app: TestApp): Promise<void> {
  await app.stores.log.append("p1", [event()]);
  await app.stores.log.append("p1", [
    event({ occurredAtMs: DAY_MS + 1, source: "syslog", isEcho: true, model: '{"n":1}' }),
  ]);
}

/** What the routes count for a query. */
async function countsOf(app: TestApp, query: string): Promise<unknown[]> {
  const headers = await app.bearer();
  const q = encodeURIComponent(query);
  const ask = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
    const { status, text } = await app.get(`/book/v1/${path}`, headers);
    assert.equal(status, 200, text);
    const answer: unknown = JSON.parse(text);
    assert.ok(typeof answer === "object" && answer !== null);
    return { ...answer };
  };
  const page = await ask(`events?q=${q}`);
  const facets = await ask(`facets?field=panel&q=${q}`);
  const histogram = await ask(`histogram?bucket=day&from=${DAY_MS}&to=${DAY_MS + 2}&q=${q}`);
  return [page["total"], facets["total"], JSON.stringify(histogram).includes('"all":2') ? 2 : 1];
}

const ASKED = "panel eq 'p1'";

test("what syslog says again is left out of the book, and can be asked for", async () => {
  await using app = await openApp();
  await fill(app);

  assert.deepEqual(await countsOf(app, ASKED), [1, 1, 1]);
  assert.deepEqual(await countsOf(app, `${ASKED} and (echo or not echo)`), [2, 2, 2]);
  assert.deepEqual(await countsOf(app, `${ASKED} and echo`), [1, 1, 1]);
});

test("what syslog says again is shown where the setting says so", async () => {
  await using app = await openApp({ settings: { syslogEchoes: "show" } });
  await fill(app);

  assert.deepEqual(await countsOf(app, ASKED), [2, 2, 2]);
});
