import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readPush, readPushInSlices } from "../../../src/basip/link/scan-push.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (part: Uint8Array) => new TextDecoder("latin1").decode(part);

const event = (key: string) => `{"created_at":1,"code":"${key}"}`;

/** What became of a body, short: the keys, and the rejected with their reasons. */
function outcome(body: Uint8Array) {
  const reading = readPush(body);
  if ("unreadable" in reading) return reading;
  return {
    keys: reading.events.map(({ key }) => key),
    rejected: reading.rejected.slice().map((one) => `${one.reason}: ${text(one.bytes)}`),
  };
}

for (const [what, body, keys] of [
  ["a push", `{"events":[${event("a")},${event("b")}]}`, ["a", "b"]],
  ["a push without events", '{"events":[]}', []],
  ["white space anywhere", ` {\t"events"\r\n: [ ${event("a")} , ${event("b")} ] }\n `, ["a", "b"]],
  [
    "other members beside the events",
    `{"v":[{}],"events":[${event("a")}],"z":{"events":[0]}}`,
    ["a"],
  ],
  ["events twice", `{"events":[${event("a")}],"events":[${event("b")}]}`, ["a", "b"]],
  ["a name with escapes", `{"\\u0065vents":[${event("a")}]}`, ["a"]],
  ["a byte order mark", `\ufeff{"events":[${event("a")}]}`, ["a"]],
  ["a member named __proto__", `{"__proto__":{"events":0},"events":[${event("a")}]}`, ["a"]],
] as const) {
  test(`reads ${what}`, () => {
    assert.deepEqual(outcome(bytes(body)), { keys, rejected: [] });
  });
}

for (const [body, unreadable] of [
  ["", "empty"],
  [" ", "cut short"],
  ["{", "cut short"],
  ['{"events":[', "cut short"],
  ['{"events":[]', "cut short"],
  ['{"events":["', "cut short"],
  ['{"ev', "cut short"],
  ["[]", "not an object"],
  ["null", "not an object"],
  ["12", "not an object"],
  ['"events"', "not an object"],
  ["{}", "no events"],
  ['{"event":[]}', "no events"],
  ['{"x":{"events":[]}}', "no events"],
  ['{"events":null}', "events is not an array"],
  ['{"events":{}}', "events is not an array"],
  ['{"events":[],"events":1}', "events is not an array"],
  ["events", "not an object"],
  ["\u0000", "not an object"],
  ["{?}", "not JSON at byte 1"],
  ['{"events":[]}}', "not JSON at byte 13"],
  ['{"events":[]}\u0000', "not JSON at byte 13"],
  ['{"events":[],}', "not JSON at byte 13"],
  ['{"events":[{},]}', "not JSON at byte 14"],
  ['{"events":[{}{}]}', "not JSON at byte 13"],
  ['{"events":[01]}', "not JSON at byte 11"],
  ['{"events":["\t"]}', "not JSON at byte 12"],
  ['{"events":["\\x"]}', "not JSON at byte 12"],
  [`{"events":[${"1".repeat(70_000)}]}`, "a number of over 64 KiB"],
] as const) {
  test(`cannot read ${JSON.stringify(body.slice(0, 24))}: ${unreadable}`, () => {
    assert.deepEqual(outcome(bytes(body)), { unreadable });
  });
}

test("sets what is no event aside with its bytes and reads the rest", () => {
  const body = `{"events":[${event("a")}, 7 ,${event("b")},{ "code":"x" },"щ",${event("c")}]}`;

  assert.deepEqual(outcome(bytes(body)), {
    keys: ["a", "b", "c"],
    rejected: [
      "not an object: 7",
      'no usable time: { "code":"x" }',
      `not an object: ${text(bytes('"щ"'))}`,
    ],
  });
});

test("sets only the event aside whose bytes are no UTF-8", () => {
  const body = bytes(`{"events":[${event("a")},${event("?")},${event("я")}],"?":"?"}`);
  const broken = body.map((byte) => (byte === 0x3f ? 0xff : byte));

  assert.deepEqual(outcome(broken), {
    keys: ["a", "я"],
    rejected: [`not UTF-8: ${event("?").replace("?", "\u00ff")}`],
  });
});

test("sets an event of over 64 KiB aside and reads the rest", () => {
  const large = `{"x":"${"y".repeat(70_000)}"}`;

  const reading = outcome(bytes(`{"events":[${event("a")},${large},${event("b")}]}`));

  assert.deepEqual(reading, { keys: ["a", "b"], rejected: [`over 64 KiB: ${large}`] });
});

test("cuts a small piece out of a body without the rest of it", () => {
  const reading = readPush(bytes(`{"events":[0,${event("a")}]}`));

  assert.ok("rejected" in reading);
  assert.equal(reading.rejected.slice(0, 1)[0]?.bytes.buffer.byteLength, 1);
});

test("takes 200,000 events in one push and no more", () => {
  const push = (count: number) => bytes(`{"events":[${"0,".repeat(count - 1)}0]}`);

  assert.equal(readPush(push(200_000)).hasOwnProperty("rejected"), true);
  assert.deepEqual(readPush(push(200_001)), { unreadable: "over 200000 events" });
});

for (const [what, body] of [
  ["brackets that open", "[".repeat(1_000_000)],
  ["brackets that open and close", `{"events":[${"[".repeat(500_000)}${"]".repeat(500_000)}]}`],
  ["objects in each other", `{"events":[${'{"a":'.repeat(200_000)}0${"}".repeat(200_000)}]}`],
  ["backslashes", `{"events":[{"a":"${"\\\\".repeat(500_000)}"}]}`],
  ["quotes in escapes", `{"events":[{"a":"${'\\"'.repeat(30_000)}"}]}`],
  ["members", `{"events":[{${'"a":1,'.repeat(9_000)}"a":1}]}`],
  ["spaces", `{"events":[${" ".repeat(1_000_000)}]}`],
] as const) {
  test(`bears a body of ${what}`, () => {
    const reading = outcome(bytes(body));

    assert.ok("unreadable" in reading || reading.keys.length === 0);
  });
}

test("gives way while it reads a large body, whatever is large in it", () => {
  const bodies = [
    `{"events":[${`${event("a")},`.repeat(9_999)}0]}`,
    `{"events":["${"x".repeat(1_000_000)}"]}`,
    `{"events":[${" ".repeat(1_000_000)}]}`,
    `{"x":[${"0,".repeat(499_999)}0],"events":[]}`,
  ];

  for (const body of bodies) {
    const pauses = [...readPushInSlices(bytes(body), 10_000)].length;

    assert.ok(pauses >= body.length / 10_010 - 1, `${pauses} pauses`);
  }
});

const body = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .json({ stringUnit: "grapheme" })
      .map((json) => `{"events":[${json},${event("a")}]}`),
  },
  fc.json(),
  fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:\\eE+-.019ntu \n\u0000я')) }),
);

test("finds the same in slices of any size", () => {
  fc.assert(
    fc.property(body, fc.integer({ min: 1, max: 40 }), (sent, sliceBytes) => {
      const slices = readPushInSlices(bytes(sent), sliceBytes);
      let step = slices.next();
      while (step.done !== true) step = slices.next();

      assert.deepEqual(step.value, readPush(bytes(sent)));
    }),
    { numRuns: 2000 },
  );
});

test("reads exactly what is JSON", () => {
  const damage = fc.tuple(
    body,
    fc.nat(),
    fc.constantFrom("", ...Array.from('{}[]",:\\eE+-.019ntu \n\u0001я')),
  );
  fc.assert(
    fc.property(damage, ([sent, at, put]) => {
      const cut = at % (sent.length + 1);
      const damaged = sent.slice(0, cut) + put + sent.slice(cut + 1);

      const inside = readPush(bytes(`{"events":[],"x":${damaged}}`));

      assert.equal("events" in inside, isJson(`{"events":[],"x":${damaged}}`), damaged);
    }),
    { numRuns: 10_000 },
  );
});

function isJson(sent: string): boolean {
  try {
    const value: unknown = JSON.parse(sent);
    // a body that damage turned into `{"events":[],"x":0,"events":0}` is none of this test
    return (
      typeof value === "object" &&
      value !== null &&
      "events" in value &&
      Array.isArray(value.events)
    );
  } catch {
    return false;
  }
}

test("loses no event: each is read or set aside with the bytes sent", () => {
  const element = fc.oneof(
    fc.json(),
    fc.string().map((key) => `{"created_at":"5","code":${JSON.stringify(key)},"info":[]}`),
  );
  fc.assert(
    fc.property(fc.array(element), (elements) => {
      const sent = elements.map((one) => one.toWellFormed());

      const reading = readPush(bytes(`{"events":[${sent.join(" , ")}]}`));

      assert.ok("events" in reading);
      assert.equal(reading.events.length + reading.rejected.length, sent.length);
      const aside = reading.rejected.slice().map((one) => new TextDecoder().decode(one.bytes));
      assert.deepEqual(
        aside,
        sent.filter((one) => aside.includes(one)),
      );
    }),
  );
});
