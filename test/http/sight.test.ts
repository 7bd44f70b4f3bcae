import assert from "node:assert/strict";
import { test } from "node:test";
import { accountCaller, personalCaller } from "../../src/accounts/caller.ts";
import type { Caller } from "../../src/accounts/caller.ts";
import type { Scope } from "../../src/accounts/scope.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import type { PanelProfile } from "../../src/fleet/profile.ts";
import { panelsOf } from "../../src/http/sight.ts";
import { wholeViewOf } from "../../src/http/view-of.ts";
import { MemoryFleet } from "../../src/store/memory/memory-fleet.ts";

/** A caller with an account's scope, and perhaps a token's. */
function caller(scope: Scope | undefined, ofToken?: Scope): Caller {
  const said = { id: 1, name: "ann", createdAtMs: 0, scope };
  const account = { ...said, type: "admin", verifier: "" } as const;
  if (ofToken === undefined) return accountCaller(account, "token", undefined);
  const bounds = { accountId: 1, rights: [], expiresAtMs: undefined, lastUsedAtMs: undefined };
  return personalCaller({ account, token: { ...said, ...bounds, scope: ofToken } });
}

async function openFleet() {
  const store = new MemoryFleet();
  const put = async (serial: string, said: Partial<PanelProfile>) => {
    const body = renderProfile({ ...newProfile(serial), ...said });
    await store.change("panel", [{ id: serial, body }]);
  };
  await put("b", { site: "Yard", replaces: "old" });
  await put("a", { site: "Yard" });
  await put("c", { site: "Gate" });
  return { fleet: await Fleet.open(store), put };
}

const of = (sites: readonly string[], panels: readonly string[] = []): Scope => ({ sites, panels });

test("a scope is its sites' panels and its own, with those before them at their doors", async () => {
  const { fleet } = await openFleet();

  const seen = [
    of(["Yard"]),
    of(["Yard", "Gate", "Nowhere"]),
    of([], ["c", "unheard"]),
    of(["Nowhere"]),
    of([], ["old"]),
  ].map((scope) => panelsOf(caller(scope), fleet));

  assert.deepEqual(seen, [
    ["a", "b", "old"],
    ["a", "b", "c", "old"],
    ["c", "unheard"],
    [],
    ["old"],
  ]);
  assert.equal(panelsOf(caller(undefined), fleet), undefined);
});

test("a token sees what both its scope and its account's have", async () => {
  const { fleet } = await openFleet();

  const seen = [
    panelsOf(caller(of(["Yard"]), of(["Gate"], ["a"])), fleet),
    panelsOf(caller(undefined, of(["Gate"])), fleet),
    panelsOf(caller(of(["Yard"]), of(["Gate"])), fleet),
  ];

  assert.deepEqual(seen, [["a"], ["c"], []]);
});

test("it is the same list until the fleet changes, and then what the fleet has become", async () => {
  const { fleet, put } = await openFleet();
  const before = panelsOf(caller(of(["Gate"])), fleet);

  const again = panelsOf(caller(of(["Gate"])), fleet);
  await put("a", { site: "Gate" });
  await fleet.refresh();
  const moved = panelsOf(caller(of(["Gate"])), fleet);

  assert.equal(again, before);
  assert.deepEqual([before, moved], [["c"], ["a", "c"]]);
});

test("Doorbook's own events are in no scope, even one that names them", async () => {
  const { fleet, put } = await openFleet();
  await put("doorbook", { site: "Yard" });
  await fleet.refresh();

  assert.deepEqual(panelsOf(caller(of(["Yard"], ["doorbook"])), fleet), ["a", "b", "old"]);
});

test("the book's view of a caller has no floor, and is the whole fleet's without a scope", async () => {
  const { fleet } = await openFleet();

  assert.deepEqual(wholeViewOf(caller(of(["Gate"])), fleet), { panels: ["c"], floor: 0 });
  assert.deepEqual(wholeViewOf(caller(undefined), fleet), { panels: undefined, floor: 0 });
});
