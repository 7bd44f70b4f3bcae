import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelEvent } from "../../src/event/event.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import type { EventStore } from "../../src/event/store.ts";
import { expectedEvents } from "../support/expected-log.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import {
  asSent,
  DAY_MS,
  event,
  eventsInARow,
  wholeLog,
  withoutReceipt,
} from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

const SAME_MODELS: readonly (readonly [
  why: string,
  one: string | undefined,
  other: string | undefined,
])[] = [
  ["a number as a string", '{"number":3090069}', '{"number":"3090069"}'],
  [
    "a number of 20 digits as a string",
    '{"n":12345678901234567890}',
    '{"n":"12345678901234567890"}',
  ],
  ["a boolean as a string", '{"answered":true}', '{"answered":"true"}'],
  ["members in another order", '{"a":1,"b":{"c":2,"d":3}}', '{"b":{"d":3,"c":2},"a":1}'],
  ["white space between tokens", '{"a":[1,2]}', ' {\n"a" :\t[ 1 , 2 ] }\r\n'],
  ["letters escaped", '{"owner":"\\u0416\\/"}', '{"owner":"Ж/"}'],
  ["a name escaped", '{"\\u0061":1}', '{"a":1}'],
  ["a null member left out", '{"lock":1,"link_id":null}', '{"lock":1}'],
  ["an empty text left out", '{"lock":1,"owner":""}', '{"lock":1}'],
  ["an empty list left out", '{"lock":1,"tags":[]}', '{"lock":1}'],
  ["an empty object left out", '{"lock":1,"user":{}}', '{"lock":1}'],
  ["an empty member deep inside left out", '{"user":{"id":1,"name":""}}', '{"user":{"id":1}}'],
  ["no model and an empty one", undefined, "{}"],
  ["no model and null", undefined, "null"],
  ["no model and one of empty members", undefined, '{"owner":"","tags":[]}'],
];

const OTHER_MODELS: readonly (readonly [why: string, one: string, other: string])[] = [
  [
    "cards of 20 digits that a float cannot tell apart",
    '{"n":12345678901234567890}',
    '{"n":12345678901234567891}',
  ],
  ["a leading zero", '{"code":"007"}', '{"code":"7"}'],
  ["digits after the point", '{"v":1.0}', '{"v":1.00}'],
  ["the order of a list", '{"list":[1,2]}', '{"list":[2,1]}'],
  ["how a list nests", '{"list":[[1],2]}', '{"list":[1,[2]]}'],
  ["a text that looks like members", '{"a":"1,\\"b\\":2"}', '{"a":1,"b":2}'],
  ["a member named __proto__", '{"__proto__":{"x":1}}', "{}"],
  ["values of a member named __proto__", '{"__proto__":1}', '{"__proto__":2}'],
  ["letter case", '{"owner":"a"}', '{"owner":"A"}'],
  ["accents written in two ways", '{"owner":"e\\u0301"}', '{"owner":"\\u00e9"}'],
  ["white space inside a text", '{"owner":"a b"}', '{"owner":"a  b"}'],
  ["zero and nothing", '{"lock":0}', "{}"],
  ["false and nothing", '{"answered":false}', "{}"],
  ["a member that comes twice", '{"lock":1,"lock":2}', '{"lock":2}'],
];

/** What is one event and what are two. */
export function identityContract(makePlace: MakePlace<EventStore>): void {
  test("an event that is pushed and pulled is one, what syslog says of it is another", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const added = [
      await log.append("p1", [event({ source: "push" })]),
      await log.append("p1", [event({ source: "pull" })]),
      await log.append("p1", [event({ source: "syslog", isEcho: true })]),
      await log.append("p1", [event({ source: "syslog" })]),
    ];

    assert.deepEqual(
      added.map((one) => one.added),
      [1, 0, 1, 0],
    );
    assert.deepEqual(
      (await wholeLog(log)).map(({ source, isEcho }) => [source, isEcho]),
      [
        ["push", undefined],
        ["syslog", true],
      ],
    );
  });

  test("holds an event once however often it arrives", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const delivery = eventsInARow(100);

    const appended: number[] = [];
    for (let times = 0; times < 5; times++) {
      appended.push((await log.append("p1", delivery)).added);
    }
    appended.push((await log.append("p1", delivery.toReversed())).added);
    appended.push((await log.append("p1", delivery.slice(40, 60))).added);

    assert.deepEqual(appended, [100, 0, 0, 0, 0, 0, 0]);
    assert.equal(await log.head(), 100);
  });

  test("alike events of one delivery stay two, and the delivery again is recognised whole", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const delivery = [event(), event({ key: "tamper_event" }), event(), event()];

    const first = await log.append("p1", delivery);
    const second = await log.append("p1", delivery);
    const fewer = await log.append("p1", delivery.slice(0, 2));
    const oneMore = await log.append("p1", [...delivery, event()]);

    assert.deepEqual([first.added, second.added, fewer.added, oneMore.added], [4, 0, 0, 1]);
    assert.equal(await log.head(), 5);
  });

  test("alike events are counted by likeness, not by how they were written", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const first = await log.append("p1", [
      event({ model: '{"number":7}' }),
      event({ model: '{ "number" : "7" }' }),
    ]);
    const second = await log.append("p1", [
      event({ model: '{"number":"7","owner":null}' }),
      event({ model: '{"number":7}' }),
    ]);

    assert.deepEqual([first.added, second.added], [2, 0]);
  });

  for (const [why, one, other] of SAME_MODELS) {
    test(`takes for the same model: ${why}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();

      await log.append("p1", [event({ model: one })]);
      const again = await log.append("p1", [event({ model: other })]);

      assert.equal(again.added, 0);
      assert.deepEqual((await wholeLog(log)).map(asSent), [event({ model: one })]);
    });
  }

  for (const [why, one, other] of OTHER_MODELS) {
    test(`takes for different models: ${why}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();

      await log.append("p1", [event({ model: one })]);
      const second = await log.append("p1", [event({ model: other })]);

      assert.equal(second.added, 1);
    });
  }

  test("category, priority, source and extra members are no part of identity", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", [event()]);

    const changes: Partial<PanelEvent>[] = [
      { category: undefined },
      { category: "info" },
      { priority: undefined },
      { priority: "critical" },
      { source: "pull" },
      { extra: '{"uid":1}' },
    ];
    const appended: number[] = [];
    for (const change of changes) appended.push((await log.append("p1", [event(change)])).added);

    assert.deepEqual(appended, [0, 0, 0, 0, 0, 0]);
    assert.deepEqual((await wholeLog(log)).map(asSent), [event()]);
  });

  test("panel, time to the millisecond and key to the letter tell events apart", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", [event()]);

    const later = await log.append("p1", [event({ occurredAtMs: DAY_MS + 1 })]);
    const key = await log.append("p1", [event({ key: "Access_Granted_By_Valid_Identifier" })]);
    const panel = await log.append("P1", [event()]);
    const space = await log.append("p1 ", [event()]);

    assert.deepEqual([later.added, key.added, panel.added, space.added], [1, 1, 1, 1]);
    assert.equal(await log.head(), 5);
  });

  test("Doorbook's own events are each their own", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const own = event({ key: "successful_login_api_call", source: "api" });

    const first = await log.append(OWN_PANEL, [own]);
    const second = await log.append(OWN_PANEL, [own, own]);

    assert.deepEqual([first.added, second.added], [1, 2]);
    assert.equal(await log.head(), 3);
  });

  test("an event seen long ago is recognised after much else", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const old = eventsInARow(50, { occurredAtMs: 0 });
    await log.append("p1", old);
    for (let day = 0; day < 20; day++) {
      await log.append("p1", eventsInARow(500, { occurredAtMs: DAY_MS + day * 86_400_000 }));
      await log.append(`q${String(day)}`, old);
    }

    const again = await log.append("p1", old);
    const mixed = await log.append("p1", [...old, event({ occurredAtMs: 1 })]);

    assert.deepEqual([again.added, mixed.added], [0, 1]);
  });

  test("a model nested 20,000 deep is kept and recognised", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const lists = event({ model: `${"[".repeat(20_000)}1${"]".repeat(20_000)}` });
    const objects = event({ model: `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}` });

    const first = await log.append("p1", [lists, objects]);
    const second = await log.append("p1", [objects, lists]);

    assert.deepEqual([first.added, second.added], [2, 0]);
    assert.deepEqual((await wholeLog(log)).map(asSent), [lists, objects]);
  });

  test("of the ugly data set it holds exactly what is new, in order and as sent", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const deliveries = [...uglyDeliveries({ seed: 1, events: 5_000, panels: 100 })];
    const expected = expectedEvents(deliveries);

    const added: number[] = [];
    for (const { panel, events } of deliveries) added.push((await log.append(panel, events)).added);

    assert.deepEqual(
      added,
      expected.isNew.map((isNew) => isNew.filter(Boolean).length),
    );
    const held = await wholeLog(log);
    assert.deepEqual(
      held.map((one) => withoutReceipt(one)),
      expected.events,
    );
  });
}
