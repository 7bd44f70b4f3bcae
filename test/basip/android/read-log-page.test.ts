import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogPage } from "../../../src/basip/android/read-log-page.ts";
import { renderOldItem } from "../../../src/basip/android/render-item.ts";
import { renderLogItems } from "../../../src/basip/android/render-log-items.ts";
import { canonicalModel } from "../../../src/event/canonical.ts";
import { ODD_MODELS } from "../../fixtures/ugly-models.ts";
import { DAY_MS, event } from "../../support/events.ts";
import { ask } from "./ask.ts";

const PAGINATION = { pagination: { total_items: 3 } };
const ITEM = '{"timestamp":5,"name":{"key":"tamper_event"},"info":{"model":{ "a" : 1e400 }}}';

const EVENTS = ODD_MODELS.filter((model) => model !== undefined && /^\s*\{/.test(model)).map(
  (model, nth) => event({ occurredAtMs: DAY_MS + nth, model }),
);

for (const { shape, render } of [
  { shape: "items", render: undefined },
  { shape: "firmware up to 3.7", render: renderOldItem },
]) {
  test(`reads back a page of ugly models as it is shown, in the shape of ${shape}`, () => {
    const page = { total: 1_234, events: EVENTS };

    const read = readLogPage(renderLogItems(ask("limit=50"), page, ["door"], render));

    assert.ok(read);
    assert.deepEqual([read.total, read.size, read.rejected], [1_234, EVENTS.length, []]);
    assert.deepEqual(
      read.events.map(({ model, ...rest }) => ({ ...rest, model: canonicalModel(model) })),
      EVENTS.map((sent) => ({ ...sent, source: "pull", model: canonicalModel(sent.model) })),
    );
  });
}

for (const { title, body } of [
  { title: "`list_option`", body: { list_option: PAGINATION, list_items: [] } },
  { title: "a list of them", body: { list_option: [{ sort: {} }, PAGINATION], list_items: [] } },
  { title: "`options`", body: { options: PAGINATION, list_items: [] } },
  { title: "a list of `options`", body: { options: [PAGINATION], list_items: [] } },
]) {
  test(`finds the total in ${title}`, () => {
    assert.deepEqual(readLogPage(JSON.stringify(body)), {
      total: 3,
      size: 0,
      events: [],
      rejected: [],
    });
  });
}

test("keeps a model's text to the letter, and tells apart what cannot be read", () => {
  const text = `{"list_items":[${ITEM},7, {"timestamp":[]} ],"list_option":${JSON.stringify(PAGINATION)}}`;

  const read = readLogPage(text);

  assert.ok(read);
  assert.equal(read.size, 3);
  assert.deepEqual(
    read.events.map(({ model }) => model),
    ['{ "a" : 1e400 }'],
  );
  assert.deepEqual(read.rejected, [
    { reason: "not an object", text: "7" },
    { reason: "no usable time", text: '{"timestamp":[]}' },
  ]);
});

for (const text of [
  "",
  "null",
  "[]",
  "{",
  "{}",
  '{"list_items":[]}',
  '{"list_option":{"pagination":{"total_items":"3"}},"list_items":[]}',
  '{"list_option":{"pagination":{"total_items":-1}},"list_items":[]}',
  '{"list_option":{"pagination":{"total_items":1e300}},"list_items":[]}',
  '{"list_option":{"pagination":{"total_items":0}},"list_items":{}}',
  '{"list_option":{"pagination":{"total_items":0}}}',
  '{"list_option":"pagination","list_items":[]}',
]) {
  test(`takes ${text === "" ? "an empty body" : text} for no page`, () => {
    assert.equal(readLogPage(text), undefined);
  });
}

test("takes a page of over 1,000 events for none: nobody asks for so many", () => {
  const items = Array.from({ length: 1_001 }, () => ITEM).join(",");

  assert.equal(
    readLogPage(`{"list_option":${JSON.stringify(PAGINATION)},"list_items":[${items}]}`),
    undefined,
  );
});
