import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { OWN_PANEL } from "../../../src/event/event.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { registerPanels } from "../../../src/fleet/register-panels.ts";
import { SecretKey } from "../../../src/fleet/secret-key.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { EmulatorProcess } from "../../support/emulator-process.ts";
import { wholeLog } from "../../support/events.ts";
import { Random } from "../../support/random.ts";
import { PASSWORDS, ServerProcess } from "../../support/server-process.ts";
import { FleetComparer } from "./compare.ts";
import type { FleetComparison } from "./compare.ts";
import { checkGaps } from "./gaps.ts";
import type { GapReport } from "./gaps.ts";
import { soakPanels, TINY_RING } from "./panels.ts";
import type { Ports, SoakPanel } from "./panels.ts";

/** What goes wrong. */
const MISFORTUNES = [
  "kill server",
  "stop server",
  "kill panels",
  "cut network",
  "slow network",
  "wipe",
  "flood",
  "jump clock",
] as const;

type Misfortune = (typeof MISFORTUNES)[number];

/** How much of it. */
export interface FleetOptions {
  readonly seed: number;
  readonly days: number;
  /** Misfortunes, one after the other. */
  readonly misfortunes: number;
  /** Scenes a minute, meanwhile. */
  readonly rate: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  readonly report?: (line: string) => void;
}

/** What a run has shown. */
export interface FleetReport extends FleetComparison {
  readonly misfortunes: ReadonlyMap<string, number>;
  readonly gaps: GapReport;
}

const LONGEST_MS = 1_200;
const LONGEST_PEACE_MS = 900;
const FIRST_MS = 1_500;
const SETTLED_WITHIN_MS = 120_000;
const HOUR_MS = 3_600_000;
const OFFSETS_MS = [-HOUR_MS, HOUR_MS, -8_766 * HOUR_MS, 8_766 * HOUR_MS];

/** Lets panels of all kinds live while everything fails; then compares event by event. */
export async function runFleet(options: FleetOptions): Promise<FleetReport> {
  await using run = new FleetRun(options, {
    http: await freePort(),
    udp: await freePort(),
    tcp: await freePort(),
  });
  return await run.run();
}

class FleetRun implements AsyncDisposable {
  readonly #options: FleetOptions;
  readonly #random: Random;
  readonly #ports: Ports;
  readonly #panels: readonly SoakPanel[];
  readonly #misfortunes = new Map<string, number>();
  #server: ServerProcess | undefined;
  #emulator: EmulatorProcess | undefined;
  #emulatorPort = 0;

  constructor(options: FleetOptions, ports: Ports) {
    this.#options = options;
    this.#random = new Random(options.seed);
    this.#ports = ports;
    this.#panels = soakPanels(ports, "real");
  }

  async run(): Promise<FleetReport> {
    const { misfortunes, report } = this.#options;
    this.#emulatorPort = await freePort();
    await this.#startPanels({ isPushKnown: false });
    await this.#startServer();
    await this.#register();
    await this.#emulator?.act("BOTH-1", "syslog", {
      protocol: "http",
      host: "127.0.0.1",
      port: this.#ports.http,
    });
    await wait(FIRST_MS);
    for (let nth = 1; nth <= misfortunes; nth++) {
      await this.#befall();
      await wait(this.#random.below(LONGEST_PEACE_MS));
      if (nth % 10 === 0) report?.(`${String(nth)} of ${String(misfortunes)} misfortunes`);
    }
    return this.#finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#emulator?.kill();
    await this.#server?.kill();
  }

  get #data(): string {
    return join(this.#options.folder, "data");
  }

  /** @param isStill nothing more happens, of itself or by a quirk */
  async #startPanels({ isStill = false, isPushKnown = true } = {}): Promise<void> {
    const { seed, days, rate, folder } = this.#options;
    const panels = soakPanels(this.#ports, isStill ? "none" : "real", isPushKnown);
    const file = join(folder, "panels.json");
    await writeFile(file, JSON.stringify(panels.map(({ options }) => options)));
    const values = {
      port: this.#emulatorPort,
      seed,
      days,
      rate: isStill ? 0 : rate,
      "panels-file": file,
      memory: join(folder, "panels.jsonl"),
      "retry-seconds": 1,
      "heartbeat-seconds": 1,
      "mischief-seconds": 30,
    };
    this.#emulator = await EmulatorProcess.start([
      ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...(isStill ? ["--still"] : []),
    ]);
  }

  async #startServer(): Promise<void> {
    const { http, udp, tcp } = this.#ports;
    this.#server = await ServerProcess.start(this.#data, http, [
      "--syslog-udp-port",
      String(udp),
      "--syslog-tcp-port",
      String(tcp),
      "--syslog-http",
      "--pull-seconds",
      "1",
    ]);
  }

  /** As `doorbook panels add` does, beside the running server. */
  async #register(): Promise<void> {
    await using store = await SqliteStore.open({ dataFolder: this.#data });
    const told = (await this.#emulator?.tell())?.panels ?? [];
    const pulled = this.#panels.filter(({ deliveries }) => deliveries.includes("pull"));
    const access = { username: "admin", password: PASSWORDS.admin };
    await registerPanels(
      store.fleet,
      () => SecretKey.ofFolder(this.#data),
      told
        .filter(({ serial }) => pulled.some((panel) => panel.serial === serial))
        .map(({ serial, url }) => ({ serial, name: "", pull: { url, ...access } })),
    );
    const isPushKnown = async () => (await store.panels.findPanel("BOTH-1")) !== undefined;
    while (!(await isPushKnown())) await wait(50);
  }

  async #befall(): Promise<void> {
    const random = this.#random;
    const misfortune = random.pick(MISFORTUNES);
    this.#misfortunes.set(misfortune, (this.#misfortunes.get(misfortune) ?? 0) + 1);
    await this.#let(misfortune, random.below(LONGEST_MS));
  }

  async #let(misfortune: Misfortune, lastsMs: number): Promise<void> {
    const random = this.#random;
    const { serial } = random.pick(this.#panels);
    const emulator = this.#emulator;
    switch (misfortune) {
      case "kill server":
        await this.#server?.kill();
        await wait(lastsMs);
        return this.#startServer();
      case "stop server":
        await this.#server?.stop();
        await wait(lastsMs);
        return this.#startServer();
      case "kill panels":
        await emulator?.kill();
        await wait(lastsMs);
        return this.#startPanels();
      case "cut network":
        return this.#disturb(random.isChosen(0.5) ? "*" : serial, { isCut: true }, lastsMs);
      case "slow network":
        return this.#disturb(serial, { delayMs: random.below(400) }, lastsMs);
      case "wipe":
        return emulator?.act(random.pick(this.#pulled), "wipe");
      case "flood":
        return this.#flood(random.pick(["TINY-1", "TINY-2"]));
      case "jump clock": {
        await emulator?.act(serial, "clock", { offsetMs: random.pick(OFFSETS_MS) });
        await wait(lastsMs);
        return this.#emulator?.act(serial, "clock", {});
      }
    }
  }

  get #pulled(): readonly string[] {
    const pulled = this.#panels.filter(({ deliveries }) => deliveries.includes("pull"));
    return pulled.map(({ serial }) => serial);
  }

  async #disturb(serial: string, members: object, lastsMs: number): Promise<void> {
    await this.#emulator?.act(serial, "network", members);
    await wait(lastsMs);
    await this.#emulator?.act(serial, "network", {});
  }

  /** More happens than the panel holds, while nobody can ask it. */
  async #flood(serial: string): Promise<void> {
    await this.#emulator?.act(serial, "network", { isCut: true });
    const count = TINY_RING + this.#random.below(TINY_RING);
    for (let nth = 0; nth < count; nth++) await this.#emulator?.act(serial, "exit-button");
    await this.#emulator?.act(serial, "network", {});
  }

  /** Lets what is left come in, from panels to which nothing happens any more. */
  async #finish(): Promise<FleetReport> {
    await this.#emulator?.kill();
    await this.#startPanels({ isStill: true });
    // a log that was cleared and shows nothing since does not tell of it yet
    await this.#emulator?.act("*", "exit-button");
    const address = `http://127.0.0.1:${this.#ports.http}`;
    const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const comparison = await this.#compareLogs(address).catch((error: unknown) => {
        // an event that comes between two pages makes them one too many
        if (performance.now() > deadlineMs) throw error;
        return undefined;
      });
      if (comparison === undefined) continue;
      const told = (await this.#emulator?.tell())?.panels ?? [];
      const isSettled = told.every(({ pending, isPushing }) => !isPushing || pending === 0);
      const isDone = isSettled && comparison.result.faults.length === 0;
      if (isDone || performance.now() > deadlineMs) return this.#conclude(comparison);
      await wait(1_000);
    }
  }

  async #compareLogs(address: string): Promise<FleetComparer> {
    const comparer = new FleetComparer((await this.#emulator?.happened()) ?? []);
    for (const panel of this.#panels) {
      const hasLog = panel.deliveries.some((one) => one === "push" || one === "pull");
      if (hasLog) await comparer.compareLog(address, panel);
    }
    return comparer;
  }

  async #conclude(comparer: FleetComparer): Promise<FleetReport> {
    await this.#server?.stop();
    await using store = await SqliteStore.open({ dataFolder: this.#data });
    const bySender = Map.groupBy(await wholeLog(store), ({ panel }) => panel);
    const linesOf = (serial: string): readonly StoredEvent[] =>
      [...(bySender.get(serial) ?? []), ...(bySender.get(`syslog:${serial}`) ?? [])].filter(
        ({ source }) => source === "syslog",
      );
    for (const panel of this.#panels) comparer.compareLines(panel, linesOf(panel.serial));
    const { result } = comparer;
    const gaps = checkGaps(result.holes, bySender.get(OWN_PANEL) ?? []);
    return { ...result, gaps, misfortunes: this.#misfortunes };
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}
