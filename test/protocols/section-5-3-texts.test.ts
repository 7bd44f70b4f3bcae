import assert from "node:assert/strict";
import { test } from "node:test";
import { renderSyslogText } from "../../src/basip/syslog/render-line.ts";
import { DICTIONARY } from "./dictionary-table.ts";
import { partsOf } from "./syslog-parser.ts";
import { SYSLOG_TABLE, type TextRow } from "./syslog-table.ts";

const parts = (key: string, model: object = {}) => partsOf(renderSyslogText({ key, model }));

/** A model for each thing that the table says of one, and the values that it gives to parts. */
const MODELS: Readonly<Record<string, object>> = {
  "": { code: "4711", host: "101@10.0.0.2", lock: 1 },
  "a card": { type: "card", number: "00A1B2C3" },
  "an input code": { type: "input_code", number: "4711" },
  answered: { number: "12", answered: true },
  "not answered": { number: "12", answered: false },
};
const VALUES: Readonly<Record<string, string>> = {
  _code_: "4711",
  _card_: "00A1B2C3",
  _host_: "101@10.0.0.2",
};

/** The parts that a row of the table stands for. */
function expectedParts({ type, part, text, others }: TextRow): string[] {
  const all = new Map([...others, [part, text]]);
  const last = Math.max(...all.keys());
  const from2 = Array.from({ length: last - 1 }, (_, at) => {
    const value = all.get(at + 2) ?? "0";
    return VALUES[value] ?? value;
  });
  return ["EVENT", type, ...from2];
}

test("§5.3.8 writes 0 where nothing is known", () => {
  assert.deepEqual(parts("access_granted_by_valid_identifier", { type: "card", number: "7" }), [
    ..."EVENT 0 0 0 7 0".split(" "),
    "Door opened by card. Info",
  ]);
  assert.deepEqual(parts("access_granted_by_valid_identifier", { type: "input_code" }), [
    ..."EVENT 0 0 0 0 0".split(" "),
    "Door opened by access code. Info",
  ]);
  assert.equal(parts("access_granted_by_master_code")[2], "0");
});

test("§5.3.9 puts the known texts into the parts of the table", () => {
  assert.equal(SYSLOG_TABLE.length, 10);
  for (const row of SYSLOG_TABLE) {
    const model = MODELS[row.when];
    assert.ok(model !== undefined, row.when);
    assert.notDeepEqual(row.keys, []);
    for (const key of row.keys) assert.deepEqual(parts(key, model), expectedParts(row), key);
  }
});

test("§5.3.9 has the texts to the letter that receivers look for", () => {
  const told = (key: string, at: number, model: object = {}) => parts(key, model)[at];
  const identifier = "access_granted_by_valid_identifier";

  assert.equal(told("lock_was_opened_by_exit_btn", 2), "Door opened by exit button");
  assert.equal(told("door_sensor_was_opened", 2), "Door was opened with door sensor");
  assert.equal(told("door_sensor_was_closed", 2), "Door was closed with door sensor");
  assert.equal(told("access_granted_by_master_code", 3), "Door opened by general access code");
  assert.equal(told("access_granted_by_call_host", 5), "Door 1 opened by call host");
  assert.equal(told(identifier, 6, { type: "card" }), "Door opened by card. Info");
  assert.equal(told(identifier, 6, { type: "input_code" }), "Door opened by access code. Info");
  assert.equal(told("incoming_call", 8), "call was accepted");
  assert.equal(told("outgoing_call_missed", 8), "call was no accepted");
});

test("§5.3.10 has a type for three texts, 0 for all others", () => {
  const typed = DICTIONARY.map(({ key }) => [key, parts(key)[1]]).filter(
    ([, type]) => type !== "0",
  );

  assert.deepEqual(
    new Map(typed as [string, string][]),
    new Map([
      ["access_granted_by_call_host", "106"],
      ["access_granted_by_master_code", "100"],
      ["lock_was_opened_by_exit_btn", "105"],
    ]),
  );
});

test("§5.3.11 writes the vendor's example of a general access code to the letter", () => {
  const text = renderSyslogText({ key: "access_granted_by_master_code", model: { code: "0000" } });

  assert.equal(text, "EVENT:100:0000:Door opened by general access code:0000");
});

for (const [host, address] of [
  ["101@10.0.0.2", "101@10.0.0.2"],
  ["sip:101@10.0.0.2:5060", "101@10.0.0.2"],
  ["101", "101@0"],
] as const) {
  test(`§5.3.12 says who is behind ${host}`, () => {
    assert.equal(parts("access_granted_by_call_host", { host, lock: 1 })[4], address);
  });
}

test("§5.3.13 counts a door by its lock", () => {
  const door = (model: object) => parts("access_granted_by_call_host", model)[5];

  assert.equal(door({ lock: 1 }), "Door 1 opened by call host");
  assert.equal(door({ lock: 2 }), "Door 2 opened by call host");
  assert.equal(door({}), "Door 1 opened by call host");
});

test("§5.3.14 says in part 8, the last, that a call was not taken", () => {
  for (const [key, model] of [
    ["outgoing_call", { number: "12", answered: false }],
    ["outgoing_call_missed", { number: "12", answered: false }],
    ["outgoing_call_missed", {}],
  ] as const) {
    assert.deepEqual(parts(key, model), [
      ..."EVENT 0 0 0 0 0 0 0".split(" "),
      "call was no accepted",
    ]);
  }
});

test("§5.3.15 takes a call for taken when its event does not say otherwise", () => {
  for (const key of ["incoming_call", "outgoing_call"]) {
    for (const model of [{}, { number: "12" }, { answered: null }, { answered: true }]) {
      assert.equal(parts(key, model)[8], "call was accepted");
    }
  }
});

test("§5.3.16 says every other event by its English name", () => {
  const known = new Set(SYSLOG_TABLE.flatMap(({ keys }) => keys));
  const others = DICTIONARY.filter(({ key }) => !known.has(key));

  assert.equal(others.length, 40 - 11);
  for (const { key, name } of others) assert.deepEqual(parts(key), ["EVENT", "0", name]);
  const ukey = { type: "ukey", number: "1" };
  assert.deepEqual(parts("access_granted_by_valid_identifier", ukey), [
    "EVENT",
    "0",
    "Lock opened by identifier",
  ]);
});
