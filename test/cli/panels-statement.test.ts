import assert from "node:assert/strict";
import { test } from "node:test";
import { daysOf, lastDays } from "../../src/cli/statement/days.ts";
import { NO_HEALTH, renderHealth } from "../../src/fleet/health.ts";
import { ownEvent } from "../../src/event/own-event.ts";
import { Cli } from "../support/cli.ts";
import { event, eventsInARow } from "../support/events.ts";

const KYIV = ["sites", "set", "Yard", "--zone", "Europe/Kyiv"];
const RANGE = ["--from", "2026-10-24", "--to", "2026-10-26"];

interface Row {
  readonly panel: string;
  readonly day: string;
  readonly received: number;
  readonly late: number;
  readonly missing: number;
  readonly quarantined: number;
  readonly completeness: string;
}

async function rowsOf(cli: Cli, args: readonly string[]): Promise<readonly Row[]> {
  return JSON.parse(await cli.say(["panels", "statement", ...args, "--json"])) as readonly Row[];
}

test("a day has 25 hours when the clocks go back, and ends a millisecond before the next", () => {
  const [before, long, after] = daysOf({ from: "2026-10-24", to: "2026-10-26" }, "Europe/Kyiv");

  assert.equal((long?.toMs ?? 0) - (long?.fromMs ?? 0), 25 * 3_600_000 - 1);
  assert.equal(before?.toMs, (long?.fromMs ?? 0) - 1);
  assert.equal(after?.fromMs, Date.parse("2026-10-25T22:00:00Z"));
  const late = Date.parse("2026-10-24T22:30Z");
  assert.deepEqual(lastDays(2, late, "Europe/Kyiv"), { from: "2026-10-24", to: "2026-10-25" });
});

test("counts what occurred on each day of the panel's site, and what of it came late", async () => {
  await using cli = await Cli.make();
  await cli.say(KYIV);
  await cli.say(["panels", "add", "AA-1", "--site", "Yard"]);
  await cli.withStore(async (store) => {
    // an hour before and after midnight in Kyiv, which is 21:00 in UTC
    const midnightMs = Date.parse("2026-10-24T21:00:00Z");
    await store.append("AA-1", [
      event({ occurredAtMs: midnightMs - 1 }),
      event({ occurredAtMs: midnightMs, isLate: true }),
      event({ occurredAtMs: midnightMs + 1, source: "syslog", isEcho: true }),
    ]);
    await store.append("AA-1", eventsInARow(2_100, { occurredAtMs: midnightMs + 3_600_000 }));
    await store.append("BB-2", [event({ occurredAtMs: midnightMs })]);
  });

  const rows = await rowsOf(cli, ["AA-1", ...RANGE]);

  assert.deepEqual(
    rows.map(({ panel, day, received, late }) => [panel, day, received, late]),
    [
      ["AA-1", "2026-10-24", 1, 0],
      ["AA-1", "2026-10-25", 2_101, 1],
      ["AA-1", "2026-10-26", 0, 0],
    ],
  );
});

test("a gap is missing from each day that it touches, of its own panel", async () => {
  await using cli = await Cli.make();
  await cli.say(["panels", "add", "AA-1"]);
  await cli.say(["panels", "add", "BB-2"]);
  await cli.withStore(async (store) => {
    const gap = (from: string, to: string, count: number) =>
      ownEvent("doorbook_gap", { panel: "AA-1", name: "", from, to, count, reason: "cleared" }, 1);
    await store.append("doorbook", [
      gap("2026-10-24T10:00:00.000Z", "2026-10-25T10:00:00.000Z", 5),
      gap("2026-10-25T11:00:00.000Z", "2026-10-25T12:00:00.000Z", 7),
    ]);
  });

  const rows = await rowsOf(cli, RANGE);

  assert.deepEqual(
    rows.map(({ panel, missing, completeness }) => [panel, missing, completeness]),
    [
      ["AA-1", 5, "gaps"],
      ["AA-1", 12, "gaps"],
      ["AA-1", 0, "complete"],
      ["BB-2", 0, "complete"],
      ["BB-2", 0, "complete"],
      ["BB-2", 0, "complete"],
    ],
  );
});

test("without a range it is about the week until today, with what is in quarantine", async () => {
  await using cli = await Cli.make();
  await cli.withStore(async (store) => {
    const rejected = { reason: "no usable time", bytes: Buffer.from("{}") };
    await store.take("AA-1", [event({ occurredAtMs: Date.now() })], [rejected]);
  });

  const table = await cli.say(["panels", "statement"]);

  const [head = "", ...days] = table.trimEnd().split("\n");
  assert.match(head, /^PANEL +NAME +DAY +RECEIVED +LATE +MISSING +QUARANTINED +LOG$/);
  assert.equal(days.length, 7);
  assert.equal(days.filter((day) => /^AA-1 +\S+ +1 +0 +0 +1 +complete$/.test(day)).length, 1);
  assert.equal(days.filter((day) => /^AA-1 +\S+ +0 +0 +0 +0 +complete$/.test(day)).length, 6);
});

test("of the time since a panel was heard of it is not known whether all is there", async () => {
  await using cli = await Cli.make();
  await cli.say(["panels", "add", "AA-1"]);
  await cli.withStore(async ({ fleet }) => {
    const lastSeenMs = Date.parse("2026-10-25T12:00:00Z");
    const health = { ...NO_HEALTH, state: "silent", lastSeenMs } as const;
    await fleet.change("health", [{ id: "AA-1", body: renderHealth(health) }]);
  });

  const rows = await rowsOf(cli, RANGE);

  assert.deepEqual(
    rows.map(({ completeness }) => completeness),
    ["complete", "not known", "not known"],
  );
});

for (const [args, code, message] of [
  ["--from yesterday", 2, '--from must be a day, as 2026-11-25, not "yesterday"'],
  ["--from 2026-02-30", 2, '--from must be a day, as 2026-11-25, not "2026-02-30"'],
  ["--from 2026-02-02 --to 2026-02-01", 2, "--from is after --to"],
  ["--from 2016-02-02 --to 2026-02-01", 1, "a statement is about 1000 days at most"],
  ["AA-9", 1, 'no panel with the serial "AA-9" is known: see doorbook panels list'],
] as const) {
  test(`doorbook panels statement ${args}: refused in one line, exit code ${String(code)}`, async () => {
    await using cli = await Cli.make();
    await cli.say(["panels", "add", "AA-1"]);

    const ended = await cli.run(["panels", "statement", ...args.split(" ")]);

    assert.deepEqual([ended.code, ended.stderr], [code, `doorbook: ${message}\n`]);
  });
}
