import assert from "node:assert/strict";
import { test } from "node:test";

import type { Kind } from "../../../src/event/kind.ts";
import { ask } from "./ask.ts";

const flat = (field: string, value: string) =>
  `filter_field=${field}&filter_type=equal&filter_value=${encodeURIComponent(value)}`;
const json = (filter: unknown) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;
const triple = (field: string, value: string) => ({
  filter_field: field,
  filter_type: "equal",
  filter_value: value,
});

/** Kinds by a name of this test's; what is not said is left to the catalog. */
const KINDS = {
  tamper: ["tamper_event", undefined, undefined],
  tamperAsAccess: ["tamper_event", "access", "low"],
  card: ["access_denied_by_unknown_card", undefined, undefined],
  lift: ["bond_lift_request", undefined, undefined],
  liftHigh: ["bond_lift_request", "access", "high"],
  odd: ["bond_lift_request", "own", "urgent"],
  gathered: [undefined, undefined, undefined],
} as const;

function matching(search: string): string[] {
  const { spans } = ask(search, { extraKeys: ["bond_lift_request"] });
  const [span] = spans;
  if (span === undefined) return [];
  const filter = span.kinds ?? (() => true);
  return Object.entries(KINDS)
    .map(([name, [key, category, priority]], id): [string, Kind] => [
      name,
      { id: id + 1, key, category, priority },
    ])
    .filter(([, kind]) => filter(kind))
    .map(([name]) => name);
}

const ALL = Object.keys(KINDS);

for (const [search, names] of [
  ["", ALL],
  [flat("category", "access"), ["tamperAsAccess", "card", "liftHigh"]],
  [flat("category", "emergency"), ["tamper"]],
  [flat("category", "info"), ["lift", "gathered"]],
  [flat("category", "system"), []],
  [flat("priority", "critical"), ["tamper"]],
  [flat("priority", "high"), ["card", "liftHigh"]],
  [flat("priority", "low"), ["tamperAsAccess", "lift", "gathered"]],
  [flat("priority", "medium"), []],
  [flat("name", "tamper_event"), ["tamper", "tamperAsAccess"]],
  [flat("name", "bond_lift_request"), ["lift", "liftHigh", "odd"]],
  [flat("name", "door_was_opened"), []],
  [`${flat("priority", "high")}&filter_format=string`, ["card", "liftHigh"]],
  [json(triple("priority", "high")), ["card", "liftHigh"]],
  [json({ ...triple("priority", "high"), filter_format: "string", more: 1 }), ["card", "liftHigh"]],
  [`filter=%20${json(triple("name", "tamper_event")).slice(7)}`, ["tamper", "tamperAsAccess"]],
  [`${flat("name", "bond_lift_request")}&${json(triple("category", "access"))}`, ["liftHigh"]],
  [`${flat("priority", "high")}&${json(triple("priority", "high"))}`, ["card", "liftHigh"]],
  [`${flat("priority", "high")}&${json(triple("priority", "low"))}`, []],
] as const) {
  test(`finds ${names.join(", ") || "nothing"} for "${search}"`, () => {
    assert.deepEqual(matching(search), names);
    assert.equal(ask(search, { extraKeys: ["bond_lift_request"] }).isFiltered, search !== "");
  });
}

for (const search of [
  "filter=",
  "filter=%20",
  "filter=%7B%7D",
  "filter_format=string",
  json({ filter_format: "string" }),
  json({ filter_field: null, filter_type: null, filter_value: null }),
  json({ unknown: "member" }),
  "from=1&to=2",
]) {
  test(`takes "${search}" for no filter`, () => {
    const query = ask(search);

    assert.equal(query.isFiltered, false);
    assert.equal(query.spans[0]?.kinds, undefined);
  });
}

test("gives the same function for the same question, however it is asked", () => {
  const filterOf = (search: string) => ask(search).spans[0]?.kinds;
  const first = filterOf(flat("category", "access"));

  assert.equal(filterOf(`page_number=9&${flat("category", "access")}`), first);
  assert.equal(filterOf(json(triple("category", "access"))), first);
  assert.notEqual(filterOf(flat("category", "info")), first);
});

test("takes an extra key for a name only where the caller can see it", () => {
  const search = flat("name", "firmware_update");

  assert.equal(ask(search, { extraKeys: ["firmware_update"] }).isFiltered, true);
  assert.throws(() => ask(search), { message: "Wrong filter value" });
});
