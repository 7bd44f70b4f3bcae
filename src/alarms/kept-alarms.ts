import { isMembers, numberOf, readMembers, textOf } from "../fleet/read-members.ts";
import type { Members } from "../fleet/read-members.ts";
import type { FleetStore } from "../fleet/store.ts";
import { parseAlarm, renderAlarm } from "./alarm.ts";
import type { Alarm } from "./alarm.ts";
import { NOTICE_KINDS } from "./notice.ts";
import type { SentNotice } from "./notice.ts";
import { ThresholdWindow } from "./threshold-window.ts";

/** How many notices of an alarm are listed. */
export const MAX_NOTICES = 1_000;
/** The oldest are forgotten when there are so many more. */
const SLACK = 100;

/** Stands between an alarm's name and its notices' ids. */
const BETWEEN = "\n";

/** How far an alarm has come. */
export interface AlarmPosition {
  /** Everything up to here was delivered, or is none of its business. */
  readonly seq: number;
  /** What is counted towards its threshold. */
  readonly window: ThresholdWindow;
  /** Events that were gone before it could look at them, and that no notice has told of yet. */
  readonly gone: number;
}

/** That notices do not arrive. */
export interface AlarmFailing {
  readonly sinceMs: number;
  readonly tries: number;
  readonly answer: string;
  /** Whether the log was told. */
  readonly isTold: boolean;
}

/** What becomes of an alarm. */
export interface AlarmState {
  readonly position: AlarmPosition;
  /** When a notice of events was delivered last; 0 for never. */
  readonly deliveredAtMs: number;
  readonly failing: AlarmFailing | undefined;
}

/** Alarms as they are kept, with how far each has come and the notices it sent. */
export class KeptAlarms {
  readonly #store: FleetStore;
  /** Notices that were added since the oldest were forgotten, by alarm. */
  readonly #added = new Map<string, number>();

  constructor(store: FleetStore) {
    this.#store = store;
  }

  /** By name. @throws AppError `unavailable` */
  async list(): Promise<readonly Alarm[]> {
    return (await this.#store.list("alarm")).map(({ id, body }) => parseAlarm(id, body));
  }

  /** @throws AppError `unavailable` */
  async find(name: string): Promise<Alarm | undefined> {
    const body = await this.#store.find("alarm", name);
    return body === undefined ? undefined : parseAlarm(name, body);
  }

  /** Rises with every change of an alarm, whichever process makes it. */
  version(): Promise<number> {
    return this.#store.version("alarm");
  }

  /** Adds an alarm, or replaces that of its name. @throws AppError `unavailable` */
  async put(alarm: Alarm): Promise<void> {
    await this.#store.change("alarm", [{ id: alarm.name, body: renderAlarm(alarm) }]);
  }

  /** Forgets an alarm with all that became of it. @throws AppError `unavailable` */
  async remove(name: string): Promise<void> {
    await this.#store.change("alarm", [{ id: name, body: undefined }]);
    const notices = await this.#store.list("alarm_run", name + BETWEEN);
    const ids = [name, ...notices.map(({ id }) => id)];
    await this.#store.change(
      "alarm_run",
      ids.map((id) => ({ id, body: undefined })),
    );
  }

  /** How far an alarm has come. @throws AppError `unavailable` */
  async state({ name, fromSeq }: Pick<Alarm, "name" | "fromSeq">): Promise<AlarmState> {
    const body = await this.#store.find("alarm_run", name);
    const begun = { seq: fromSeq, window: ThresholdWindow.of({}), gone: 0 };
    if (body === undefined) {
      return { position: begun, deliveredAtMs: 0, failing: undefined };
    }
    const members = readMembers(body);
    const seq = numberOf(members, "seq") ?? 0;
    const reached = {
      seq,
      window: ThresholdWindow.of(members["window"]),
      gone: numberOf(members, "gone") ?? 0,
    };
    const failing = failingOf(members["failing"]);
    const deliveredAtMs = numberOf(members, "deliveredAtMs") ?? 0;
    // made anew under the same name, or switched on: what was before is none of its business
    const position = seq < fromSeq ? begun : reached;
    return { position, deliveredAtMs, failing: seq < fromSeq ? undefined : failing };
  }

  /** Keeps how far an alarm has come, with the notice that led there, at once. @throws AppError */
  async settle(name: string, state: AlarmState, sent?: SentNotice): Promise<void> {
    const { position, ...rest } = state;
    const { seq, gone, window } = position;
    const body = JSON.stringify({ ...rest, seq, gone, window: window.kept });
    const told = sent === undefined ? [] : [noticeEntry(name, sent)];
    await this.#store.change("alarm_run", [{ id: name, body }, ...told]);
    if (sent !== undefined) await this.#forgetOldest(name);
  }

  /** Adds a notice to the list alone: of a try, or of a replay. @throws AppError `unavailable` */
  async note(name: string, sent: SentNotice): Promise<void> {
    await this.#store.change("alarm_run", [noticeEntry(name, sent)]);
    await this.#forgetOldest(name);
  }

  /** The notices of an alarm, the newest first. @param limit 1 to {@link MAX_NOTICES} */
  async notices(name: string, limit: number): Promise<readonly SentNotice[]> {
    const entries = await this.#store.list("alarm_run", name + BETWEEN);
    return entries
      .slice(-limit)
      .toReversed()
      .map(({ body }) => noticeOf(readMembers(body)));
  }

  async #forgetOldest(name: string): Promise<void> {
    const added = (this.#added.get(name) ?? SLACK) + 1;
    this.#added.set(name, added);
    if (added <= SLACK) return;
    this.#added.set(name, 0);
    const entries = await this.#store.list("alarm_run", name + BETWEEN);
    const old = entries.slice(0, -MAX_NOTICES).map(({ id }) => ({ id, body: undefined }));
    if (old.length > 0) await this.#store.change("alarm_run", old);
  }
}

function noticeEntry(name: string, sent: SentNotice) {
  // by time and seq: the newest last
  const [at, seq] = [sent.atMs, sent.lastSeq].map((number) => String(number).padStart(15, "0"));
  const id = `${name}${BETWEEN}${at} ${seq} ${sent.id}`;
  return { id, body: JSON.stringify(sent) };
}

function noticeOf(members: Members): SentNotice {
  const number = (name: string): number => numberOf(members, name) ?? 0;
  return {
    id: textOf(members, "id"),
    kind: NOTICE_KINDS.find((kind) => kind === members["kind"]) ?? "events",
    atMs: number("atMs"),
    events: number("events"),
    firstSeq: number("firstSeq"),
    lastSeq: number("lastSeq"),
    gone: number("gone"),
    tries: number("tries"),
    isDelivered: members["isDelivered"] === true,
    answer: textOf(members, "answer"),
  };
}

function failingOf(value: unknown): AlarmFailing | undefined {
  if (!isMembers(value)) return undefined;
  return {
    sinceMs: numberOf(value, "sinceMs") ?? 0,
    tries: numberOf(value, "tries") ?? 0,
    answer: textOf(value, "answer"),
    isTold: value["isTold"] === true,
  };
}
