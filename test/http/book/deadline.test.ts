import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../../support/app.ts";
import { DAY_MS, event } from "../../support/events.ts";

/** What a test looks at of an answer. */
interface Page {
  readonly events: readonly { readonly seq: number }[];
  readonly total: number | null;
  readonly next: string | null;
  readonly complete: boolean;
  readonly reached: number | null;
}

/** No index picks them: the part of a value. */
const QUERY = "owner contains 'eighbour 7'";

for (const order of ["desc", "asc"] as const) {
  test(`a search whose time is over says how far it came, and goes on from there, ${order}`, async () => {
    // over at once
    await using app = await openApp({ settings: { searchSeconds: 0 } });
    const events = Array.from({ length: 2_000 }, (_, nth) =>
      event({
        occurredAtMs: DAY_MS + Math.floor(nth / 3),
        model: `{"owner":"Neighbour ${String(nth)}"}`,
      }),
    );
    await app.stores.log.append("p1", events);
    const headers = await app.bearer();
    const seqs: number[] = [];
    let after: string | null = null;
    let cuts = 0;

    do {
      const cursor: string = after === null ? "" : `&after=${after}`;
      const path = `/book/v1/events?q=${encodeURIComponent(QUERY)}&order=${order}&limit=30${cursor}`;
      const { status, text } = await app.get(path, headers);
      assert.equal(status, 200);
      // it is this server's own
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const page = JSON.parse(text) as Page;
      seqs.push(...page.events.map(({ seq }) => seq));
      assert.equal(page.complete, page.reached === null);
      if (!page.complete) cuts += 1;
      after = page.next;
    } while (after !== null);

    const matching = events.flatMap(({ model = "" }, nth) =>
      model.includes("Neighbour 7") ? [nth + 1] : [],
    );
    assert.deepEqual(seqs, order === "asc" ? matching : matching.toReversed());
    assert.ok(cuts > 3);
  });
}

test("an exact total that takes too long is refused with what to do about it", async () => {
  await using app = await openApp({ settings: { searchSeconds: 0 } });
  const events = Array.from({ length: 500 }, (_, nth) => event({ occurredAtMs: DAY_MS + nth }));
  await app.stores.log.append("p1", events);
  const headers = await app.bearer();

  for (const how of ["total=exact", "page=2"]) {
    const path = `/book/v1/events?q=${encodeURIComponent("owner contains 'part'")}&${how}`;
    const { status, text } = await app.get(path, headers);

    assert.equal(status, 422);
    assert.match(text, /^\{"error":\{"code":"too_broad","message":"[^"]*shorter time[^"]*"\}\}$/);
  }
});
