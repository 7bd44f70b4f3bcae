import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { StoredEvent } from "../../../src/event/event.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { Random } from "../../support/random.ts";
import { ADMIN_HEADERS, PASSWORDS, ServerProcess } from "../../support/server-process.ts";
import type { ReceivedNotice } from "../../support/webhook-receiver.ts";

/** How much of it. */
export interface AlarmsOptions {
  readonly seed: number;
  /** Times that the receiver is killed. */
  readonly kills: number;
  /** Times that the server is killed. */
  readonly serverKills: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  readonly report: (line: string) => void;
}

/** What a run has shown; it throws on the first event that is missed, out of order or late. */
export interface AlarmsReport {
  readonly kills: number;
  readonly serverKills: number;
  readonly events: number;
  readonly due: number;
  readonly notices: number;
  /** Events that came again: what the receiver had and could not acknowledge. */
  readonly doubles: number;
}

const RECEIVER = fileURLToPath(new URL("receiver-process.ts", import.meta.url));
const DENIED = "access_denied_by_unknown_card";
const PANELS = 8;
const PUSH_EVENTS = 10;
const HOUR_MS = 3_600_000;
/** How long an alarm may take to come to the end of the log, once all is well. */
const WITHIN_MS = 120_000;

/** Pushes and kills, then compares what the receiver has with the log. */
export async function runAlarms(options: AlarmsOptions): Promise<AlarmsReport> {
  await using run = await AlarmsRun.open(options);
  return await run.run();
}

class AlarmsRun implements AsyncDisposable {
  readonly #options: AlarmsOptions;
  readonly #random: Random;
  readonly #file: string;
  #server: ServerProcess;
  #address = "";
  #receiver: ChildProcess | undefined;
  #port = 0;
  #secret = "";
  #kills = 0;
  #serverKills = 0;

  private constructor(options: AlarmsOptions, server: ServerProcess) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#file = join(options.folder, "received.jsonl");
    this.#server = server;
  }

  static async open(options: AlarmsOptions): Promise<AlarmsRun> {
    const run = new AlarmsRun(options, await ServerProcess.start(options.folder));
    run.#address = await run.#server.address();
    await writeFile(run.#file, "");
    // a free port, which stays the receiver's
    await run.#startReceiver();
    await run.#killReceiver();
    const alarm = await run.#call("POST", "/book/v1/alarms", ADMIN_HEADERS, {
      name: "denied",
      query: `key eq '${DENIED}'`,
      webhook: `http://127.0.0.1:${String(run.#port)}/alarms`,
    });
    run.#secret = (JSON.parse(alarm) as { secret: string }).secret;
    await run.#startReceiver();
    return run;
  }

  async run(): Promise<AlarmsReport> {
    const { kills, serverKills, report } = this.#options;
    while (this.#kills < kills || this.#serverKills < serverKills) {
      await this.#push();
      if (this.#kills < kills && this.#random.isChosen(0.1)) await this.#reviveReceiver();
      if (this.#serverKills < serverKills && this.#random.isChosen(0.04)) {
        await this.#restartServer();
        report(
          `kill ${String(this.#serverKills)} of the server, ${String(this.#kills)} of the receiver`,
        );
      }
    }
    await this.#push();
    const due = (await this.#log()).filter(({ key, isLate }) => key === DENIED && isLate !== true);
    const last = due.at(-1)?.seq ?? 0;
    await eventually(WITHIN_MS, async () => {
      assert.ok(
        (await this.#received()).some(({ events }) => events.some(({ seq }) => seq === last)),
      );
    });
    await this.#server.stop();
    return this.#compare();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#killReceiver();
    await this.#server.kill();
  }

  /** Compares what was received with the whole log. */
  async #compare(): Promise<AlarmsReport> {
    const log = await this.#log();
    const due = log.filter(({ key, isLate }) => key === DENIED && isLate !== true);
    assert.ok(
      log.some(({ key, isLate }) => key === DENIED && isLate === true),
      "none was late",
    );
    const notices = await this.#received();
    const seqs = notices.flatMap(({ events }) => events.map(({ seq }) => seq));
    const first = [...new Set(seqs)];
    assert.deepEqual(
      first,
      due.map(({ seq }) => seq),
      "missed, late, or out of order",
    );
    const doubles = seqs.length - first.length;
    const counts = { kills: this.#kills, serverKills: this.#serverKills };
    return { ...counts, events: log.length, due: due.length, notices: notices.length, doubles };
  }

  async #received(): Promise<readonly ReceivedNotice[]> {
    const lines = (await readFile(this.#file, "utf8")).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as ReceivedNotice);
  }

  async #log(): Promise<readonly StoredEvent[]> {
    await using store = await SqliteStore.open({ dataFolder: this.#options.folder });
    return await wholeLog(store);
  }

  /** One delivery of one panel: live events with late ones among them; acknowledged, or lost with a kill. */
  async #push(): Promise<void> {
    const nowMs = Date.now();
    const login = { login: `P${String(this.#random.below(PANELS))}`, password: PASSWORDS.link };
    const events = Array.from({ length: PUSH_EVENTS }, (_, n) => ({
      created_at: nowMs - n - (this.#random.isChosen(0.2) ? HOUR_MS : 0),
      code: this.#random.isChosen(0.4) ? DENIED : "access_granted_by_valid_identifier",
      info: { card: String(this.#random.below(1_000_000)) },
    }));
    const answer = await this.#call("POST", "/api/v0/devices/login", {}, login);
    const { token } = JSON.parse(answer) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    await this.#call("PUT", "/api/v0/devices/logs", headers, { events });
  }

  async #call(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: object,
  ): Promise<string> {
    const sent = { method, headers: { ...headers }, body: JSON.stringify(body) };
    const response = await fetch(`${this.#address}${path}`, sent);
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${text}`);
    return text;
  }

  async #startReceiver(): Promise<void> {
    const args = [RECEIVER, String(this.#port), this.#file, this.#secret];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#receiver = child;
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    this.#port = Number(/^listening (\d+)/.exec(String(line))?.[1]);
    assert.ok(this.#port > 0, String(line));
  }

  async #killReceiver(): Promise<void> {
    const child = this.#receiver;
    this.#receiver = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** Kills it, perhaps while it takes a notice, and lets it be away for a while. */
  async #reviveReceiver(): Promise<void> {
    const pushing = this.#push();
    await wait(this.#random.fraction() * 30);
    await this.#killReceiver();
    this.#kills += 1;
    await pushing;
    for (let n = this.#random.below(20); n > 0; n -= 1) await this.#push();
    await this.#startReceiver();
  }

  async #restartServer(): Promise<void> {
    const pushing = this.#push().catch(() => undefined);
    await wait(this.#random.fraction() * 30);
    await this.#server.kill();
    await pushing;
    this.#serverKills += 1;
    this.#server = await ServerProcess.start(this.#options.folder);
    this.#address = await this.#server.address();
  }
}
