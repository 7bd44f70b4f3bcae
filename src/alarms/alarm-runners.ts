import type { AlarmParts } from "./alarm-parts.ts";
import { AlarmRunner } from "./alarm-runner.ts";
import { renderAlarm } from "./alarm.ts";
import type { AlarmState } from "./kept-alarms.ts";
import { PieceLog } from "./piece-log.ts";

/** How often it is looked which alarms there are, ms. */
const REFRESH_MS = 1_000;

/**
 * Runs the alarms that there are, each by itself: one that cannot be delivered holds up no other. What is
 * changed, by this process or another, counts within a second.
 */
export class AlarmRunners implements AsyncDisposable {
  readonly #parts: AlarmParts;
  readonly #reader: PieceLog;
  readonly #runners = new Map<string, { readonly body: string; readonly runner: AlarmRunner }>();
  readonly #timer: NodeJS.Timeout;
  #version = -1;
  #refreshing: Promise<void> | undefined;
  #isClosed = false;

  private constructor(parts: AlarmParts) {
    this.#parts = parts;
    this.#reader = new PieceLog(parts.log);
    this.#timer = setInterval(() => void this.refresh().catch(parts.report), REFRESH_MS);
  }

  /** @throws AppError `unavailable` */
  static async open(parts: AlarmParts): Promise<AlarmRunners> {
    const runners = new AlarmRunners(parts);
    try {
      await runners.refresh();
    } catch (error) {
      await runners[Symbol.asyncDispose]();
      throw error;
    }
    return runners;
  }

  /** Sees what changed. @throws AppError `unavailable` */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** How far an alarm has come that runs; `undefined` for one that does not. */
  stateOf(name: string): AlarmState | undefined {
    return this.#runners.get(name)?.runner.state;
  }

  /** Stops all of them; what is under way is sent again when they are next run. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#refreshing?.catch(this.#parts.report);
    await Promise.all([...this.#runners.keys()].map((name) => this.#stop(name)));
    this.#reader[Symbol.dispose]();
  }

  async #refresh(): Promise<void> {
    const { kept } = this.#parts;
    const version = await kept.version();
    if (this.#isClosed || version === this.#version) return;
    const alarms = (await kept.list()).filter(({ isOn }) => isOn);
    const bodies = new Map(alarms.map((alarm) => [alarm.name, renderAlarm(alarm)]));
    const old = [...this.#runners].filter(([name, { body }]) => bodies.get(name) !== body);
    await Promise.all(old.map(([name]) => this.#stop(name)));
    for (const alarm of alarms) {
      const { name } = alarm;
      if (this.#runners.has(name)) continue;
      const runner = await AlarmRunner.start(alarm, this.#parts, this.#reader);
      this.#runners.set(name, { body: renderAlarm(alarm), runner });
    }
    this.#version = version;
  }

  async #stop(name: string): Promise<void> {
    const running = this.#runners.get(name);
    this.#runners.delete(name);
    await running?.runner[Symbol.asyncDispose]();
  }
}
