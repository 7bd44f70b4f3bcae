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
export type Moment = "serving" | "start" | "stop" | "merge" | "migration";

/** How much of it. */
export interface KillOptions extends TrafficOptions {
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  /** Kills while it serves, mostly while panels push. */
  readonly serving: number;
  /** Times that a start is tried to be killed before it answers. */
  readonly starts: number;
  /** Kills after SIGTERM. */
  readonly stops: number;
  /** Times that so much is pushed that it is merged behind the log at once. */
  readonly merges: number;
  /** Kills while it is merged, each time. */
  readonly killsAMerge: number;
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
/** After so many looks there is nothing left to see. */
const MAX_LOOKS = 60;
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
  readonly #kills = { serving: 0, start: 0, stop: 0, merge: 0, migration: 0 };
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
      else if (moment === "merge") await this.#merge();
      else if (moment === "start") await this.#killStart();
      else await this.#live(moment);
    }
    return this.#finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server?.kill();
    await this.#pusher[Symbol.asyncDispose]();
  }

  /** Everything in a seeded order; migrations late, when there is something to migrate. */
  #plan(): readonly Moment[] {
    const { serving, starts, stops, merges, migrations } = this.#options;
    const repeat = (moment: Moment, times: number) => Array.from({ length: times }, () => moment);
    const rest = [
      ...repeat("serving", serving),
      ...repeat("start", starts),
      ...repeat("stop", stops),
      ...repeat("merge", merges),
    ];
    const plan: Moment[] = [];
    while (rest.length > 0) plan.push(...rest.splice(this.#random.below(rest.length), 1));
    for (let i = 1; i <= migrations; i++) {
      plan.splice(Math.floor((plan.length * (i + 0.5)) / (migrations + 1)), 0, "migration");
    }
    return plan;
  }

  /** One life of the server: it starts, is compared, is pushed to, and killed. */
  async #live(moment: "serving" | "stop"): Promise<void> {
    if (this.#pusher.isDone) return;
    await this.#startAndCheck();
    const { panels, eventsEach, serving, stops, merges } = this.#options;
    const spare = panels * eventsEach - merges * FULL_TAIL;
    const news = this.#random.below(Math.max(200, Math.ceil(spare / (serving + stops))));
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
    assert.equal(this.#server, undefined, "a server runs already");
    this.#server = ServerProcess.spawn(this.#options.folder);
    await wait(this.#startMs * (0.2 + 0.8 * this.#random.fraction()));
    await this.#kill(this.#server.isReady ? "serving" : "start");
  }

  /** Pushes until so much lies behind that it is merged, and kills the merge again and again. */
  async #merge(): Promise<void> {
    if (this.#pusher.isDone) return;
    await this.#startAndCheck();
    this.#pusher.go(await this.#address());
    await this.#pusher.acknowledges(this.#pusher.total + FULL_TAIL);
    let last = this.#stored.watermarks();
    last = await this.#killInside("merge", 250, (now) => isMerging(last, now));
    for (let kills = 1; kills < this.#options.killsAMerge && last !== undefined; kills++) {
      // a start goes on merging before it answers
      this.#server = ServerProcess.spawn(this.#options.folder);
      last = await this.#killInside("merge", 60, (now) => isMerging(last, now));
    }
  }

  /** Makes the file an older one; kills its start, and the filling of the index that it lacks. */
  async #migrate(): Promise<void> {
    await this.#startAndCheck();
    await this.#server?.stop();
    this.#server = undefined;
    makeOlder(this.#file);
    await this.#killStart();
    let last: Watermarks | undefined;
    for (let kills = 0; kills < this.#options.killsAMigration; kills++) {
      // the filling begins before the server answers
      this.#server = ServerProcess.spawn(this.#options.folder);
      last = await this.#killInside("migration", 40, (now) => isFilling(last, now));
      if (last === undefined) break;
    }
    await this.#startAndCheck();
    await this.#kill("serving");
  }

  /**
   * Kills at a moment when the file shows that work behind the log is half done: the server is held
   * still, looked at, and killed if it is, else goes on; in the end it is killed anyhow.
   *
   * @returns what was seen; `undefined` when no such moment was
   */
  async #killInside(
    moment: "merge" | "migration",
    maxWaitMs: number,
    isInside: (now: Watermarks) => boolean,
  ): Promise<Watermarks | undefined> {
    for (let looks = 0; looks < MAX_LOOKS; looks++) {
      await wait(2 + this.#random.fraction() * maxWaitMs);
      this.#server?.send("SIGSTOP");
      const now = this.#stored.watermarks();
      if (now !== undefined && isInside(now)) {
        await this.#kill(moment);
        return now;
      }
      this.#server?.send("SIGCONT");
    }
    await this.#kill("serving");
    return undefined;
  }

  async #finish(): Promise<KillReport> {
    await this.#startAndCheck();
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
  async #startAndCheck(): Promise<void> {
    if (this.#server === undefined) {
      const fromMs = performance.now();
      this.#server = await ServerProcess.start(this.#options.folder);
      this.#startMs = performance.now() - fromMs;
    }
    this.#stored.check(this.#acknowledged.byPanel);
    await checkRandomPages(await this.#log(), PAGES_A_LIFE, this.#random);
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

/** Whether a batch is partly written, and some of it since the last life. */
function isMerging(last: Watermarks | undefined, now: Watermarks): boolean {
  if (now.unsettled === 0) return false;
  return now.merged["by_time"] !== last?.merged["by_time"] || now.unsettled !== last?.unsettled;
}

/** Whether an index that the file lacked is partly filled, and some of it since the last life. */
function isFilling(last: Watermarks | undefined, { merged }: Watermarks): boolean {
  const { by_time: whole = 0, by_kind: filled = 0 } = merged;
  return filled < whole && filled > (last?.merged["by_kind"] ?? 0);
}
