import assert from "node:assert/strict";
import { test } from "node:test";
import { readItem } from "../../../src/basip/android/read-item.ts";
import { renderItem, renderOldItem } from "../../../src/basip/android/render-item.ts";
import { canonicalModel } from "../../../src/event/canonical.ts";
import { ODD_MODELS } from "../../fixtures/ugly-models.ts";
import { event } from "../../support/events.ts";

const AT_MS = 1_750_000_000_000;

/** An event's text, with the changes asked for. */
function item(changes: Readonly<Record<string, unknown>> = {}): string {
  const said = { timestamp: AT_MS, category: "info", priority: "low" };
  return JSON.stringify({ ...said, name: { key: "k" }, info: { model: {} }, ...changes });
}

for (const { shape, render } of [
  { shape: "its present shape", render: renderItem },
  { shape: "the shape of firmware up to 3.7", render: renderOldItem },
]) {
  test(`reads back every model that is an object, to the same meaning, in ${shape}`, () => {
    const models = ODD_MODELS.filter((model) => model !== undefined && /^\s*\{/.test(model));

    const read = models.map((model) => readItem(render("en", event({ model }))));

    assert.deepEqual(
      read.map((one) => ("key" in one ? canonicalModel(one.model) : one.reason)),
      models.map(canonicalModel),
    );
  });

  test(`reads time, key, category and priority, and nothing beside them, in ${shape}`, () => {
    const sent = event({ occurredAtMs: AT_MS, model: '{"lock":1}' });

    const read = readItem(render("fr", sent));

    assert.deepEqual(read, { ...sent, source: "pull" });
  });

  test(`keeps the text of a key that nobody knows, in ${shape}`, () => {
    const text = render("en", event({ key: "drone_landed", model: '{"drone":7}' }));

    const read = readItem(text);

    assert.ok("key" in read);
    assert.deepEqual([read.key, read.model], ["drone_landed", '{"drone":7}']);
    assert.match(read.extra ?? "", /"name":\{"text":"[^"]*[Dd]rone[^"]*"\}/);
  });
}

test("keeps members that nobody knows, as they were sent", () => {
  const text = item({
    door: 12,
    name: { key: "tamper_event", text: "x", colour: "red" },
    info: { model: {}, text: "y", photo: null },
  });

  const read = readItem(text);

  assert.ok("key" in read);
  assert.equal(read.extra, '{"door":12,"name":{"colour":"red"},"info":{"photo":null}}');
});

test("has no model where the panel sends none", () => {
  const read = readItem(item({ info: {} }));

  assert.ok("key" in read);
  assert.equal(read.model, undefined);
});

for (const { title, text, reason } of [
  { title: "a number", text: "5", reason: "not an object" },
  { title: "a list", text: "[]", reason: "not an object" },
  { title: "a time that is a list", text: item({ timestamp: [AT_MS] }), reason: "no usable time" },
  { title: "a time before 1970", text: item({ timestamp: -1 }), reason: "no usable time" },
  {
    title: "a time that is no whole number",
    text: item({ timestamp: 1.5 }),
    reason: "no usable time",
  },
  { title: "no time", text: item({ timestamp: undefined }), reason: "no usable time" },
  { title: "a name that is a text", text: item({ name: "k" }), reason: "no usable key" },
  { title: "a key that is a number", text: item({ name: { key: 7 } }), reason: "no usable key" },
  { title: "an empty key", text: item({ name: { key: "" } }), reason: "no usable key" },
  { title: "over 64 KiB", text: item({ x: "x".repeat(65_536) }), reason: "over 64 KiB" },
]) {
  test(`takes an event with or as ${title} for none: ${reason}`, () => {
    assert.deepEqual(readItem(text), { reason });
  });
}

test("takes an event with a key of over 128 characters for none", () => {
  assert.ok("reason" in readItem(item({ name: { key: "k".repeat(129) } })));
});
