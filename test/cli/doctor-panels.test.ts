import assert from "node:assert/strict";
import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { addAccount } from "../../src/accounts/administer.ts";
import { panelFindings } from "../../src/cli/doctor/panels.ts";
import { countTwiceTold } from "../../src/cli/doctor/twice-told.ts";
import { NO_HEALTH, renderHealth } from "../../src/fleet/health.ts";
import type { PanelHealth } from "../../src/fleet/health.ts";
import { ownEvent } from "../../src/event/own-event.ts";
import { KEY_FILE } from "../../src/fleet/secret-key.ts";
import { Cli } from "../support/cli.ts";
import { event } from "../support/events.ts";

const SEEN_MS = Date.UTC(2026, 10, 25, 7, 0, 1);
const PULLED = "panels add http://127.0.0.1:9 --offline --serial AA-1 --username reader".split(" ");

/** A folder with an admin and the panel AA-1, so that just the panel can need attention. */
async function withPanel(health: Partial<PanelHealth>): Promise<Cli> {
  const cli = await Cli.make();
  await cli.say([...PULLED, "--name", "Gate"], "secret\n");
  await cli.withStore(async ({ accounts, fleet }) => {
    await addAccount(accounts, { name: "ann", type: "admin", password: "secret" });
    const body = renderHealth({ ...NO_HEALTH, state: "live", lastSeenMs: SEEN_MS, ...health });
    await fleet.change("health", [{ id: "AA-1", body }]);
  });
  return cli;
}

test("all is well with a panel that reports, and with its password", async () => {
  await using cli = await withPanel({});

  const { code, stdout } = await cli.run(["doctor"]);

  assert.equal(code, 0, stdout);
  assert.match(stdout, /^ok {9}the one panel is well$/m);
  assert.match(
    stdout,
    /^ok {9}the panels' passwords are sealed, and their key is its owner's alone$/m,
  );
});

for (const [health, text] of [
  [
    { state: "silent" },
    "silent since 2026-11-25T07:00:01Z: see to its power and network, and try doorbook panels test AA-1",
  ],
  [
    { state: "refused", trouble: "no" },
    "refused: give its password with doorbook panels edit AA-1 --new-password",
  ],
  [
    { isClockOff: true, clockOffsetMs: -42_000 },
    "live, clock off by -00:00:42: set its clock, or let it follow a time server",
  ],
  [{ gap: 12 }, "live, gap: 12 events: see which days with doorbook panels statement AA-1"],
  [
    { trouble: "no answer within 10 s" },
    "live: it cannot be read (no answer within 10 s): try doorbook panels test AA-1",
  ],
] as const satisfies readonly (readonly [Partial<PanelHealth>, string])[]) {
  test(`a panel needs attention that is ${text.slice(0, 40)}`, async () => {
    await using cli = await withPanel(health);

    const { code, stdout } = await cli.run(["doctor"]);

    assert.equal(code, 1);
    assert.ok(stdout.includes(`attention  panel "AA-1" (Gate): ${text}\n`), stdout);
    assert.match(stdout, /^ok {9}panels that are well: 0 of 1$/m);
  });
}

test("a panel that is left in peace may be silent", async () => {
  await using cli = await withPanel({ state: "silent" });
  await cli.say(["panels", "edit", "AA-1", "--pause"]);

  const { code, stdout } = await cli.run(["doctor"]);

  assert.equal(code, 0, stdout);
});

test("a panel that has just begun to catch up needs no attention, and after an hour it does", async () => {
  await using cli = await withPanel({ state: "catching_up", toCome: 10, total: 100 });
  await cli.withStore(async (store) => {
    const model = { panel: "AA-1", name: "Gate", events: 10 };
    await store.append("doorbook", [ownEvent("doorbook_panel_catching_up", model, SEEN_MS)]);
  });

  const { code, stdout } = await cli.run(["doctor"]);

  const later = await cli.withStore((store) => panelFindings(store, Date.now() + 3_700_000));

  assert.equal(code, 0, stdout);
  assert.match(later[0]?.advice ?? "", /^it has been catching up for over an hour: /);
});

test("a key that others may read needs attention, and one that is gone", async () => {
  await using cli = await withPanel({});
  const path = join(cli.data, KEY_FILE);
  await chmod(path, 0o640);
  const open = await cli.run(["doctor"]);
  await rm(path);

  const gone = await cli.run(["doctor"]);

  assert.deepEqual([open.code, gone.code], [1, 1]);
  assert.match(
    open.stdout,
    /^attention {2}others may read .* \(mode 0640\): chmod 600 \S+panels\.key$/m,
  );
  assert.match(gone.stdout, /^attention {2}the key of the panels' passwords is gone: /m);
});

test("a panel that pushes and is pulled is told when both ways tell unlike models", async () => {
  await using cli = await withPanel({ ways: { push: SEEN_MS, pull: SEEN_MS } });
  await cli.withStore(async (store) => {
    await store.append("AA-1", [
      event({ model: '{"number":"1"}' }),
      event({ model: '{"number":"1","lock":0}', source: "pull" }),
      event({ occurredAtMs: 5, source: "pull" }),
    ]);
  });

  const { code, stdout } = await cli.run(["doctor"]);

  assert.equal(code, 1);
  assert.match(
    stdout,
    /^attention .* among its last 3 events, pairs of one time and key with unlike models: 1: both are kept/m,
  );
});

test("counts a pair once however many ways there are to make it", () => {
  const pushed = ["a", "b", "c"].map((model) => event({ model }));
  const pulled = ["c", "d", "e", "f"].map((model) => event({ model, source: "pull" }));

  assert.equal(countTwiceTold([...pushed, ...pulled]), 2);
  assert.equal(countTwiceTold(pushed), 0);
});
