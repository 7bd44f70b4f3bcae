import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { databasePath } from "../../../src/store/sqlite/open-database.ts";
import { Random } from "../../support/random.ts";
import { startDoorbook } from "../../support/run-doorbook.ts";
import type { Running } from "../../support/run-doorbook.ts";
import { historyEvent, writeHistory } from "./history.ts";

/** How often it is looked how far an import is, ms. */
const LOOK_MS = 20;

/** A kill while reading comes within so long of the start, ms. */
const READING_MS = 3_000;

export interface ImportsOptions {
  readonly seed: number;
  readonly events: number;
  readonly kills: number;
  readonly folder: string;
  readonly report: (line: string) => void;
}

export interface ImportsReport {
  /** Kills before anything new was taken, and behind that. */
  readonly reading: number;
  readonly taking: number;
  /** Events that are alike to one before them. */
  readonly alike: number;
  /** The most memory that an import had, MB; 0 where the system does not tell. */
  readonly peakMb: number;
}

/** Imports a history with kills and compares. @throws AssertionError when something is lost or doubled */
export async function runImports(options: ImportsOptions): Promise<ImportsReport> {
  const { seed, events, kills, folder, report } = options;
  const random = new Random(seed);
  const count = Math.ceil(events / 6) * 6;
  const file = join(folder, "history.jsonl");
  const data = join(folder, "data");
  await writeHistory(file, count, seed);
  const args = ["import", file, "--data", data];
  let [reading, taking] = [0, 0];
  for (let kill = 0; kill < kills; kill++) {
    const before = headOf(data);
    const running = startDoorbook(args);
    // every fourth while it reads, the others where the log has so many events
    if (kill % 4 === 3) await pause(random.below(READING_MS));
    else await reached(running, data, ((kill + random.fraction()) / (kills + 1)) * count);
    running.child.kill("SIGKILL");
    const { signal } = await running.ended;
    const after = headOf(data);
    if (signal === "SIGKILL" && after === before) reading += 1;
    else if (signal === "SIGKILL") taking += 1;
    report(
      `kill ${String(kill + 1)}: ${String(after - before)} events more, ${String(after)} in all`,
    );
  }
  const peakMb = await finish(startDoorbook(args), /, 0 refused\.$/m);
  const alike = compare(data, count);
  await finish(startDoorbook(args), /: 0 new, \d[\d,]* known, 0 refused\.$/m);
  compare(data, count);
  return { reading, taking, alike, peakMb };
}

/** Waits for an import's end. @returns the most memory that it had, MB */
async function finish(running: Running, said: RegExp): Promise<number> {
  let peakMb = 0;
  const timer = setInterval(() => (peakMb = Math.max(peakMb, peakOf(running.child.pid))), 100);
  const { code, stdout, stderr } = await running.ended;
  clearInterval(timer);
  assert.equal(code, 0, stderr);
  assert.match(stdout, said);
  return peakMb;
}

function peakOf(pid = 0): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
    return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_000);
  } catch {
    return 0;
  }
}

/** Until the log has so many events, or the import has ended. */
async function reached(running: Running, data: string, target: number): Promise<void> {
  while (running.child.exitCode === null && headOf(data) < target) await pause(LOOK_MS);
}

function headOf(data: string): number {
  if (!existsSync(databasePath(data))) return 0;
  using database = new DatabaseSync(databasePath(data), { readOnly: true, timeout: 10_000 });
  const hasEvents = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'event'").get();
  if (hasEvents === undefined) return 0;
  return Number(database.prepare("SELECT max(seq) AS head FROM event").get()?.["head"] ?? 0);
}

/**
 * Holds the log, read by plain SQL, against the history.
 *
 * @returns how many events are alike to one before them
 */
function compare(data: string, count: number): number {
  const missing = new Map<string, number>();
  for (let number = 0; number < count; number++) {
    const { panel, occurredAt, key, model } = historyEvent(number);
    const text = JSON.stringify([panel, occurredAt, key, model]);
    missing.set(text, (missing.get(text) ?? 0) + 1);
  }
  const alike = count - missing.size;
  using database = new DatabaseSync(databasePath(data), { readOnly: true, timeout: 10_000 });
  const rows = database
    .prepare(
      `SELECT p.serial, e.at, k.key, e.model FROM event e
       JOIN panel p ON p.id = e.panel JOIN kind k ON k.id = e.kind WHERE p.serial <> 'doorbook'`,
    )
    .iterate();
  for (const row of rows) {
    const text = JSON.stringify([row["serial"], row["at"], row["key"], row["model"]]);
    const left = missing.get(text);
    assert.ok(left !== undefined, `doubled or altered: ${text}`);
    if (left === 1) missing.delete(text);
    else missing.set(text, left - 1);
  }
  assert.deepEqual([...missing].slice(0, 3), [], "lost");
  return alike;
}
