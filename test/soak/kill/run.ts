import assert from "node:assert/strict";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Random } from "../../support/random.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { makeOlder } from "./older-file.ts";
import { checkRandomPages, walk } from "./pages.ts";
import type { PagedLog } from "./pages.ts";
import { PusherProcess } from "./pusher-process.ts";
import type { Acknowledged } from "./pusher-process.ts";
import { StoredLog } from "./stored-log.ts";
import type { Watermarks } from "./stored-log.ts";
import { Traffic } from "./traffic.ts";
import type { TrafficOptions } from "./traffic.ts";

/** What a kill hit. */
export type Moment = "pushing" | "start" | "stop" | "merge" | "migration";

/** What a server's life is planned to be; merges are killed when they come. */
type Life = Exclude<Moment, "merge">;

/** How much of it. */
export interface KillOptions extends TrafficOptions {
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  /** Kills while panels push. */
  readonly pushing: number;
  /** Times that a start is tried to be killed before it answers. */
  readonly starts: number;
  /** Kills after SIGTERM. */
  readonly stops: number;
  /** Kills in each batch of the merge behind the log, before it may finish. */
  readonly mergesABatch: number;
  /** Times that the file is made one of an older program. */
  readonly migrations: number;
  /** Kills while the index that the older file lacks is filled, each time. */
  readonly killsAMigration: number;
  /** Told now and then. */
  readonly report?: (line: string) => void;
}

/** What a run has shown; it throws on the first event that is lost, doubled or altered. */
export interface KillReport {
  readonly kills: Readonly<Record<Moment, number>>;
  readonly acknowledged: Acknowledged;
  /** Different events acknowledged. */
  readonly events: number;
  /** In the log at the end. */
  readonly stored: number;
  /** Events met on the way through the pages, of the fleet and of the panels. */
  readonly walked: number;
}

/** A tail of so many events is merged at once: FULL_TAIL of the store. */
const FULL_TAIL = 65_536;
const INDEXES = ["by_time", "by_panel"] as const;
/** How long a merge or a migration may take before a run gives up. */
const SETTLED_WITHIN_MS = 120_000;
const FIRST_START_MS = 400;
const PAGES_A_LIFE = 3;
const PAGES_AT_THE_END = 200;

/** Pushes, kills, starts again and compares, until everything is pushed. */
export async function runKills(options: KillOptions): Promise<KillReport> {
  await using run = new KillRun(options);
  return await run.run();
}

class KillRun implements AsyncDisposable {
  readonly #options: KillOptions;
  readonly #random: Random;
  readonly #traffic: Traffic;
  readonly #pusher: PusherProcess;
  readonly #stored: StoredLog;
  readonly #file: string;
  readonly #kills = { pushing: 0, start: 0, stop: 0, merge: 0, migration: 0 };
  #server: ServerProcess | undefined;
  #acknowledged: Acknowledged;
  /** How long a start takes, ms: the longest of late. */
  #startMs = FIRST_START_MS;

  constructor(options: KillOptions) {
    const { seed, panels, eventsEach, folder } = options;
    this.#options = options;
    this.#random = new Random(seed);
    this.#traffic = new Traffic({ seed, panels, eventsEach });
    this.#file = join(folder, "doorbook.db");
    this.#stored = new StoredLog(this.#file, this.#traffic);
    this.#pusher = new PusherProcess({ seed, panels, eventsEach });
    const byPanel = Array.from({ length: panels }, () => 0);
    const counts = { pushes: 0, sent: 0, repeats: 0, retries: 0, logins: 0 };
    this.#acknowledged = { byPanel, counts };
  }

  async run(): Promise<KillReport> {
    for (const moment of this.#plan()) {
      if (moment === "migration") await this.#migrate();
      else if (moment === "start") await this.#killStart();
      else await this.#live(moment);
    }
    await this.#settle(await this.#startAndCheck());
    return this.#finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.kill();
    await this.#pusher[Symbol.asyncDispose]();
  }

  /** Everything in a seeded order; migrations late, when there is something to migrate. */
  #plan(): readonly Life[] {
    const { pushing, starts, stops, migrations } = this.#options;
    const repeat = (moment: Life, times: number) => Array.from({ length: times }, () => moment);
    const rest = [
      ...repeat("pushing", pushing),
      ...repeat("start", starts),
      ...repeat("stop", stops),
    ];
    const plan: Life[] = [];
    while (rest.length > 0) plan.push(...rest.splice(this.#random.below(rest.length), 1));
    for (let i = 1; i <= migrations; i++) {
      plan.splice(Math.floor((plan.length * (i + 0.5)) / (migrations + 1)), 0, "migration");
    }
    return plan;
  }

  /** One life of the server: it starts, is compared, is pushed to, and killed. */
  async #live(moment: "pushing" | "stop"): Promise<void> {
    if (this.#pusher.isDone) return;
    let before = await this.#startAndCheck();
    // what is due to be merged is merged with the first push
    for (let kills = 0; isMergeDue(before) && kills < this.#options.mergesABatch; kills++) {
      await this.#killMerging("merge", before);
      before = await this.#startAndCheck();
    }
    if (isMergeDue(before)) await this.#settle(before);
    const lives = this.#options.pushing + this.#options.stops;
    const left = this.#traffic.panels * this.#traffic.eventsEach - this.#pusher.total;
    const share = (2 * left) / Math.max(1, lives - this.#kills.pushing - this.#kills.stop);
    const news = Math.min(this.#random.below(Math.ceil(share / 2)), FULL_TAIL);
    this.#pusher.go(await this.#address());
    await this.#pusher.acknowledges(this.#pusher.total + news);
    await wait(this.#random.fraction() * 20);
    if (moment === "stop") {
      this.#server?.send("SIGTERM");
      await wait(this.#random.fraction() * 60);
    }
    await this.#kill(moment);
  }

  /** Tries to kill a server before it answers, somewhere in its start. */
  async #killStart(): Promise<void> {
    this.#server = ServerProcess.spawn(this.#options.folder);
    await wait(this.#startMs * (0.2 + 0.8 * this.#random.fraction()));
    await this.#kill(this.#server.isReady ? "pushing" : "start");
  }

  /** Makes the file an older one; kills starts from it, and the filling of what it lacks. */
  async #migrate(): Promise<void> {
    await this.#startAndCheck();
    await this.#server?.stop();
    this.#server = undefined;
    makeOlder(this.#file);
    await this.#killStart();
    for (let kills = 0; kills < this.#options.killsAMigration; kills++) {
      const before = await this.#startAndCheck();
      if (!isMigrating(before)) break;
      await this.#killMerging("migration", before);
    }
    await this.#settle(await this.#startAndCheck());
    await this.#kill("pushing");
  }

  /**
   * Kills at a moment when the file shows that work behind the log is half done: the server is held
   * still, looked at, and killed if it is, else goes on.
   */
  async #killMerging(moment: "merge" | "migration", before: Watermarks): Promise<void> {
    const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
    this.#pusher.go(await this.#address());
    for (;;) {
      await wait(5 + this.#random.fraction() * (moment === "merge" ? 400 : 60));
      this.#server?.send("SIGSTOP");
      const now = this.#stored.watermarks();
      const isInside = moment === "merge" ? isMerging(before, now) : isFilling(before, now);
      if (isInside) return this.#kill(moment);
      const isOver = moment === "merge" ? hasMerged(before, now) : !isMigrating(now);
      if (isOver) return this.#kill("pushing");
      assert.ok(performance.now() < deadlineMs, `no ${moment} happens: ${JSON.stringify(now)}`);
      this.#server?.send("SIGCONT");
    }
  }

  /** Waits until the indexes behind the log have caught up with what was there; pushes little. */
  async #settle(before: Watermarks): Promise<void> {
    const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
    // work behind the log begins with something to write
    this.#pusher.go(await this.#address());
    await this.#pusher.acknowledges(this.#pusher.total + 1);
    this.#acknowledged = await this.#pusher.pause();
    const isBehind = ({ merged }: Watermarks) =>
      Object.values(merged).some((seq) => seq < Math.min(before.head, merged["by_time"] ?? 0)) ||
      (isMergeDue(before) && !INDEXES.every((name) => (merged[name] ?? 0) >= before.head));
    for (;;) {
      const now = this.#stored.watermarks();
      if (!isBehind(now)) break;
      assert.ok(performance.now() < deadlineMs, `no end of merging: ${JSON.stringify(now)}`);
      await wait(50);
    }
  }

  async #finish(): Promise<KillReport> {
    this.#pusher.go(await this.#address());
    await this.#pusher.finished();
    this.#acknowledged = await this.#pusher.pause();
    const { byPanel } = this.#acknowledged;
    this.#stored.recheck(byPanel);
    const log = await this.#log();
    await checkRandomPages(log, PAGES_AT_THE_END, this.#random);
    let walked = await walk(log);
    for (let panel = 0; panel < this.#traffic.panels; panel++) walked += await walk(log, panel);
    await this.#server?.stop();
    this.#server = undefined;
    this.#stored.checkIndexes();
    const events = byPanel.reduce((sum, below) => sum + below);
    assert.equal(this.#stored.count(byPanel), events);
    const { kills, acknowledged } = { kills: this.#kills, acknowledged: this.#acknowledged };
    return { kills, acknowledged, events, stored: this.#stored.places.length, walked };
  }

  /** Starts the server; before anything is pushed again, all that was acknowledged must be there. */
  async #startAndCheck(): Promise<Watermarks> {
    if (this.#server === undefined) {
      const fromMs = performance.now();
      this.#server = await ServerProcess.start(this.#options.folder);
      this.#startMs = performance.now() - fromMs;
    }
    this.#stored.check(this.#acknowledged.byPanel);
    await checkRandomPages(await this.#log(), PAGES_A_LIFE, this.#random);
    return this.#stored.watermarks();
  }

  async #kill(moment: Moment): Promise<void> {
    await this.#server?.kill();
    this.#server = undefined;
    this.#kills[moment] += 1;
    this.#acknowledged = await this.#pusher.pause();
    const total = Object.values(this.#kills).reduce((sum, kills) => sum + kills);
    this.#options.report?.(
      `kill ${String(total)} (${moment}): ${String(this.#pusher.total)} events acknowledged`,
    );
  }

  async #address(): Promise<string> {
    if (this.#server === undefined) throw new Error("no server runs");
    return this.#server.address();
  }

  async #log(): Promise<PagedLog> {
    const address = await this.#address();
    return { address, file: this.#file, traffic: this.#traffic, stored: this.#stored };
  }
}

function mergedThrough({ merged }: Watermarks): number {
  return Math.min(...INDEXES.map((name) => merged[name] ?? 0));
}

/** Whether so much lies behind that the next push begins a merge. */
function isMergeDue(now: Watermarks): boolean {
  return now.head - mergedThrough(now) >= FULL_TAIL && !isMigrating(now);
}

/** Whether a batch is partly written, and some of it since. */
function isMerging(before: Watermarks, now: Watermarks): boolean {
  if (now.unsettled === 0) return false;
  return hasMerged(before, now) || now.unsettled !== before.unsettled;
}

function hasMerged(before: Watermarks, now: Watermarks): boolean {
  return mergedThrough(now) > mergedThrough(before);
}

/** Whether an index that the file lacked is not filled yet. */
function isMigrating({ merged }: Watermarks): boolean {
  return (merged["by_kind"] ?? 0) < (merged["by_time"] ?? 0);
}

function isFilling(before: Watermarks, now: Watermarks): boolean {
  return isMigrating(now) && (now.merged["by_kind"] ?? 0) > (before.merged["by_kind"] ?? 0);
}
