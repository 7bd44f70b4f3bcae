import assert from "node:assert/strict";
import { test } from "node:test";

import { EVENT_CATALOG } from "../../src/event/catalog.ts";
import type { FieldType, ModelFields } from "../../src/event/models.ts";
import { OWN_EVENTS } from "../../src/event/own-events.ts";
import { VALUE_FIELDS, type ValueField } from "../../src/event/value-fields.ts";

/** Every place of a model that holds a value, such as `model.info.user.name`. */
function placesIn(fields: ModelFields, above: string): string[] {
  return Object.entries(fields).flatMap(([name, { type }]) => placesOf(type, `${above}.${name}`));
}

function placesOf(type: FieldType, place: string): string[] {
  if (typeof type === "string" || Array.isArray(type)) return [place];
  if ("listOf" in type) return placesOf(type.listOf, place);
  return "fields" in type ? placesIn(type.fields, place) : [place];
}

const PLACES = [
  ...new Set(Object.values(EVENT_CATALOG).flatMap(({ model }) => placesIn(model.fields, "model"))),
];

/** The names that models have for one thing. */
for (const [name, members] of [
  ["number", /\.(?:number|identifier_number|card|qr|host)$/],
  ["owner", /\.(?:owner|owner_name|user_name|user\.name)$/],
  ["apartment", /\.(?:apartment_address|apartments_list)$/],
  ["lock", /\.(?:lock|lock_number)$/],
  ["type", /\.(?:type|identifier_type|auth_type)$/],
  ["requestor", /\.requestor$/],
  ["code", /\.code$/],
] as const satisfies readonly (readonly [ValueField, RegExp])[]) {
  test(`knows every place of the documented models that holds ${name}`, () => {
    const documented = PLACES.filter((place) => members.test(place));

    const known = VALUE_FIELDS[name].map((path) => path.join("."));

    assert.deepEqual(known.toSorted(), documented.toSorted());
  });
}

test("knows every place of Doorbook's own events that names an account", () => {
  const named = Object.values(OWN_EVENTS).flatMap(({ model }) =>
    Object.entries(model)
      .filter(([, says]) => says.startsWith("Name of the account"))
      .map(([member]) => `model.${member}`),
  );

  const known = VALUE_FIELDS.account.map((path) => path.join("."));

  assert.deepEqual(known.toSorted(), [...new Set(["extra.account", ...named])].toSorted());
});
