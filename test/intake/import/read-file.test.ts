import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Reading } from "../../../src/intake/import/imported-event.ts";
import { readingsOf } from "../../support/imports.ts";

const AT_MS = 1_750_000_000_123;
const TOLD = `{"panel":"A","occurredAt":${AT_MS},"key":"k","model":{"n":12345678901234567890}}`;

/** Panel, time, key and model of what was read, or the line with the reason. */
function shortOf(reading: Reading): string {
  if ("reason" in reading) return `${reading.line}: ${reading.reason}`;
  const { panel, event } = reading;
  return [panel, event.occurredAtMs - AT_MS, event.key, event.model ?? "-"].join(" ");
}

async function read(...given: Parameters<typeof readingsOf>): Promise<string[]> {
  return (await readingsOf(...given)).map(shortOf);
}

const ONE = 'A 0 k {"n":12345678901234567890}';

for (const [what, text] of [
  ["an event a line", `${TOLD}\n\n${TOLD}\r\n`],
  ["a list", `[${TOLD},\n ${TOLD}]`],
  ["events one after the other", `${TOLD}${TOLD}`],
  ["an answer of the book", `{"events":[${TOLD},${TOLD}],"total":2,"events2":[1]}`],
  ["answers, one after the other", `{"a":{"events":[3]},"events":[${TOLD}]}{"events":[${TOLD}]}`],
  ["a list of answers", `[{"events":[${TOLD}]},{"\\u0065vents":[${TOLD}],"x":[2]}]`],
  ["events over many lines", `${TOLD.replaceAll(",", ",\n")}\n${TOLD}`],
] as const) {
  test(`reads ${what}, in pieces of any size, compressed or not, with a byte order mark`, async () => {
    for (const size of [1, 7, 65_536]) {
      assert.deepEqual(await read(text, {}, size), [ONE, ONE]);
    }
    assert.deepEqual(await read(gzipSync(text), {}, 5), [ONE, ONE]);
    assert.deepEqual(await read(`\uFEFF${text}`), [ONE, ONE]);
  });
}

const ITEM = `{"timestamp":${AT_MS},"category":"access","priority":"low","name":{"key":"k","text":"K"},"info":{"text":"","model":{"n":1}}}`;
const PAGE = `{"list_option":{"pagination":{"total_items":2}},"list_items":[${ITEM},${ITEM}]}`;

for (const [what, text] of [
  ["Android and Camdroid", PAGE],
  ["old firmware", PAGE.replaceAll('"text":', '"english":').replace("list_option", "options")],
  [
    "two requests, into one file",
    `${PAGE.replace(`,${ITEM}`, "")}\n${PAGE.replace(`,${ITEM}`, "")}`,
  ],
] as const) {
  test(`reads the answers of a panel's log: ${what}`, async () => {
    assert.deepEqual(await read(text, { panel: "P-1" }), ['P-1 0 k {"n":1}', 'P-1 0 k {"n":1}']);
    const lines = text.includes("\n") ? [1, 2] : [1, 1];
    assert.deepEqual(
      await read(text),
      lines.map((line) => `${line}: its panel is not said: say whose it is`),
    );
  });
}

test("reads the body of a push", async () => {
  const push = `{"events":[{"created_at":"${AT_MS}","code":"k","info":[1, 2]}]}`;

  assert.deepEqual(await read(push, { panel: "P-1" }), ["P-1 0 k [1, 2]"]);
});

test("each page of a panel's answers is a part of its own, all else of a file is one", async () => {
  const parts = async (text: string) =>
    (await readingsOf(text, { panel: "P" })).map((one) => ("part" in one ? one.part : one));

  assert.deepEqual(await parts(`${PAGE}${PAGE}`), [1, 1, 2, 2]);
  assert.deepEqual(await parts(`${TOLD}\n${TOLD}`), [0, 0]);
});

test("refuses what is wrong by its line and reads on", async () => {
  const lines = [
    TOLD,
    "nonsense",
    '{"panel":"A","occurredAt":1}',
    '{"panel":"A","key":"k"}',
    '{"occurredAt":1,"key":"k"}',
    '{"panel":"A","occurredAt":"2025-06-15T12:00:00","key":"k"}',
    `{"panel":"A","occurredAt":1,"key":"k","model":"${"x".repeat(65_600)}"}`,
    `{"panel":"A","occurredAt":1,"key":"k","text":"${"x".repeat(1_100_000)}"}`,
    "[1]",
    '{"panel":"A","occurredAt":-1,"key":"k"}',
    '{"panel":"\\ud800","occurredAt":1,"key":"k"}',
    TOLD.slice(0, -3),
  ];

  assert.deepEqual(await read(lines.join("\n")), [
    ONE,
    "2: not JSON",
    "3: no usable key",
    "4: no usable time",
    "5: no usable panel",
    "6: its time says no offset from UTC",
    "7: over 64 KiB",
    "8: over 1 MiB",
    "9: not an object",
    "10: no usable time",
    "11: panel with half a character",
    "12: not JSON",
  ]);
});

for (const [text, reason] of [
  [`[${TOLD}`, "1: the file is cut short within a list"],
  [`[${TOLD},\n{"panel":`, "2: cut short"],
  [`{"events":[${TOLD}]`, "1: the file is cut short within a list"],
  [`[${TOLD}]}\n${TOLD}`, "1: not JSON from here on; nothing further was read"],
] as const) {
  test(`says where ${JSON.stringify(text.slice(-12))} cannot be read on from`, async () => {
    assert.deepEqual(await read(text, {}, 3), [ONE, reason]);
  });
}

test("says when a compressed file is cut short, after what it has", async () => {
  const whole = gzipSync(`${TOLD}\n`.repeat(2_000), { level: 0 });

  const readings = await read(whole.subarray(0, -2_000), {}, 1_000);

  assert.equal(readings[0], ONE);
  assert.match(readings.join("\n"), /^0: the compressed file is damaged or cut short/m);
});

test("keeps beside the model what it does not know, and leaves out what a book works out", async () => {
  const members = '"panel":"A","occurredAt":"2025-06-15T12:00:00.5+03:00","key":"k"';
  const readOne = async (text: string) => {
    const [reading] = await readingsOf(text);
    assert.ok(reading !== undefined && "event" in reading);
    return reading;
  };

  const foreign = await readOne(`{${members},"owner":"Olena","device": 7,"category":null}`);
  const told = await readOne(
    `{"seq":9,${members},"owner":"Olena","receivedAt":3,"text":"t","source":"push","late":true,"model":{},"extra":{"a": 1}}`,
  );
  const both = await readOne(`{${members},"extra":{"a": 1},"b":[2],"priority":""}`);
  const line = await readOne(`{${members},"source":"syslog","echo":true}`);

  assert.equal(foreign.event.occurredAtMs, Date.parse("2025-06-15T09:00:00.5Z"));
  assert.equal(foreign.event.extra, '{"owner":"Olena","device": 7}');
  assert.deepEqual([told.event.extra, told.place, told.event.source], ['{"a": 1}', 9, "import"]);
  assert.equal(told.event.isLate, undefined);
  assert.equal(both.event.extra, '{"a": 1,"b":[2]}');
  assert.deepEqual([line.event.source, line.event.isEcho], ["syslog", true]);
});

test("times without an offset are those of the zone that is named", async () => {
  const text = '{"panel":"A","occurredAt":"2025-06-15 12:00","key":"k"}';

  const [reading] = await readingsOf(text, { zone: "Europe/Kyiv" });

  assert.ok(reading !== undefined && "event" in reading);
  assert.equal(reading.event.occurredAtMs, Date.parse("2025-06-15T09:00:00Z"));
});
