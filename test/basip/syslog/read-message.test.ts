import assert from "node:assert/strict";
import { test } from "node:test";
import { eventOfLine } from "../../../src/basip/syslog/event-of-line.ts";
import { readSyslogMessage } from "../../../src/basip/syslog/read-message.ts";
import { renderSyslogText } from "../../../src/basip/syslog/render-line.ts";
import { SYSLOG_TEXTS } from "../../../src/basip/syslog/texts.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";

/** What becomes of an event that goes out as a text and comes in again. */
const ROUND: Record<string, readonly (readonly [object, string, object])[]> = {
  lock_was_opened_by_exit_btn: [[{ lock: 2 }, "lock_was_opened_by_exit_btn", {}]],
  door_was_opened: [[{}, "door_sensor_was_opened", {}]],
  door_was_closed: [[{}, "door_sensor_was_closed", {}]],
  door_sensor_was_opened: [[{}, "door_sensor_was_opened", {}]],
  door_sensor_was_closed: [[{}, "door_sensor_was_closed", {}]],
  access_granted_by_master_code: [
    [{ code: "0000", lock: 1 }, "access_granted_by_master_code", { code: "0000" }],
    [{}, "access_granted_by_master_code", {}],
  ],
  access_granted_by_call_host: [
    [
      { host: "sip:101@10.0.0.7:5060", lock: 2 },
      "access_granted_by_call_host",
      { host: "101@10.0.0.7", lock: 2 },
    ],
    [{ host: "101" }, "access_granted_by_call_host", { host: "101", lock: 1 }],
    [{}, "access_granted_by_call_host", { lock: 1 }],
  ],
  access_granted_by_valid_identifier: [
    [
      { number: 3_090_069, type: "card", owner: "A" },
      "access_granted_by_valid_identifier",
      { number: "3090069", type: "card" },
    ],
    [
      { number: "1234", type: "input_code" },
      "access_granted_by_valid_identifier",
      { number: "1234", type: "input_code" },
    ],
    [{ type: "card" }, "access_granted_by_valid_identifier", { type: "card" }],
    [{ number: "1", type: "face_id" }, "access_granted_by_valid_identifier", {}],
  ],
  incoming_call: [
    [{}, "outgoing_call", { answered: true }],
    [{ answered: false }, "outgoing_call_missed", { answered: false }],
  ],
  outgoing_call: [
    [{}, "outgoing_call", { answered: true }],
    [{ answered: false }, "outgoing_call_missed", { answered: false }],
  ],
  outgoing_call_missed: [[{}, "outgoing_call_missed", { answered: false }]],
};

test("knows every text that an emulated panel writes", () => {
  assert.deepEqual(Object.keys(ROUND).toSorted(), Object.keys(SYSLOG_TEXTS).toSorted());
});

for (const [key, rounds] of Object.entries(ROUND)) {
  for (const [model, keyRead, modelRead] of rounds) {
    test(`reads ${key} with ${JSON.stringify(model)} from its text`, () => {
      const meaning = readSyslogMessage(renderSyslogText({ key, model }));

      assert.deepEqual(meaning, { key: keyRead, model: modelRead });
    });
  }
}

for (const key of EVENT_KEYS.filter((key) => !Object.hasOwn(SYSLOG_TEXTS, key))) {
  test(`knows ${key} by its English name`, () => {
    assert.deepEqual(readSyslogMessage(renderSyslogText({ key, model: {} })), { key, model: {} });
  });
}

for (const [message, key, model] of [
  ["EVENT:0,a,b,c,d,e,f,g,h, call was no accepted ", "outgoing_call_missed", { answered: false }],
  ["EVENT : 7 , Door opened by exit button", "lock_was_opened_by_exit_btn", {}],
  [
    "EVENT:100:0000:Door opened by general access code:0000",
    "access_granted_by_master_code",
    { code: "0000" },
  ],
  [
    "EVENT:0:0:0:3090069:0:Door opened by card. Info:0:0:0:0:0:0",
    "access_granted_by_valid_identifier",
    { number: "3090069", type: "card" },
  ],
] as const) {
  test(`reads ${message}`, () => {
    assert.deepEqual(readSyslogMessage(message), { key, model });
  });
}

for (const message of [
  "",
  "EVENT",
  "EVENT:105",
  "EVENT:0:No such event",
  "EVENT:0:0:Door opened by exit button",
  "event:105:Door opened by exit button",
  "Door opened by exit button",
  "EVENT:0:0:0:0:Door 100 opened by call host",
  " su: 'root' failed, twice ",
]) {
  test(`keeps ${JSON.stringify(message)} as it came`, () => {
    assert.deepEqual(readSyslogMessage(message), {
      key: "syslog_message",
      model: { text: message },
    });
  });
}

const LINE = {
  severity: 6,
  facility: 1,
  occurredAtMs: 7,
  host: "front-door",
  app: "panel",
  message: "EVENT:105:Door opened by exit button",
};

test("makes an event of a line, with what else it says beside", () => {
  assert.deepEqual(eventOfLine(LINE, 9), {
    occurredAtMs: 7,
    key: "lock_was_opened_by_exit_btn",
    category: undefined,
    priority: undefined,
    model: "{}",
    extra:
      '{"text":"EVENT:105:Door opened by exit button","host":"front-door","app":"panel","severity":6}',
    source: "syslog",
  });
});

test("gives a line without a time the time at which it came, and says so", () => {
  const line = { ...LINE, occurredAtMs: undefined, host: undefined, app: undefined, message: "?" };

  const { occurredAtMs, extra } = eventOfLine({ ...line, severity: undefined }, 9);

  assert.deepEqual([occurredAtMs, extra], [9, '{"text":"?","timeless":true}']);
});
