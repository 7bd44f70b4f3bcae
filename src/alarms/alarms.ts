import { setTimeout as after } from "node:timers/promises";
import { AppError } from "../event/errors.ts";
import type { SecretKey } from "../fleet/secret-key.ts";
import type { FleetStore } from "../fleet/store.ts";
import { AlarmChanges } from "./alarm-changes.ts";
import { sendersOf } from "./alarm-parts.ts";
import type { AlarmParts } from "./alarm-parts.ts";
import { AlarmRunners } from "./alarm-runners.ts";
import type { Alarm } from "./alarm.ts";
import { KeptAlarms } from "./kept-alarms.ts";
import type { AlarmState } from "./kept-alarms.ts";
import type { MailSettings } from "./mail-sender.ts";
import type { Answer } from "./notice.ts";
import { replayAlarm } from "./replay.ts";
import { tryAlarm } from "./try-alarm.ts";

/** What alarms rest on. */
export interface AlarmsOptions extends Pick<
  AlarmParts,
  "log" | "fleet" | "lateMs" | "report" | "now"
> {
  readonly store: FleetStore;
  /** The key that secrets are sealed with. @throws AppError `unavailable`, `damaged` */
  readonly secrets: () => SecretKey;
  readonly mail: MailSettings;
  /** Doorbook's own. */
  readonly version: string;
}

/** An alarm with how far it has come. */
export interface AlarmNow {
  readonly alarm: Alarm;
  readonly state: AlarmState;
}

/** What running alarms, trying them and replaying them rest on, with real waits. */
export function alarmParts(options: AlarmsOptions): AlarmParts {
  const { store, secrets, mail, version, ...rest } = options;
  const { now } = options;
  return {
    ...rest,
    kept: new KeptAlarms(store),
    senders: sendersOf({ secrets, version, now }, mail),
    wait: async (ms, signal) => after(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
  };
}

/** The alarms of a server: they run, and are changed, tried and replayed. */
export class Alarms implements AsyncDisposable {
  readonly changes: AlarmChanges;
  readonly #parts: AlarmParts;
  readonly #runners: AlarmRunners;
  readonly #stop = new AbortController();
  /** Replays under way, by alarm. */
  readonly #replays = new Map<string, Promise<void>>();

  private constructor(options: AlarmsOptions, parts: AlarmParts, runners: AlarmRunners) {
    this.#parts = parts;
    this.#runners = runners;
    const { log, fleet, secrets, now, report } = options;
    const onChanged = () => void runners.refresh().catch(report);
    this.changes = new AlarmChanges({ kept: parts.kept, log, fleet, secrets, now, onChanged });
  }

  /** @throws AppError `unavailable` */
  static async open(options: AlarmsOptions): Promise<Alarms> {
    const parts = alarmParts(options);
    return new Alarms(options, parts, await AlarmRunners.open(parts));
  }

  /** Every alarm, by name. @throws AppError `unavailable` */
  async list(): Promise<readonly AlarmNow[]> {
    const alarms = await this.#parts.kept.list();
    return Promise.all(alarms.map((alarm) => this.#now(alarm)));
  }

  /** @throws AppError `not_found`, `unavailable` */
  async find(name: string): Promise<AlarmNow> {
    return this.#now(await this.changes.find(name));
  }

  /** Its notices, the newest first. @throws AppError `not_found`, `unavailable` */
  async notices(name: string, limit: number): ReturnType<KeptAlarms["notices"]> {
    await this.changes.find(name);
    return this.#parts.kept.notices(name, limit);
  }

  /** Sends a sample. @throws AppError `not_found`, `unavailable` */
  async try(name: string): Promise<Answer> {
    return tryAlarm(await this.changes.find(name), this.#parts, this.#stop.signal);
  }

  /**
   * Begins to send again what an alarm is for, of a stretch of time; its notices tell what came of it.
   *
   * @throws AppError `not_found`; `exists` while a replay of the alarm is under way; `unavailable`
   */
  async replay(name: string, fromMs: number, toMs: number, by: string): Promise<void> {
    const alarm = await this.changes.find(name);
    if (this.#replays.has(name)) {
      throw new AppError("exists", `A replay of ${JSON.stringify(name)} is under way`);
    }
    const { report } = this.#parts;
    const [from, to] = [fromMs, toMs].map((ms) => new Date(ms).toISOString());
    const replaying = this.changes
      .tell("doorbook_alarm_replayed", { account: by, alarm: name, from, to })
      .then(() => replayAlarm({ alarm, fromMs, toMs }, this.#parts, this.#stop.signal))
      .then(() => undefined, report)
      .finally(() => this.#replays.delete(name));
    this.#replays.set(name, replaying);
  }

  /** Stops them; what is under way goes on with the next start, replays aside. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#replays.values());
    await this.#runners[Symbol.asyncDispose]();
  }

  async #now(alarm: Alarm): Promise<AlarmNow> {
    const state = this.#runners.stateOf(alarm.name) ?? (await this.#parts.kept.state(alarm));
    return { alarm, state };
  }
}
