import { randomBytes } from "node:crypto";
import type {
  EmulatedPanel,
  Emulator,
  EmulatorOptions,
  Happened,
  LonePanel,
  PanelOptions,
  ScriptStep,
} from "./api.ts";
import { Building } from "./building/building.ts";
import type { Door } from "./building/door.ts";
import { openControlApp, panelsOf } from "./control/control-app.ts";
import { playScript } from "./control/script.ts";
import { Front } from "./front.ts";
import { Life } from "./life.ts";
import { FileMemory, NO_MEMORY } from "./memory.ts";
import type { Change, Memory } from "./memory.ts";
import { Mischief } from "./mischief.ts";
import { Panel } from "./panel.ts";
import { Random } from "./random.ts";
import { Statistics } from "./statistics.ts";

/** The most panels in one process. */
export const MAX_PANELS = 10_000;

/** Tell what chance is drawn for from one another. */
const PANELS = 1;
const MISCHIEF = 2;

const HOUR_MS = 3_600_000;

/** Of how many events of all panels it is remembered that they happened. */
const REMEMBERED_EVENTS = 1_000_000;

/** A thousand panels log in within a second. */
const START_MS_PER_PANEL = 1;

/**
 * Starts door panels in this process: each with a log and an API of its own, and whatever else the
 * options say.
 *
 * @throws Error when the options cannot be meant; what the system says when a port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = new RunningEmulator(options);
  await emulator.start();
  return emulator;
}

/**
 * Starts one door panel on a port of its own.
 *
 * @throws as {@link startEmulator}
 */
export async function startPanel(
  options: PanelOptions & Pick<EmulatorOptions, "host" | "port" | "memory" | "controlToken"> = {},
): Promise<LonePanel> {
  const { host, port, memory, controlToken, ...own } = options;
  const emulator = await startEmulator({
    panels: [own],
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(memory !== undefined && { memory }),
    ...(controlToken !== undefined && { controlToken }),
  });
  const [panel] = emulator.panels;
  if (panel === undefined) throw new Error("an emulator has a panel at least");
  const close = async () => emulator.close();
  return Object.assign(panel, { close, [Symbol.asyncDispose]: close });
}

class RunningEmulator implements Emulator {
  readonly #options: EmulatorOptions;
  readonly #statistics = new Statistics();
  readonly #memory: Memory;
  readonly #changes: Iterable<Change>;
  readonly #panels: readonly Panel[];
  readonly #life: Life;
  readonly #mischief: Mischief;
  #front: Front | undefined;
  #url = "";
  #closeControl: (() => Promise<void>) | undefined;

  constructor(options: EmulatorOptions) {
    this.#options = options;
    const opened =
      options.memory === undefined
        ? { memory: NO_MEMORY, changes: [] }
        : FileMemory.open(options.memory);
    this.#memory = opened.memory;
    this.#changes = opened.changes;
    const seed = options.seed ?? 1;
    const own = this.#ownOptions();
    const building = Building.open({ seed, panels: own.length });
    this.#panels = this.#makePanels(own, building.doors, seed);
    this.#life = new Life({
      building,
      panels: this.#panels,
      memory: this.#memory,
      rate: options.rate ?? 0,
      now: Date.now,
    });
    const meanMs = options.mischiefMs ?? HOUR_MS;
    this.#mischief = new Mischief(this.#panels, meanMs, new Random(seed, MISCHIEF));
  }

  get url(): string {
    return this.#url;
  }

  get panels(): readonly EmulatedPanel[] {
    return this.#panels;
  }

  async start(): Promise<void> {
    const { host = "127.0.0.1", port = 0, hasOwnPorts = false, controlToken } = this.#options;
    const playedUntilMs = this.#recall();
    const { days = 0, isAlive = false } = this.#options;
    // before anyone can ask: what is past has happened. Where nobody lives, that was made once
    if (isAlive || playedUntilMs === undefined) {
      this.#life.playPast({ days, fromMs: playedUntilMs });
    }
    const control = await openControlApp(this, controlToken);
    this.#closeControl = async () => control.close();
    const panels = this.#panels;
    const { front, url } = await Front.open({ host, port, panels, hasOwnPorts, control });
    this.#front = front;
    this.#url = url;
    for (const panel of panels) panel.switchOn();
    if (isAlive) this.#life.begin();
    this.#mischief.begin();
  }

  panel(serial: string): EmulatedPanel {
    const panel = this.#panels.find((one) => one.serial === serial);
    if (panel !== undefined) return panel;
    throw new Error(`no panel has the serial "${serial}"`);
  }

  async play(script: readonly ScriptStep[], speed = 1): Promise<void> {
    await playScript(script, (word) => this.#meant(word), speed);
  }

  happened(): readonly Happened[] {
    return this.#panels.flatMap((panel) => panel.happened());
  }

  async delivered(): Promise<void> {
    const pushing = this.#panels.filter((panel) => panel.state().isPushing);
    // without any, each says that it has no server
    const meant = pushing.length > 0 ? pushing : this.#panels;
    await Promise.all(meant.map(async (panel) => panel.delivered()));
  }

  statistics(): ReturnType<Emulator["statistics"]> {
    return this.#statistics.read();
  }

  resetStatistics(): void {
    this.#statistics.reset();
  }

  async close(): Promise<void> {
    this.#mischief.end();
    this.#life.end();
    await Promise.all(this.#panels.map(async (panel) => panel.switchOff()));
    await this.#front?.close();
    await this.#closeControl?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #meant(word: string | undefined): readonly EmulatedPanel[] {
    if (word !== undefined) return panelsOf(this, word);
    return this.#panels.slice(0, 1);
  }

  #makePanels(
    own: readonly PanelOptions[],
    doors: readonly Door[],
    seed: number,
  ): readonly Panel[] {
    // panels of one emulator share what was not given, a password too
    const password = this.#options.password ?? randomBytes(12).toString("base64url");
    const rememberedEvents = Math.ceil(REMEMBERED_EVENTS / own.length);
    const startWithinMs = own.length * START_MS_PER_PANEL;
    return own.map(
      (each, index) =>
        new Panel(
          {
            ...shared(this.#options),
            password,
            ...nameOf(doors[index]),
            ...each,
            serial: this.#serial(each, index),
          },
          {
            memory: this.#memory,
            statistics: this.#statistics,
            now: Date.now,
            random: new Random(seed, PANELS, index),
            startWithinMs,
            rememberedEvents,
            onTrouble: this.#options.onTrouble ?? (() => undefined),
          },
        ),
    );
  }

  #ownOptions(): readonly PanelOptions[] {
    const { panels = 1 } = this.#options;
    const own = typeof panels === "number" ? Array.from({ length: panels }, () => ({})) : panels;
    if (own.length < 1 || own.length > MAX_PANELS) {
      throw new Error(`an emulator has 1 to ${MAX_PANELS} panels`);
    }
    const serials = new Set(own.map((each, index) => this.#serial(each, index)));
    if (serials.size < own.length) throw new Error("two panels have one serial");
    return own;
  }

  #serial({ serial }: PanelOptions, index: number): string {
    const { serialPrefix = "EMU" } = this.#options;
    return serial ?? `${serialPrefix}-${String(index + 1).padStart(4, "0")}`;
  }

  /** Gives panels back what they remember. @returns up to when the building's life was played */
  #recall(): number | undefined {
    const bySerial = new Map(this.#panels.map((panel) => [panel.serial, panel]));
    let playedUntilMs: number | undefined;
    for (const change of this.#changes) {
      if ("playedUntilMs" in change) ({ playedUntilMs } = change);
      else bySerial.get(change.panel)?.log.recall(change);
    }
    if (this.#memory.isLong) this.#memory.rewrite(this.#changesOf(playedUntilMs));
    return playedUntilMs;
  }

  /** What a new memory has to have for all to be the same. */
  *#changesOf(playedUntilMs: number | undefined): Generator<Change> {
    for (const panel of this.#panels) yield* panel.log.changes();
    if (playedUntilMs !== undefined) yield { playedUntilMs };
  }
}

function nameOf(door: Door | undefined): Pick<PanelOptions, "name"> {
  return door === undefined ? {} : { name: door.name };
}

/** What panels have in common, as far as it was given. */
function shared(options: EmulatorOptions): PanelOptions {
  const { family, model, accounts, quirks, link, syslog, ringSize, retryMs, heartbeatMs } = options;
  return {
    ...(family !== undefined && { family }),
    ...(model !== undefined && { model }),
    ...(accounts !== undefined && { accounts }),
    ...(quirks !== undefined && { quirks }),
    ...(link !== undefined && { link }),
    ...(syslog !== undefined && { syslog }),
    ...(ringSize !== undefined && { ringSize }),
    ...(retryMs !== undefined && { retryMs }),
    ...(heartbeatMs !== undefined && { heartbeatMs }),
  };
}
