import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import { MAX_OCCURRED_AT_MS, SOURCES } from "../../src/event/event.ts";
import type { PanelEvent } from "../../src/event/event.ts";
import type { EventStore } from "../../src/event/store.ts";
import { ODD_MODELS } from "../fixtures/ugly-models.ts";
import { UGLY_TEXTS } from "../fixtures/ugly-names.ts";
import { asSent, event, question, wholeLog } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

const AS_SENT: readonly (readonly [what: string, events: readonly PanelEvent[]])[] = [
  ["models of every shape", ODD_MODELS.map((model) => event({ model }))],
  [
    "empty models of every shape",
    ["{}", " {\n} ", "null", "[]", '""', undefined].map((model, at) =>
      event({ model, occurredAtMs: at }),
    ),
  ],
  ["keys of every script", UGLY_TEXTS.map((key) => event({ key }))],
  [
    "categories of every script",
    UGLY_TEXTS.map((category, at) => event({ category, occurredAtMs: at })),
  ],
  [
    "priorities of every script",
    UGLY_TEXTS.map((priority, at) => event({ priority, occurredAtMs: at })),
  ],
  [
    "what was unsaid, apart from what was said to be empty",
    [
      event({ occurredAtMs: 1, category: undefined, priority: undefined }),
      event({ occurredAtMs: 2, category: "", priority: "" }),
      event({ occurredAtMs: 3, category: "", priority: undefined }),
      event({ occurredAtMs: 4, category: undefined, priority: "" }),
    ],
  ],
  [
    "members that nobody knows",
    [
      event({ occurredAtMs: 1, extra: '{ "uid" : 12345678901234567890, "uid":2 }' }),
      event({ occurredAtMs: 2, extra: '{"__proto__":{"a":1},"тег":"🚪\\u0000"}' }),
    ],
  ],
  [
    "times from 1970 to the year 9999",
    [0, 1, 2 ** 31, 2 ** 32, 4_294_967_296_000, MAX_OCCURRED_AT_MS].map((occurredAtMs) =>
      event({ occurredAtMs }),
    ),
  ],
  ["every source", SOURCES.map((source, at) => event({ source, occurredAtMs: at }))],
];

/** What comes out is what came in, to the byte. */
export function fidelityContract(makePlace: MakePlace<EventStore>): void {
  for (const [what, events] of AS_SENT) {
    test(`keeps as sent ${what}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();

      const { added } = await log.append("p1", events);

      assert.equal(added, events.length);
      assert.deepEqual((await wholeLog(log)).map(asSent), events);
      const page = await log.list(question());
      const bySeq = page.events.toSorted((a, b) => a.seq - b.seq);
      assert.deepEqual(bySeq.map(asSent), events);
    });
  }

  test("tells which events were late", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    await log.append("p1", [event({ isLate: true }), event({ key: "b" })]);

    const events = await log.after(0, 10);
    assert.deepEqual(
      events.map(({ isLate }) => isLate),
      [true, undefined],
    );
  });

  test("keeps serials of every script and of 128 characters", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const serials = [...UGLY_TEXTS, "s".repeat(128), "Щ".repeat(128), "0", "x"];

    for (const serial of serials) await log.append(serial, [event()]);

    assert.deepEqual(
      (await wholeLog(log)).map(({ panel }) => panel),
      serials,
    );
    for (const serial of serials) {
      const { total } = await log.list(question({ view: { panels: [serial], floor: 0 } }));
      assert.equal(total, 1);
    }
  });

  for (const half of ["\ud800", "a\udfffb"]) {
    test(`keeps ${JSON.stringify(half)}, half a letter, or refuses it: it is never altered`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      const sent = event({ key: half });

      const refusal = await log.append("p1", [sent]).then(
        () => undefined,
        (error: unknown) => error,
      );

      const code = refusal instanceof AppError ? refusal.code : refusal;
      assert.ok(code === undefined || code === "invalid", "neither kept nor refused as invalid");
      const kept = (await wholeLog(log)).map(asSent);
      assert.deepEqual(kept, refusal === undefined ? [sent] : []);
    });
  }
}
