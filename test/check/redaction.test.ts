import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PanelCheck } from "../../src/check/check-panel.ts";
import { renderFindings } from "../../src/check/render-findings.ts";
import { renderReport } from "../../src/check/render-report.ts";
import { checked } from "./checked.ts";
import { DeviantPanel, type Deviation } from "./deviant-panel.ts";

/** What a panel knows of people and places: no two are alike in length alone. */
interface Secrets {
  readonly owner: string;
  readonly number: string;
  readonly code: number;
  readonly apartment: string;
  readonly host: string;
  readonly password: string;
  readonly serial: string;
}

const SHAPE = "QWERTZUIOPASDFGHJKLYXCVBNMÄÖÜЖЩЇß@+#";
const letters = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...SHAPE.split("")), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const digits = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."123456789".split("")), { minLength: length, maxLength: length })
    .map((all) => all.join(""));

const secrets: fc.Arbitrary<Secrets> = fc.record({
  owner: letters(9),
  number: digits(11),
  code: digits(10).map(Number),
  apartment: letters(3),
  host: letters(8),
  password: letters(7),
  serial: digits(14),
});

/** A panel that says its secrets wherever it may say something. */
function tellTale(said: Secrets): Deviation {
  const { owner, number, code, apartment, host, password, serial } = said;
  const model = {
    owner,
    number,
    code,
    apartment_address: apartment,
    lock: code,
    host,
    type: owner,
  };
  const event = {
    timestamp: 1_713_015_696_315,
    category: owner,
    priority: host,
    name: { key: "access_granted_by_valid_identifier", text: number },
    info: { text: `${owner} came with ${number} to ${apartment}`, model, more: [owner, code] },
    place: apartment,
  };
  return {
    events: [
      event,
      { ...event, timestamp: 1_713_015_700_315, name: { key: owner, text: `${owner} ${number}` } },
    ],
    info: {
      api_version: "2.9.0",
      firmware_version: owner,
      device_serial_number: serial,
      device_name: owner,
    },
    refusal: `Wrong value ${owner} of ${number} for ${apartment}`,
    neighbour: {
      is_enabled: true,
      password,
      settings: { url: `http://${host}/`, password, digits: code, list: [owner, { secret: code }] },
      list_option: { pagination: { total_items: 1 }, locale: { locale: owner } },
      list_items: [{ name: owner, text: owner, timestamp: code }],
      [owner]: number,
    },
  };
}

async function told(said: Secrets): Promise<readonly string[]> {
  await using panel = await DeviantPanel.open(tellTale(said));
  const check: PanelCheck = await checked(panel.baseUrl);
  return [renderReport(check, "0.0.0"), renderFindings(check)];
}

test("neither the file nor the output holds an owner, number, code, place or password", async () => {
  await fc.assert(
    fc.asyncProperty(secrets, async (said) => {
      const texts = await told(said);

      for (const text of texts) {
        for (const secret of Object.values(said)) {
          assert.ok(!text.includes(String(secret)), `${String(secret)} in ${text.slice(0, 200)}`);
        }
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test("two panels that differ in nothing but secrets of a length are told alike", async () => {
  await fc.assert(
    fc.asyncProperty(secrets, secrets, async (one, other) => {
      assert.deepEqual(await told(one), await told(other));
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

test("a refused login is told without what the panel says of anybody", async () => {
  await using panel = await DeviantPanel.open({
    loginRefusal: "Wrong password of Olena Kit 3090069",
  });

  await assert.rejects(checked(panel.baseUrl), (error: Error) => {
    assert.match(
      error.message,
      /refuses the login: 400 "Wrong password of text\(5\) text\(3\) digits\(7\)"/,
    );
    return true;
  });
});

test("the file holds versions, verdicts and shapes", async () => {
  const model = { owner: "Olena", number: 3_090_069, lock: 1, type: "card", link_id: null };
  const name = { key: "access_granted_by_valid_identifier", text: "Lock opened by identifier" };
  const event = { timestamp: 1_713_015_696_315, category: "access", priority: "medium", name };
  await using panel = await DeviantPanel.open({
    info: { api_version: "2.9.0", firmware_version: "3.9.1", device_serial_number: "4711" },
    events: [{ ...event, info: { text: "Olena came", model } }],
  });

  const report = JSON.parse(renderReport(await checked(panel.baseUrl), "0.1.0"));

  const { doorbook, family, firmware_version: firmware, api_version: api } = report;
  assert.deepEqual([doorbook, family, firmware, api], ["0.1.0", "android", "3.9.1", "2.9.0"]);
  assert.deepEqual(report.events.list_items, [
    {
      timestamp: "newest 0 ms",
      category: "access",
      priority: "medium",
      name,
      info: {
        text: "text(10)",
        model: {
          owner: "text(5)",
          number: "number(7 digits)",
          lock: "number(1 digits)",
          type: "card",
          link_id: null,
        },
      },
    },
  ]);
  const asked = report.questions.find(({ id }: { id: string }) => id === "default-order");
  assert.equal(asked.verdict, "unclear");
  assert.equal(asked.calls[0].status, 200);
});
