import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LineQueue } from "../../../src/emulator/syslog/line-queue.ts";

function filled(bound: number, ...lines: string[]): LineQueue {
  const queue = new LineQueue(bound);
  for (const line of lines) queue.add(line);
  return queue;
}

test("drops the oldest line that waits when it is full", () => {
  const queue = filled(2, "a", "b", "c");

  assert.deepEqual(queue.waiting(), { lines: ["b", "c"], end: 3 });
  assert.deepEqual(queue.state(), { queued: 2, sent: 0, dropped: 1 });
});

test("takes a line that was handed over for received when it is full", () => {
  const queue = filled(2, "a", "b");
  queue.hand(2);

  queue.add("c");

  assert.deepEqual(queue.state(), { queued: 1, sent: 2, dropped: 0 });
  queue.takeBack();
  assert.deepEqual(queue.waiting(), { lines: ["b", "c"], end: 3 });
});

test("lets what was handed over wait again, in its old place", () => {
  const queue = filled(9, "a", "b", "c");
  queue.hand(2);
  assert.deepEqual(queue.waiting().lines, ["c"]);
  queue.settle(1);

  queue.takeBack();

  assert.deepEqual(queue.waiting().lines, ["b", "c"]);
  assert.deepEqual(queue.state(), { queued: 2, sent: 1, dropped: 0 });
});

test("passes over the settling of lines that are gone", () => {
  const queue = filled(2, "a", "b", "c");

  queue.settle(1);

  assert.deepEqual(queue.state(), { queued: 2, sent: 0, dropped: 1 });
});

test("counts each line once, as waiting, sent or dropped, whatever happens to it", () => {
  const step = fc.tuple(
    fc.constantFrom("add", "hand", "settle", "drop", "takeBack"),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step), (bound, steps) => {
      const queue = new LineQueue(bound);
      let added = 0;
      for (const [what, share] of steps) {
        const end = Math.round(share * added);
        if (what === "add") queue.add(String(added++));
        if (what === "hand") queue.hand(end);
        if (what === "settle") queue.settle(end);
        if (what === "drop") queue.drop(end);
        if (what === "takeBack") queue.takeBack();

        const { queued, sent, dropped } = queue.state();
        const { lines, end: last } = queue.waiting();
        assert.equal(queued + sent + dropped, added);
        assert.equal(last, added);
        assert.ok(queued <= bound);
        const newest = Array.from({ length: queued }, (_, at) => String(added - queued + at));
        assert.deepEqual(lines, newest);
      }
    }),
  );
});
