import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DAY_MS, event, eventsInARow } from "../../support/events.ts";
import { BookReader } from "../../support/read-book.ts";

/** An event with those around it. */
interface Around {
  readonly event: { readonly seq: number };
  readonly neighbours: readonly { readonly seq: number }[];
  readonly complete: boolean;
}

let book: BookReader;

before(async () => {
  book = await BookReader.open();
  // the second panel took the first one's place
  await book.say("panel", { NEW: { replaces: "OLD" } });
  await book.log("OLD", [event({ occurredAtMs: DAY_MS })]);
  await book.log("ELSEWHERE", [event({ occurredAtMs: DAY_MS })]);
  // 3 to 6: a second apart
  await book.log("NEW", eventsInARow(4, { occurredAtMs: DAY_MS + 1_000 }));
  await book.log("MANY", eventsInARow(130, { occurredAtMs: DAY_MS }));
});

after(() => book[Symbol.asyncDispose]());

/** The seqs of an event's neighbours. */
async function around(seq: number, span: string): Promise<readonly number[]> {
  const { neighbours } = await book.good<Around>(`/events/${seq}`, { span });
  return neighbours.map((each) => each.seq);
}

test("shows an event with what happened at its door around it, in order", async () => {
  const shown = await book.good<Around>("/events/4", { span: "2s" });

  assert.equal(shown.event.seq, 4);
  assert.deepEqual(
    shown.neighbours.map(({ seq }) => seq),
    [1, 3, 5, 6],
  );
  assert.equal(shown.complete, true);
});

test("shows what lies within the span, both ends included", async () => {
  assert.deepEqual(await around(4, "999ms"), []);
  assert.deepEqual(await around(4, "1s"), [3, 5]);
});

test("shows the nearest fifty before and after, and says that there are more", async () => {
  const shown = await book.good<Around>("/events/71", { span: "1h" });

  const seqs = shown.neighbours.map(({ seq }) => seq);

  assert.equal(shown.complete, false);
  assert.deepEqual([seqs.length, seqs[0], seqs.at(-1)], [100, 21, 121]);
});

for (const [path, search, status, message] of [
  ["/events/999", {}, 404, /no event 999/],
  ["/events/0", {}, 400, /seq must be >= 1/],
  ["/events/one", {}, 400, /seq must be integer/],
  ["/events/4", { span: "25h" }, 400, /at most 24 h/],
  ["/events/4", { span: "long" }, 400, /span must match pattern/],
] as const) {
  test(`refuses ${path} ${JSON.stringify(search)} with ${status}`, async () => {
    const answer = await book.ask(path, search);

    assert.equal(answer.status, status);
    assert.match(JSON.stringify(answer.body), message);
  });
}
