import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { EmulatorProcess } from "../../support/emulator-process.ts";
import { Random } from "../../support/random.ts";
import { ServerProcess } from "../../support/server-process.ts";
import { compare } from "./compare.ts";
import type { Comparison } from "./compare.ts";

/** What goes wrong, and how often. */
const MISFORTUNES = [
  "kill server",
  "stop server",
  "kill panels",
  "cut network",
  "slow network",
] as const;

type Misfortune = (typeof MISFORTUNES)[number];

/** How much of it. */
export interface BuildingOptions {
  readonly seed: number;
  readonly panels: number;
  readonly days: number;
  /** Misfortunes, one after the other. */
  readonly misfortunes: number;
  /** Scenes a minute, meanwhile. */
  readonly rate: number;
  /** Empty; the run leaves the data in it. */
  readonly folder: string;
  /** Told now and then. */
  readonly report?: (line: string) => void;
}

/** What a run has shown. */
export interface BuildingReport extends Comparison {
  readonly misfortunes: Readonly<Record<Misfortune, number>>;
}

/** So long the server or the panels are away, or the network is bad, at most; ms. */
const LONGEST_MS = 1_200;

/** So long all goes well between two misfortunes, at most; ms. */
const LONGEST_PEACE_MS = 900;

/** The first of the history comes within it. */
const FIRST_MS = 300;

const SETTLED_WITHIN_MS = 120_000;

/** Lets a building live on panels with all quirks while everything fails; then compares event by event. */
export async function runBuilding(options: BuildingOptions): Promise<BuildingReport> {
  await using run = new BuildingRun(options);
  return await run.run();
}

class BuildingRun implements AsyncDisposable {
  readonly #options: BuildingOptions;
  readonly #random: Random;
  readonly #misfortunes: Record<Misfortune, number> = {
    "kill server": 0,
    "stop server": 0,
    "kill panels": 0,
    "cut network": 0,
    "slow network": 0,
  };
  #server: ServerProcess | undefined;
  #panels: EmulatorProcess | undefined;
  #address = "";

  constructor(options: BuildingOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  async run(): Promise<BuildingReport> {
    const { misfortunes, report } = this.#options;
    this.#server = await ServerProcess.start(this.#data);
    this.#address = await this.#server.address();
    this.#panels = await this.#startPanels();
    // into the delivery of the history, too
    await wait(FIRST_MS);
    for (let nth = 1; nth <= misfortunes; nth++) {
      await this.#befall();
      await wait(this.#random.below(LONGEST_PEACE_MS));
      if (nth % 10 === 0) report?.(`${String(nth)} of ${String(misfortunes)} misfortunes`);
    }
    return this.#finish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#panels?.kill();
    await this.#server?.kill();
  }

  get #data(): string {
    return join(this.#options.folder, "data");
  }

  async #startPanels(isStill = false): Promise<EmulatorProcess> {
    const { seed, panels, days, rate, folder } = this.#options;
    const quirks = isStill ? "none" : "real";
    const args = {
      seed,
      panels,
      days,
      quirks,
      rate: isStill ? 0 : rate,
      "link-url": this.#address,
    };
    return EmulatorProcess.start([
      ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, String(value)]),
      "--memory",
      join(folder, "panels.jsonl"),
      "--retry-seconds",
      "1",
      "--heartbeat-seconds",
      "1",
      "--mischief-seconds",
      "20",
      ...(isStill ? ["--still"] : []),
    ]);
  }

  async #befall(): Promise<void> {
    const random = this.#random;
    const misfortune = random.pick(MISFORTUNES);
    const lastsMs = random.below(LONGEST_MS);
    this.#misfortunes[misfortune] += 1;
    switch (misfortune) {
      case "kill server":
        await this.#server?.kill();
        await wait(lastsMs);
        await this.#restartServer();
        break;
      case "stop server":
        await this.#server?.stop();
        await wait(lastsMs);
        await this.#restartServer();
        break;
      case "kill panels":
        await this.#panels?.kill();
        await wait(lastsMs);
        this.#panels = await this.#startPanels();
        break;
      case "cut network":
        await this.#disturb({ isCut: true }, lastsMs);
        break;
      case "slow network":
        await this.#disturb({ delayMs: random.below(400) }, lastsMs);
    }
  }

  async #disturb(members: object, lastsMs: number): Promise<void> {
    const panels = (await this.#panels?.tell())?.panels ?? [];
    const serial = this.#random.isChosen(0.5) ? "*" : this.#random.pick(panels).serial;
    await this.#panels?.act(serial, "network", members);
    await wait(lastsMs);
    await this.#panels?.act(serial, "network", {});
  }

  async #restartServer(): Promise<void> {
    this.#server = await ServerProcess.start(this.#data, Number(new URL(this.#address).port));
  }

  /** Lets what is left be delivered, by panels that nothing happens to any more. */
  async #finish(): Promise<BuildingReport> {
    await this.#panels?.kill();
    this.#panels = await this.#startPanels(true);
    const deadlineMs = performance.now() + SETTLED_WITHIN_MS;
    while ((await this.#panels.tell()).panels.some(({ pending }) => pending > 0)) {
      if (performance.now() > deadlineMs) throw new Error("the panels have not delivered all");
      await wait(50);
    }
    const comparison = await compare(this.#address, await this.#panels.happened());
    return { ...comparison, misfortunes: this.#misfortunes };
  }
}
