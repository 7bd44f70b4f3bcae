import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelEvent } from "../../../src/event/event.ts";
import { readEvent } from "../../../src/basip/link/read-event.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** The one event of the text, or why it is none. */
const read = (text: string) => readEvent(bytes(text));

const PLAIN: PanelEvent = {
  occurredAtMs: 1_678_077_114_137,
  key: "access_granted_by_valid_identifier",
  category: undefined,
  priority: undefined,
  model: undefined,
  extra: undefined,
  source: "push",
};
const TIME = '"created_at":1678077114137';
const CODE = '"code":"access_granted_by_valid_identifier"';

test("reads an event as panels send it", () => {
  const info = '{ "lock":0, "number":"3090069", "owner":"Оксана \\u0041" }';

  const event = read(`{${TIME},"category":"access",${CODE},"priority":"medium","info":${info}}`);

  assert.deepEqual(event, { ...PLAIN, category: "access", priority: "medium", model: info });
});

for (const [what, text, expected] of [
  ["an event of a time and a code alone", `{${TIME},${CODE}}`, {}],
  ["white space", `{ ${TIME}\n,\t${CODE}\r\n, "priority" : "low" }`, { priority: "low" }],
  ["a time of digits in a string", `{"created_at":"1678077114137",${CODE}}`, {}],
  ["time 0", `{"created_at":0,${CODE}}`, { occurredAtMs: 0 }],
  [
    "the last millisecond of the year 9999",
    `{"created_at":253402300799999,${CODE}}`,
    { occurredAtMs: 253_402_300_799_999 },
  ],
  ["a time in seconds as sent", `{"created_at":1678077114,${CODE}}`, { occurredAtMs: 1678077114 }],
  ["a key of 128 characters", `{${TIME},"code":"${"k".repeat(128)}"}`, { key: "k".repeat(128) }],
  ["a key with escapes", `{${TIME},"code":"\\u0061\\"\\n"}`, { key: 'a"\n' }],
  ["a name with escapes", `{"created_\\u0061t":1678077114137,${CODE}}`, {}],
  ["a key named __proto__", `{${TIME},"code":"__proto__"}`, { key: "__proto__" }],
  ["a category that nobody knows", `{${TIME},${CODE},"category":"zoo"}`, { category: "zoo" }],
  ["info that is null", `{${TIME},${CODE},"info":null}`, { model: "null" }],
  [
    "info that is a number",
    `{${TIME},${CODE},"info":12345678901234567890}`,
    { model: "12345678901234567890" },
  ],
  ["info that is a text", `{${TIME},${CODE},"info":"},{"}`, { model: '"},{"' }],
  ["info that is an array", `{${TIME},${CODE},"info":[ 1, [] ]}`, { model: "[ 1, [] ]" }],
  ["info that is false", `{${TIME},${CODE},"info":false }`, { model: "false" }],
  [
    "members that we do not know",
    `{"id" : 1e400,${TIME},"text":"Двері",${CODE},"__proto__":{"a":[1]},"":null}`,
    { extra: '{"id" : 1e400,"text":"Двері","__proto__":{"a":[1]},"":null}' },
  ],
  ["a category that is no text", `{${TIME},${CODE},"category":7}`, { extra: '{"category":7}' }],
  ["a priority that is null", `{${TIME},${CODE},"priority":null}`, { extra: '{"priority":null}' }],
  ["a priority that is empty", `{${TIME},${CODE},"priority":""}`, { extra: '{"priority":""}' }],
  [
    "a member twice, of which the last counts",
    `{"created_at":1,${TIME},${CODE},"info":{"a":1},"info":{"a":2}}`,
    { model: '{"a":2}', extra: '{"created_at":1,"info":{"a":1}}' },
  ],
] as const) {
  test(`reads ${what}`, () => {
    assert.deepEqual(read(text), { ...PLAIN, ...expected });
  });
}

for (const [text, reason] of [
  ["0", "not an object"],
  ["null", "not an object"],
  ['"text"', "not an object"],
  ["[]", "not an object"],
  ["{}", "no usable time"],
  [`{${CODE}}`, "no usable time"],
  [`{"created_at":-1,${CODE}}`, "no usable time"],
  [`{"created_at":1.5,${CODE}}`, "no usable time"],
  [`{"created_at":1e3,${CODE}}`, "no usable time"],
  [`{"created_at":253402300800000,${CODE}}`, "no usable time"],
  [`{"created_at":123456789012345678901234567890,${CODE}}`, "no usable time"],
  [`{"created_at":"",${CODE}}`, "no usable time"],
  [`{"created_at":" 1",${CODE}}`, "no usable time"],
  [`{"created_at":"0x10",${CODE}}`, "no usable time"],
  [`{"created_at":"٣",${CODE}}`, "no usable time"],
  [`{"created_at":null,${CODE}}`, "no usable time"],
  [`{"created_at":[1],${CODE}}`, "no usable time"],
  [`{${TIME}}`, "no usable code"],
  [`{${TIME},"code":""}`, "no usable code"],
  [`{${TIME},"code":7}`, "no usable code"],
  [`{${TIME},"code":null}`, "no usable code"],
  [`{${TIME},"code":"${"k".repeat(129)}"}`, "code over 128 characters"],
  [`{${TIME},${CODE},"category":"${"c".repeat(129)}"}`, "category over 128 characters"],
  [`{${TIME},${CODE},"priority":"${"p".repeat(129)}"}`, "priority over 128 characters"],
  [`{${TIME},"code":"a\\ud800"}`, "code with half a character"],
  [`{${TIME},${CODE},"category":"\\udc00"}`, "category with half a character"],
] as const) {
  test(`refuses ${text.slice(0, 50)}: ${reason}`, () => {
    assert.deepEqual(read(text), { reason });
  });
}

test("keeps a model with half a character, which is sent in letters that all stores know", () => {
  const event = read(`{${TIME},${CODE},"info":{"owner":"\\ud800"}}`);

  assert.deepEqual(event, { ...PLAIN, model: '{"owner":"\\ud800"}' });
});

test("reads an event of 64 KiB and refuses a byte more", () => {
  const frame = `{${TIME},${CODE},"info":""}`;
  const fill = "я".repeat((65_536 - frame.length) / 2);
  const text = frame.replace('""', `"${fill}"`);

  assert.deepEqual(read(text.padEnd(text.length)), { ...PLAIN, model: `"${fill}"` });
  assert.deepEqual(read(text.replace('"info"', '"infos"')), { reason: "over 64 KiB" });
});

test("refuses bytes that are no UTF-8", () => {
  const event = bytes(`{${TIME},${CODE},"info":"?"}`).map((byte) => (byte === 0x3f ? 0xff : byte));

  assert.deepEqual(readEvent(event), { reason: "not UTF-8" });
});

test("bears a model of 30,000 arrays in each other", () => {
  const model = "[".repeat(30_000) + "]".repeat(30_000);

  assert.deepEqual(read(`{${TIME},${CODE},"info":${model}}`), { ...PLAIN, model });
});
