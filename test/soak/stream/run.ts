import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { StoredEvent } from "../../../src/event/event.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { CuttingRelay } from "../../support/cutting-relay.ts";
import { wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { Random } from "../../support/random.ts";
import { ResumingReader } from "../../support/resuming-reader.ts";
import { ADMIN_HEADERS, PASSWORDS, ServerProcess } from "../../support/server-process.ts";

/** How much of it. */
export interface StreamOptions {
  readonly seed: number;
  /** Connections that are cut, at least. */
  readonly cuts: number;
  /** Times that the server is killed meanwhile. */
  readonly kills: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  readonly report: (line: string) => void;
}

/** What a run has shown; it throws on the first event that is missed, doubled or not in the log. */
export interface StreamReport {
  readonly cuts: number;
  readonly kills: number;
  readonly events: number;
  readonly connections: number;
  readonly slowReads: number;
}

const PANELS = 8;
const PUSH_EVENTS = 20;
const DENIED = "access_denied_by_unknown_card";
const HOUR_MS = 3_600_000;
/** How long readers may take to come to the end of the log. */
const WITHIN_MS = 120_000;
/** How long the slow reader stands still. */
const STILL_MS = 300;

/** Pushes, cuts and kills, then compares what readers saw with the log. */
export async function runStreams(options: StreamOptions): Promise<StreamReport> {
  await using run = await StreamRun.open(options);
  return await run.run();
}

class StreamRun implements AsyncDisposable {
  readonly #options: StreamOptions;
  readonly #random: Random;
  readonly #relay: CuttingRelay;
  readonly #readers: readonly ResumingReader[];
  #server: ServerProcess;
  #address: string;
  #token: string | undefined;
  #kills = 0;
  #slowReads = 0;
  #isDone = false;

  private constructor(
    options: StreamOptions,
    server: ServerProcess,
    address: string,
    relay: CuttingRelay,
  ) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#server = server;
    this.#address = address;
    this.#relay = relay;
    const searches = [
      "?after=0",
      `?after=0&q=${encodeURIComponent(`key eq '${DENIED}'`)}`,
      "",
      "?after=0",
    ];
    this.#readers = searches.map(
      (search) => new ResumingReader(() => relay.address, ADMIN_HEADERS, search),
    );
  }

  static async open(options: StreamOptions): Promise<StreamRun> {
    const server = await ServerProcess.start(options.folder);
    const address = await server.address();
    const random = new Random(options.seed + 1);
    const relay: CuttingRelay = await CuttingRelay.open(address, () =>
      relay.cuts < options.cuts ? 200 + random.skewed(60_000) : Infinity,
    );
    return new StreamRun(options, server, address, relay);
  }

  async run(): Promise<StreamReport> {
    const slow = this.#readSlowly();
    const { cuts, kills, report } = this.#options;
    for (let n = 0; this.#relay.cuts < cuts || this.#kills < kills; n++) {
      await this.#push(n);
      // kills are spread over the cuts
      if (this.#kills < kills && this.#relay.cuts * kills >= cuts * (this.#kills + 1)) {
        await this.#kill();
        report(`kill ${String(this.#kills)}: ${String(this.#relay.cuts)} cuts so far`);
      }
    }
    this.#isDone = true;
    await slow;
    const log = await this.#log();
    await this.#compare(log);
    await this.#server.stop();
    const connections = this.#readers.reduce((sum, reader) => sum + reader.connections, 0);
    const done = { cuts: this.#relay.cuts, kills: this.#kills, slowReads: this.#slowReads };
    return { ...done, events: log.length, connections };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDone = true;
    await Promise.all(this.#readers.map((reader) => reader[Symbol.asyncDispose]()));
    await this.#relay[Symbol.asyncDispose]();
    await this.#server.kill();
  }

  async #readSlowly(): Promise<void> {
    const slow = this.#readers[3];
    while (!this.#isDone) {
      slow?.pause();
      this.#slowReads += 1;
      await wait(STILL_MS);
      slow?.resume();
      await wait(STILL_MS / 10);
    }
  }

  /** Until it is acknowledged. */
  async #push(n: number): Promise<void> {
    const serial = `P${String(n % PANELS)}`;
    const nowMs = Date.now();
    const events = Array.from({ length: PUSH_EVENTS }, (_, i) => ({
      created_at: nowMs + i - (this.#random.isChosen(0.2) ? HOUR_MS : 0),
      code: this.#random.isChosen(0.2) ? DENIED : "access_granted_by_valid_identifier",
      info: { number: String(n * PUSH_EVENTS + i), owner: "Їжак".repeat(this.#random.below(20)) },
    }));
    this.#token ??= await this.#login(serial);
    const { status, text } = await this.#call("PUT", "logs", { events }, this.#token);
    assert.equal(status, 200, text);
    // the next push is another panel's
    this.#token = undefined;
  }

  async #login(serial: string): Promise<string> {
    const credentials = { login: serial, password: PASSWORDS.link };
    const { text } = await this.#call("POST", "login", credentials);
    return (JSON.parse(text) as { token: string }).token;
  }

  async #call(
    method: string,
    path: string,
    body: object,
    token = "",
  ): Promise<{ status: number; text: string }> {
    const response = await fetch(`${this.#address}/api/v0/devices/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  /** While a push is under way, so that some of what is killed was shown and not acknowledged. */
  async #kill(): Promise<void> {
    const pushing = this.#push(1_000_000 + this.#kills).catch(() => undefined);
    await wait(this.#random.fraction() * 20);
    await this.#server.kill();
    await pushing;
    this.#token = undefined;
    this.#kills += 1;
    this.#server = await ServerProcess.start(this.#options.folder);
    this.#address = await this.#server.address();
    this.#relay.target = this.#address;
  }

  async #log(): Promise<readonly StoredEvent[]> {
    await using store = await SqliteStore.open({ dataFolder: this.#options.folder });
    return await wholeLog(store);
  }

  async #compare(log: readonly StoredEvent[]): Promise<void> {
    const [whole, filtered, live, slow] = this.#readers;
    assert.ok(whole && filtered && live && slow);
    const began = live.beganAt ?? Infinity;
    const denied = log.filter(({ key }) => key === DENIED);
    for (const [reader, expected] of [
      [whole, log],
      [filtered, denied],
      [live, log.filter(({ seq }) => seq > began)],
      [slow, log],
    ] as const) {
      await eventually(WITHIN_MS, async () => {
        assert.ok((reader.seqs.at(-1) ?? 0) >= (expected.at(-1)?.seq ?? 0));
        return Promise.resolve();
      });
      assert.deepEqual(reader.events.map(toldOf), expected.map(keptOf));
    }
  }
}

function toldOf({ data }: { readonly data: string }) {
  const { seq, panel, occurredAt, key } = JSON.parse(data) as Record<string, unknown>;
  return { seq, panel, occurredAt, key };
}

function keptOf({ seq, panel, occurredAtMs, key }: StoredEvent) {
  return { seq, panel, occurredAt: occurredAtMs, key };
}
