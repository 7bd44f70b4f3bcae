import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import type { Incident } from "../../../src/emulator/building/incident.ts";
import { incidentsOf } from "./days.ts";

const building = Building.open({ seed: 61, panels: 12 });
const granted = incidentsOf(building, 60).filter(
  ({ key }) => key === "access_granted_by_valid_identifier",
);

/** Some members of an incident's model, as one text. */
function textOf({ model }: Incident, ...names: readonly string[]): string {
  return names.map((name) => String(model[name])).join(", ");
}

test("has residents whose names are written in several scripts", () => {
  const owners = granted.map((incident) => textOf(incident, "owner"));

  for (const script of ["Latin", "Cyrillic", "Georgian", "Hebrew", "Arabic", "Han"]) {
    const letters = new RegExp(String.raw`\p{Script=${script}}`, "u");
    assert.ok(owners.some((owner) => letters.test(owner)));
  }
});

test("has cards of twenty digits, with leading zeros, and of seven to ten digits", () => {
  const cards = granted
    .filter(({ model }) => model["type"] === "card")
    .map((incident) => textOf(incident, "number"));

  for (const form of [/^[1-9]\d{19}$/, /^0{3}[1-9]\d{6}$/, /^[1-9]\d{6,9}$/]) {
    assert.ok(cards.some((card) => form.test(card)));
  }
});

test("lets one identifier belong to one resident only", () => {
  const owners = new Map<string, Set<string>>();
  for (const incident of granted) {
    const identifier = textOf(incident, "type", "number");
    const owner = textOf(incident, "owner", "apartment_address");
    owners.set(identifier, (owners.get(identifier) ?? new Set()).add(owner));
  }

  const shared = [...owners].filter(
    ([identifier, { size }]) => size > 1 && !identifier.startsWith("input_code"),
  );
  assert.deepEqual(shared, []);
});

test("sees the same resident at the entrance and at doors inside", () => {
  const panelsOf = new Map<string, Set<number>>();
  for (const incident of granted) {
    const owner = textOf(incident, "owner", "apartment_address");
    panelsOf.set(owner, (panelsOf.get(owner) ?? new Set()).add(incident.panel));
  }

  assert.ok([...panelsOf.values()].some(({ size }) => size >= 3));
});
