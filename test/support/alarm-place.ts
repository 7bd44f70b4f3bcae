import { AlarmChanges } from "../../src/alarms/alarm-changes.ts";
import type { AlarmChange } from "../../src/alarms/alarm-changes.ts";
import { sendersOf } from "../../src/alarms/alarm-parts.ts";
import type { AlarmParts } from "../../src/alarms/alarm-parts.ts";
import { AlarmRunners } from "../../src/alarms/alarm-runners.ts";
import { KeptAlarms } from "../../src/alarms/kept-alarms.ts";
import type { MailSettings } from "../../src/alarms/mail-sender.ts";
import type { PanelEvent } from "../../src/event/event.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import { SecretKey } from "../../src/fleet/secret-key.ts";
import { eventually } from "./eventually.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";

/** What a place may have of its own. */
export interface AlarmPlaceOptions {
  readonly mail?: Partial<MailSettings>;
  /** How long a receiver may take, ms. */
  readonly answerMs?: number;
}

/** A log with alarms, whose waits are over at once and written down. */
export class AlarmPlace implements AsyncDisposable {
  readonly stores: Stores;
  readonly changes: AlarmChanges;
  readonly parts: AlarmParts;
  /** What would have been waited for, ms. */
  readonly waits: number[];
  /** What was reported that nobody waits for. */
  readonly reports: unknown[];
  /** Our clock; waits move it. */
  readonly clock: { nowMs: number };
  #runners: AlarmRunners | undefined;

  private constructor(
    stores: Stores,
    made: Pick<AlarmPlace, "changes" | "parts" | "waits" | "reports" | "clock">,
  ) {
    this.stores = stores;
    ({
      changes: this.changes,
      parts: this.parts,
      waits: this.waits,
      reports: this.reports,
      clock: this.clock,
    } = made);
  }

  static async open({ mail = {}, answerMs }: AlarmPlaceOptions = {}): Promise<AlarmPlace> {
    const stores = await openStores({});
    const fleet = await Fleet.open(stores.fleet);
    const secrets = () => SecretKey.ofFolder(stores.dataFolder);
    const clock = { nowMs: 1_795_000_000_000 };
    const now = () => clock.nowMs;
    const waits: number[] = [];
    const reports: unknown[] = [];
    const kept = new KeptAlarms(stores.fleet);
    const sending = { secrets, version: "0", now, ...(answerMs !== undefined && { answerMs }) };
    const parts: AlarmParts = {
      log: stores.log,
      kept,
      fleet,
      senders: sendersOf(sending, { smtpUrl: undefined, smtpFrom: undefined, ...mail }),
      lateMs: 120_000,
      report: (cause) => reports.push(cause),
      now,
      wait: async (ms) => {
        waits.push(ms);
        clock.nowMs += ms;
        return new Promise((resolve) => {
          setImmediate(resolve);
        });
      },
      random: () => 0,
    };
    const changes = new AlarmChanges({ kept, log: stores.log, fleet, secrets, now });
    return new AlarmPlace(stores, { changes, parts, waits, reports, clock });
  }

  /** Adds an alarm. @returns the secret of its webhook */
  async add(name: string, change: AlarmChange): Promise<string> {
    return (await this.changes.add(name, change, undefined)).secret ?? "";
  }

  /** Runs the alarms until {@link stop}. */
  async run(): Promise<AlarmRunners> {
    this.#runners = await AlarmRunners.open(this.parts);
    return this.#runners;
  }

  async stop(): Promise<void> {
    await this.#runners?.[Symbol.asyncDispose]();
    this.#runners = undefined;
  }

  /** Waits until so many notices of an alarm are done with. */
  async settled(name: string, count: number): Promise<void> {
    await eventually(20_000, async () => {
      const { length } = await this.parts.kept.notices(name, 100);
      if (length < count) throw new Error(`${length} are done with`);
    });
  }

  /** Events of one panel come. @returns the seq of the last */
  async append(events: readonly PanelEvent[], panel = "AA-1"): Promise<number> {
    const { lastSeq = 0 } = await this.stores.log.append(panel, events);
    return lastSeq;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.stores[Symbol.asyncDispose]();
  }
}
