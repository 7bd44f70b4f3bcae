import assert from "node:assert/strict";
import { test } from "node:test";
import { NO_HEALTH, renderHealth } from "../../src/fleet/health.ts";
import type { PanelHealth } from "../../src/fleet/health.ts";
import { stateWords } from "../../src/cli/panels/state-words.ts";
import { Cli } from "../support/cli.ts";

const SEEN_MS = Date.UTC(2026, 10, 25, 7, 0, 1);

for (const [changes, words] of [
  [{}, "new"],
  [{ state: "live" }, "live"],
  [{ state: "refused" }, "refused"],
  [{ state: "catching_up", toCome: 1_234, total: 2_150 }, "catching up 42 %, 1,234 to come"],
  [{ state: "catching_up", toCome: 1, total: 1_000 }, "catching up 99 %, 1 to come"],
  [{ state: "catching_up", toCome: 7, total: 0 }, "catching up, 7 to come"],
  [{ state: "silent", lastSeenMs: SEEN_MS }, "silent since 2026-11-25T07:00:01Z"],
  [
    { state: "live", isClockOff: true, clockOffsetMs: 3_605_000, gap: 12 },
    "live, clock off by +01:00:05, gap: 12 events",
  ],
  [
    { state: "live", isClockOff: true, clockOffsetMs: -7_400, gap: 1 },
    "live, clock off by -00:00:07, gap: 1 event",
  ],
] as const satisfies readonly (readonly [Partial<PanelHealth>, string])[]) {
  test(`says of a panel: ${words}`, () => {
    assert.equal(stateWords({ ...NO_HEALTH, ...changes }), words);
  });
}

test("lists the panels that pushed and those that something is said of, with how they are", async () => {
  await using cli = await Cli.make();
  const names = ["--name", "Main", "--site", "Yard", "--building", "A", "--entrance", "2"];
  await cli.say(["panels", "add", "BB-2", ...names, "--syslog-host", "10.0.0.7"]);
  await cli.withStore(async (store) => {
    await store.panels.putPanel({ serial: "AA-1", linkVerifier: "hidden", addedAtMs: SEEN_MS });
    const health = { ...NO_HEALTH, state: "live", lastSeenMs: SEEN_MS } as const;
    await store.fleet.change("health", [{ id: "AA-1", body: renderHealth(health) }]);
  });

  const table = await cli.say(["panels", "list"]);
  const json = await cli.say(["panels", "list", "--json"]);

  assert.equal(
    table,
    [
      "SERIAL  NAME  SITE  DOOR   WAYS    STATE  LAST SEEN",
      "AA-1                       push    live   2026-11-25T07:00:01Z",
      "BB-2    Main  Yard  A / 2  syslog  new    never",
      "",
    ].join("\n"),
  );
  const [pushing, named] = JSON.parse(json);
  assert.deepEqual([pushing.serial, pushing.ways, pushing.stateText], ["AA-1", ["push"], "live"]);
  assert.deepEqual([named.name, named.health.state], ["Main", "new"]);
  assert.ok(!json.includes("hidden"));
});

test("shows one panel line by line, what is unknown left out", async () => {
  await using cli = await Cli.make();
  await cli.say(["panels", "add", "BB-2", "--lock", "0=Gate"]);

  const shown = await cli.say(["panels", "show", "BB-2"]);

  assert.equal(
    shown,
    ["serial     BB-2", "lock 0     Gate", "state      new", "last seen  never", ""].join("\n"),
  );
});

test("says that there are no panels, and how to add one", async () => {
  await using cli = await Cli.make();
  await cli.withStore(() => Promise.resolve());

  assert.equal(
    await cli.say(["panels", "list"]),
    "There are no panels: see doorbook panels add --help\n",
  );
});
