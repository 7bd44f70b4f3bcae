import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../../support/app.ts";
import { DAY_MS, event } from "../../support/events.ts";

/** What a test looks at of an answer. */
interface Page {
  readonly events: readonly { readonly seq: number }[];
  readonly next: string | null;
  readonly previous: string | null;
}

test("a page of large events is no larger than an answer may be, and leads on there and back", async () => {
  await using app = await openApp();
  const events = Array.from({ length: 400 }, (_, nth) =>
    event({ occurredAtMs: DAY_MS + nth, model: `{"n":${nth},"owner":"${"x".repeat(60_000)}"}` }),
  );
  await app.stores.log.append("p1", events);
  const headers = await app.bearer();
  const ask = async (more: string): Promise<Page> => {
    const path = `/book/v1/events?q=key+eq+access_granted_by_valid_identifier&order=asc&fields=seq,model&limit=400${more}`;
    const { status, text } = await app.get(path, headers);
    assert.equal(status, 200, text.slice(0, 200));
    assert.ok(text.length < 9_000_000);
    // it is this server's own
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    return JSON.parse(text) as Page;
  };

  const there: number[] = [];
  let page = await ask("");
  for (;;) {
    there.push(...page.events.map(({ seq }) => seq));
    if (page.next === null) break;
    page = await ask(`&after=${page.next}`);
  }
  const back: number[] = page.events.map(({ seq }) => seq);
  while (page.previous !== null) {
    page = await ask(`&before=${page.previous}`);
    back.unshift(...page.events.map(({ seq }) => seq));
  }

  const all = events.map((_, nth) => nth + 1);
  assert.deepEqual(there, all);
  assert.deepEqual(back, all);
  const numbered = await app.get("/book/v1/events?limit=400&page=1", headers);
  assert.equal(numbered.status, 400);
  assert.match(numbered.text, /smaller limit/);
  const facets = await app.get("/book/v1/facets?field=owner&top=10", headers);
  assert.equal(facets.status, 200);
  assert.ok(facets.text.length < 10_000);
});
