import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { readManifest } from "../../../src/store/sqlite/backup/manifest.ts";
import { databasePath } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { eventsInARow } from "../../support/events.ts";
import { Random } from "../../support/random.ts";
import { runDoorbook, startDoorbook } from "../../support/run-doorbook.ts";
import { pushBody, Served } from "../../support/served.ts";

/** How much of it. */
export interface BackupOptions {
  readonly seed: number;
  readonly events: number;
  readonly kills: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  readonly report: (line: string) => void;
}

/** What a run has shown; it throws on the first event that is missing or altered. */
export interface BackupReport {
  readonly backups: number;
  readonly kills: number;
  readonly events: number;
  /** Copied by a backup of all of the log, with the start of its process. */
  readonly eventsPerSecond: number;
  readonly p99Ms: number;
  readonly p99AloneMs: number;
}

const DELIVERY = 5_000;
const PUSH_EVENTS = 100;
const ALONE_MS = 15_000;
/** A backup is killed at most so long after its start. */
const KILL_WITHIN_MS = 4_000;
const CHUNK = 20_000;

/** Fills a log, then pushes to its server while backups are made and killed; restores and compares. */
export async function runBackups(options: BackupOptions): Promise<BackupReport> {
  const { seed, events, kills, folder, report } = options;
  const [data, target] = [join(folder, "data"), join(folder, "backup")];
  await fill(data, events);
  report(`filled: ${String(events)} events`);
  const random = new Random(seed);
  await using server = await Served.start(data);
  const pusher = await Pusher.start(server);
  await wait(ALONE_MS);
  const p99AloneMs = pusher.p99();
  let killed = 0;
  for (let i = 0; i < kills; i += 1) {
    const backup = startDoorbook(["backup", target, "--data", data]);
    const isOver = Promise.race([backup.ended, wait(random.below(KILL_WITHIN_MS))]);
    await isOver;
    backup.child.kill("SIGKILL");
    if ((await backup.ended).signal === "SIGKILL") killed += 1;
  }
  report(`killed ${String(killed)} backups, the others had ended`);
  await backUp(target, data);
  await rm(target, { recursive: true });
  const startMs = performance.now();
  await backUp(target, data);
  const eventsPerSecond =
    ((readManifest(target)?.events ?? 0) * 1_000) / (performance.now() - startMs);
  await backUp(target, data);
  const p99Ms = pusher.p99();
  await pusher.stop();
  await server.stop();
  const restored = join(folder, "restored");
  const { code, stderr } = await runDoorbook(["restore", target, "--data", restored]);
  assert.equal(code, 0, stderr);
  const seq = readManifest(target)?.seq ?? 0;
  assert.ok(seq > events);
  assert.equal(digestOfLog(restored, seq), digestOfLog(data, seq));
  return {
    backups: kills - killed + 3,
    kills: killed,
    events: seq,
    eventsPerSecond,
    p99Ms,
    p99AloneMs,
  };
}

async function fill(dataFolder: string, events: number): Promise<void> {
  await using store = await SqliteStore.open({ dataFolder });
  for (let done = 0; done < events; done += DELIVERY) {
    const changes = { occurredAtMs: 1_600_000_000_000 + done * 1_000 };
    await store.append(`p${String(done % 13)}`, eventsInARow(DELIVERY, changes));
  }
}

async function backUp(target: string, data: string): Promise<void> {
  const { code, stderr } = await runDoorbook(["backup", target, "--data", data]);
  assert.equal(code, 0, stderr);
}

/** A digest of all events up to a seq. */
function digestOfLog(dataFolder: string, throughSeq: number): string {
  using database = new DatabaseSync(databasePath(dataFolder));
  const rows = database.prepare("SELECT * FROM event WHERE seq > ? AND seq <= ? ORDER BY seq");
  const hash = createHash("sha256");
  for (let seq = 0; seq < throughSeq; seq += CHUNK) {
    hash.update(JSON.stringify(rows.all(seq, Math.min(throughSeq, seq + CHUNK))));
  }
  return hash.digest("hex");
}

/** A panel that pushes one delivery after another, and how long each took. */
class Pusher {
  readonly #server: Served;
  readonly #done = new AbortController();
  #pushing: Promise<void> = Promise.resolve();
  #tookMs: number[] = [];

  private constructor(server: Served) {
    this.#server = server;
  }

  static async start(server: Served): Promise<Pusher> {
    const pusher = new Pusher(server);
    pusher.#pushing = pusher.#push(await server.loginPanel("AA-1"));
    return pusher;
  }

  /** The p99 since it was asked last, ms. */
  p99(): number {
    const tookMs = this.#tookMs.toSorted((a, b) => a - b);
    this.#tookMs = [];
    return tookMs[Math.floor(tookMs.length * 0.99)] ?? 0;
  }

  async stop(): Promise<void> {
    this.#done.abort();
    await this.#pushing;
  }

  async #push(panel: { authorization: string }): Promise<void> {
    for (let sent = 0; !this.#done.signal.aborted; sent += PUSH_EVENTS) {
      const startMs = performance.now();
      const body = pushBody(1_700_000_000_000 + sent, PUSH_EVENTS);
      const { status, text } = await this.#server.push(panel, body);
      assert.equal(status, 200, text);
      this.#tookMs.push(performance.now() - startMs);
      await wait(10);
    }
  }
}
