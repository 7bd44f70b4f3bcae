import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { renderSyslogText } from "../../../src/basip/syslog/render-line.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";

const text = (key: string, model: object = {}) => renderSyslogText({ key, model });

for (const [host, address] of [
  ["101", "101@0"],
  ["101@10.0.0.2", "101@10.0.0.2"],
  ["sip:101@10.0.0.2:5060;transport=tcp", "101@10.0.0.2"],
  ["SIPS:front,door@pbx.example", "frontdoor@pbx.example"],
  ["10.0.0.2:5060", "10.0.0.2@0"],
  ["101@[fe80::1]", "101@0"],
  [101, "101@0"],
  ["", "0@0"],
  [undefined, "0@0"],
] as const) {
  test(`says that the call host ${String(host)} is ${address}`, () => {
    const said = text("access_granted_by_call_host", { host, lock: 2 });

    assert.equal(said, `EVENT:106:0:0:${address}:Door 2 opened by call host`);
  });
}

for (const lock of [undefined, null, 0, -1, 1.5, 100, "", "2:3", {}]) {
  test(`says door 1 when the lock is ${JSON.stringify(lock)}`, () => {
    const said = text("access_granted_by_call_host", { host: "101", lock });

    assert.equal(said, "EVENT:106:0:0:101@0:Door 1 opened by call host");
  });
}

for (const [code, shown] of [
  ["00,4:2", "0042"],
  [" 12\r\n34\t", "12 34"],
  [7, "7"],
  [":,", "0"],
  ["\u0000", "0"],
  [{ code: 1 }, "0"],
  [null, "0"],
  ["😀".repeat(300), "😀".repeat(256)],
] as const) {
  test(`shows the code ${JSON.stringify(code).slice(0, 30)} as ${shown.slice(0, 30)}`, () => {
    const said = text("access_granted_by_master_code", { code });

    assert.equal(said, `EVENT:100:${shown}:Door opened by general access code:0000`);
  });
}

test("names an identifier of another type, and none, as any other event", () => {
  for (const type of ["ukey", "toString", undefined, 1]) {
    const said = text("access_granted_by_valid_identifier", { type, number: "1" });

    assert.equal(said, "EVENT:0:Lock opened by identifier");
  }
});

test("says a key that it does not know in a readable form", () => {
  assert.equal(text("bond_lift_request"), "EVENT:0:Bond lift request");
  assert.equal(text("toString"), "EVENT:0:ToString");
  assert.equal(text("a:b,c\nd"), "EVENT:0:Abc d");
  assert.equal(text(""), "EVENT:0:0");
});

test("bears a model that is a list", () => {
  assert.equal(text("access_granted_by_master_code", [1]).split(":")[2], "0");
});

test("is one line of parts that are not empty, whatever the event", () => {
  const keys = fc.oneof(fc.constantFrom<string>(...EVENT_KEYS), fc.string({ unit: "binary" }));
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.double(), fc.anything());
  const model = fc.record(
    { code: value, host: value, lock: value, number: value, type: fc.constantFrom("card", "qr") },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(keys, model, (key, model) => {
      const parts = text(key, model).split(/[:,]/);

      assert.equal(parts[0], "EVENT");
      assert.match(parts[1] ?? "", /^\d+$/);
      for (const part of parts) assert.match(part, /^\S(?:[^\p{Cc}\n\u2028\u2029]*\S)?$/u);
      assert.ok(parts.length >= 3);
    }),
  );
});
