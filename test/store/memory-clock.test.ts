import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { event, wholeLog } from "../support/events.ts";

test("the time of receipt stands still while our clock is behind the newest event", async () => {
  const clock = [100, 50, 99, 101];
  await using log = new MemoryStore({ nowMs: () => clock.shift() ?? 0 });

  for (let at = 0; at < 4; at++) await log.append("p1", [event({ occurredAtMs: at })]);

  const received = (await wholeLog(log)).map(({ receivedAtMs }) => receivedAtMs);
  assert.deepEqual(received, [100, 100, 100, 101]);
});
