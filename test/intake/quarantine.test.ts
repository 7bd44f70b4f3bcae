import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import { retryQuarantined } from "../../src/intake/quarantine.ts";
import { openStores } from "../support/stores.ts";
import type { Stores } from "../support/stores.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const GOOD = '{"created_at":7,"code":"door_was_opened"}';

/** Keeps something aside that an earlier reader did not understand. */
async function quarantine(stores: Stores, what: "event" | "body", text: string): Promise<number> {
  const rejected = { reason: "an earlier reader's", bytes: bytes(text) };
  if (what === "body") await stores.intake.quarantineBody("AA-1", rejected);
  else await stores.intake.take("AA-1", [], [rejected]);
  const [newest] = await stores.intake.listQuarantined(1);
  return newest?.id ?? 0;
}

for (const [what, text] of [
  ["event", GOOD],
  ["body", `{"events":[${GOOD}]}`],
] as const) {
  test(`takes in a quarantined ${what} that can be understood now`, async () => {
    await using stores = await openStores({});
    const id = await quarantine(stores, what, text);

    const retried = await retryQuarantined(stores.intake, id);

    assert.deepEqual(retried, { is: "taken", added: 1, rejected: 0 });
    const [event] = await stores.log.after(0, 10);
    assert.deepEqual([event?.panel, event?.occurredAtMs], ["AA-1", 7]);
    assert.equal((await stores.intake.quarantineState()).count, 0);
  });
}

test("adds nothing for a quarantined event that the log holds by now", async () => {
  await using stores = await openStores({});
  await retryQuarantined(stores.intake, await quarantine(stores, "event", GOOD));

  const again = await retryQuarantined(stores.intake, await quarantine(stores, "event", GOOD));

  assert.deepEqual(again, { is: "taken", added: 0, rejected: 0 });
  assert.equal(await stores.log.head(), 1);
});

test("parts a quarantined body into events and what is none", async () => {
  await using stores = await openStores({});
  const id = await quarantine(stores, "body", `{"events":[${GOOD},0]}`);

  const retried = await retryQuarantined(stores.intake, id);

  assert.deepEqual(retried, { is: "taken", added: 1, rejected: 1 });
  const held = await stores.intake.listQuarantined(10);
  assert.deepEqual(
    held.map((one) => [one.what, one.reason, one.size]),
    [["event", "not an object", 1]],
  );
});

for (const [what, text, reason] of [
  ["event", '{"code":"x"}', "no usable time"],
  ["event", "not JSON at all", "not an object"],
  ["event", '{"created_at":1,"code', "no usable code"],
  ["body", "[]", "not an object"],
] as const) {
  test(`keeps the ${what} ${text}: ${reason}`, async () => {
    await using stores = await openStores({});
    const id = await quarantine(stores, what, text);

    const retried = await retryQuarantined(stores.intake, id);

    assert.deepEqual(retried, { is: "kept", reason });
    assert.notEqual(await stores.intake.findQuarantined(id), undefined);
  });
}

test("says that there is no such thing", async () => {
  await using stores = await openStores({});

  const retrying = retryQuarantined(stores.intake, 7);

  await assert.rejects(
    retrying,
    (error) => error instanceof AppError && error.code === "not_found",
  );
});
