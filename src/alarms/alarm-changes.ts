import { AppError } from "../event/errors.ts";
import { OWN_PANEL } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { OwnEventKey } from "../event/own-events.ts";
import type { EventStore } from "../event/store.ts";
import type { SecretKey } from "../fleet/secret-key.ts";
import { sealedFor } from "./alarm.ts";
import type { Alarm, AlarmTarget } from "./alarm.ts";
import type { AlarmFleet } from "./alarm-condition.ts";
import { checkAlarm } from "./check-alarm.ts";
import type { KeptAlarms } from "./kept-alarms.ts";
import { newSecret } from "./signature.ts";

/** How many alarms there may be. */
const MAX_ALARMS = 200;

/** What changes of alarms rest on. */
export interface AlarmChangesParts {
  readonly kept: KeptAlarms;
  /** Where changes are events; a new alarm begins at its end. */
  readonly log: Pick<EventStore, "append" | "head">;
  readonly fleet: AlarmFleet;
  /** The key that secrets are sealed with. @throws AppError `unavailable`, `damaged` */
  readonly secrets: () => SecretKey;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Called when something changed. */
  readonly onChanged?: () => void;
}

/** What is to be said of an alarm; what is absent stays, or is as it is by itself. */
export interface AlarmChange {
  readonly query?: string | undefined;
  /** A webhook's address; not together with `emails`. */
  readonly webhook?: string | undefined;
  readonly emails?: readonly string[] | undefined;
  /** `null` for none. */
  readonly threshold?: Alarm["threshold"] | null;
  readonly quietMinutes?: number | undefined;
  readonly locale?: Alarm["locale"] | undefined;
  readonly zone?: string | undefined;
  readonly isOn?: boolean | undefined;
  /** Whether its webhook gets another secret; the one before is good no more. */
  readonly makesSecret?: boolean | undefined;
}

/** What came of a change. */
export interface ChangedAlarm {
  readonly alarm: Alarm;
  /** The secret of its webhook, where one was made: it is told this once. */
  readonly secret: string | undefined;
}

/**
 * Changes alarms, and tells the log. `by` is the name of the account that does it, `undefined` for the
 * command line.
 */
export class AlarmChanges {
  readonly #parts: AlarmChangesParts;

  constructor(parts: AlarmChangesParts) {
    this.#parts = parts;
  }

  /**
   * Adds an alarm: for events that come from now on.
   *
   * @throws AppError `exists`, `invalid`, `unavailable`; QueryError
   */
  async add(name: string, change: AlarmChange, by: string | undefined): Promise<ChangedAlarm> {
    const { kept, log } = this.#parts;
    const before = await kept.list();
    if (before.some((alarm) => alarm.name === name)) {
      throw new AppError("exists", `There is an alarm ${JSON.stringify(name)} already`);
    }
    if (before.length >= MAX_ALARMS) {
      throw new AppError("invalid", `There are at most ${MAX_ALARMS} alarms`);
    }
    const fresh: Alarm = {
      name,
      query: "",
      target: { is: "email", to: [] },
      threshold: undefined,
      quietMinutes: 0,
      locale: "en",
      zone: "UTC",
      isOn: true,
      fromSeq: await log.head(),
    };
    return this.#put(fresh, change, by);
  }

  /**
   * Changes what is said. Switched on again, an alarm is for events that come from then on.
   *
   * @throws AppError `not_found`, `invalid`, `unavailable`; QueryError
   */
  async change(name: string, change: AlarmChange, by: string | undefined): Promise<ChangedAlarm> {
    const before = await this.find(name);
    const isSwitchedOn = change.isOn === true && !before.isOn;
    const fromSeq = isSwitchedOn ? await this.#parts.log.head() : before.fromSeq;
    return this.#put({ ...before, fromSeq }, change, by);
  }

  /** @throws AppError `not_found`, `unavailable` */
  async remove(name: string, by: string | undefined): Promise<void> {
    await this.find(name);
    await this.#parts.kept.remove(name);
    await this.tell("doorbook_alarm_removed", { account: by, alarm: name });
  }

  /** @throws AppError `not_found`, `unavailable` */
  async find(name: string): Promise<Alarm> {
    const alarm = await this.#parts.kept.find(name);
    if (alarm !== undefined) return alarm;
    throw new AppError("not_found", `There is no alarm ${JSON.stringify(name)}`);
  }

  /** Has the log tell of what was done to an alarm. @throws AppError `unavailable` */
  async tell(key: OwnEventKey, model: object): Promise<void> {
    this.#parts.onChanged?.();
    await this.#parts.log.append(OWN_PANEL, [ownEvent(key, model, this.#parts.now())]);
  }

  async #put(before: Alarm, change: AlarmChange, by: string | undefined): Promise<ChangedAlarm> {
    const { target, secret } = this.#targetOf(before, change);
    const { threshold = before.threshold } = change;
    const alarm: Alarm = {
      ...before,
      query: change.query ?? before.query,
      target,
      threshold: threshold ?? undefined,
      quietMinutes: change.quietMinutes ?? before.quietMinutes,
      locale: change.locale ?? before.locale,
      zone: change.zone ?? before.zone,
      isOn: change.isOn ?? before.isOn,
    };
    checkAlarm(alarm, this.#parts.fleet);
    const sealed = secret === undefined ? alarm : this.#withSecret(alarm, secret);
    await this.#parts.kept.put(sealed);
    const { name, isOn, query } = alarm;
    const told = {
      account: by,
      alarm: name,
      state: isOn ? "on" : "off",
      query: query || undefined,
    };
    await this.tell("doorbook_alarm_set", { ...told, target: placeOf(target) });
    return { alarm: sealed, secret };
  }

  #targetOf(
    { target }: Alarm,
    { webhook, emails, makesSecret = false }: AlarmChange,
  ): { readonly target: AlarmTarget; readonly secret: string | undefined } {
    if (webhook !== undefined && emails !== undefined) {
      throw new AppError(
        "invalid",
        "An alarm goes to a webhook or to e-mail addresses, not to both",
      );
    }
    if (emails !== undefined) return { target: { is: "email", to: emails }, secret: undefined };
    if (webhook === undefined && target.is === "email") return { target, secret: undefined };
    const sealedSecret = target.is === "webhook" ? target.sealedSecret : "";
    const url = webhook ?? (target.is === "webhook" ? target.url : "");
    const secret = sealedSecret === "" || makesSecret ? newSecret() : undefined;
    return { target: { is: "webhook", url, sealedSecret }, secret };
  }

  /** Once all else is right: the key is made at its first use. */
  #withSecret(alarm: Alarm, secret: string): Alarm {
    if (alarm.target.is !== "webhook") return alarm;
    const sealedSecret = this.#parts.secrets().seal(secret, sealedFor(alarm.name));
    return { ...alarm, target: { ...alarm.target, sealedSecret } };
  }
}

/** Where a target is, for the log: the rest of a webhook's address may be a secret. */
function placeOf(target: AlarmTarget): string {
  return target.is === "webhook" ? new URL(target.url).host : target.to.join(", ");
}
