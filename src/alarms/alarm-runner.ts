import { OWN_PANEL } from "../event/event.ts";
import type { StoredEvent } from "../event/event.ts";
import type { MatchEvent } from "../event/match-event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { OwnEventKey } from "../event/own-events.ts";
import { QueryError } from "../event/query-error.ts";
import { prepareConditionOf } from "./alarm-condition.ts";
import type { AlarmParts } from "./alarm-parts.ts";
import type { Alarm } from "./alarm.ts";
import { retryDelayMs } from "./backoff.ts";
import { Gatherer } from "./gather.ts";
import type { Gathering } from "./gather.ts";
import type { AlarmFailing, AlarmPosition, AlarmState } from "./kept-alarms.ts";
import { newNoticeId, sentNotice } from "./notice.ts";
import type { Answer, Notice, SentNotice } from "./notice.ts";
import { renderFor } from "./render-for.ts";

/** After so many tries the log is told that an alarm does not get through. */
const TRIES_UNTIL_TOLD = 5;
/** How long until what we could not read or write is tried again, ms. */
const AGAIN_MS = 1_000;
/** A position that moved without a notice is kept after so many events, or so long, ms. */
const KEEP_EVENTS = 50_000;
const KEEP_MS = 30_000;

const MINUTE_MS = 60_000;

/** Reads the log for all alarms, a piece at a time. */
export interface PieceReader {
  /** Events behind a seq, in its order; none at the end of the log. @throws AppError `unavailable` */
  after(seq: number): Promise<readonly StoredEvent[]>;
  /** Rises whenever the log has grown. */
  readonly growths: number;
  /** Resolves once the log has grown since there were so many growths. */
  grown(since: number, signal: AbortSignal): Promise<void>;
}

/**
 * Runs one alarm: goes through the log behind its position, brings what meets its query to its target,
 * and moves the position once that is delivered. Whatever happens to the process, what was not
 * acknowledged is sent again.
 */
export class AlarmRunner implements AsyncDisposable {
  readonly #alarm: Alarm;
  readonly #parts: AlarmParts;
  readonly #reader: PieceReader;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #state: AlarmState;
  /** The query as it is read with what the fleet is called now. */
  #matching: { readonly version: number; readonly matches: MatchEvent } | undefined;
  #keptSeq: number;
  #keptAtMs: number;

  private constructor(alarm: Alarm, parts: AlarmParts, reader: PieceReader, state: AlarmState) {
    this.#alarm = alarm;
    this.#parts = parts;
    this.#reader = reader;
    this.#state = state;
    this.#keptSeq = state.position.seq;
    this.#keptAtMs = parts.now();
    this.#done = this.#run();
  }

  /** Goes on where the alarm was. @throws AppError `unavailable` */
  static async start(alarm: Alarm, parts: AlarmParts, reader: PieceReader): Promise<AlarmRunner> {
    return new AlarmRunner(alarm, parts, reader, await parts.kept.state(alarm));
  }

  /** How far the alarm has come. */
  get state(): AlarmState {
    return this.#state;
  }

  /** Stops, whatever is under way, and keeps how far it has come. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { report, wait } = this.#parts;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#step(signal);
      } catch (cause) {
        if (signal.aborted) break;
        report(cause);
        await wait(AGAIN_MS, signal);
      }
    }
    await this.#keepPosition(true).catch(report);
  }

  async #step(signal: AbortSignal): Promise<void> {
    const since = this.#reader.growths;
    await this.#quiet(signal);
    const gathering = await this.#gathering(signal);
    if (gathering === undefined || signal.aborted) return;
    const notice = await this.#gather(gathering, signal);
    if (signal.aborted) return;
    if (notice !== undefined) await this.#deliver(notice, signal);
    else {
      await this.#keepPosition(false);
      await this.#reader.grown(since, signal);
    }
  }

  /** Goes through the log until there is a notice, or no more to read. */
  async #gather(gathering: Gathering, signal: AbortSignal): Promise<Gathered | undefined> {
    const head = await this.#parts.log.head();
    const { position } = this.#state;
    // a log that was put back to an earlier state may end before the position
    let gatherer = new Gatherer(gathering, { ...position, seq: Math.min(position.seq, head) });
    let isEnd = false;
    while (!isEnd && !signal.aborted) {
      const events = await this.#reader.after(gatherer.seq);
      const hasRoom = gatherer.take(events);
      isEnd = events.length === 0 || gatherer.seq >= head;
      if (gatherer.items.length === 0) {
        this.#state = { ...this.#state, position: gatherer.position };
        gatherer = new Gatherer(gathering, this.#state.position);
        await this.#keepPosition(false);
      } else if (!hasRoom || isEnd) return this.#noticeOf(gatherer);
    }
    return undefined;
  }

  /** `undefined` where the query cannot be read, as when what it names is gone; then it has waited. */
  async #gathering(signal: AbortSignal): Promise<Gathering | undefined> {
    const { fleet, lateMs, log, wait, random } = this.#parts;
    const { query, threshold, quietMinutes } = this.#alarm;
    try {
      if (this.#matching?.version !== fleet.version) {
        const matches = prepareConditionOf(query, fleet);
        this.#matching = { version: fleet.version, matches };
      }
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const text = `the query cannot be read: ${error.message}`;
      await this.#noteFailure({ isDelivered: false, text });
      await wait(retryDelayMs(this.#state.failing?.tries ?? 1, undefined, random()), signal);
      return undefined;
    }
    return {
      matches: this.#matching.matches,
      threshold,
      lateMs,
      epoch: await log.epoch(),
      render: renderFor(this.#alarm, fleet),
      countsRest: quietMinutes > 0,
    };
  }

  /** Waits until the next e-mail may be sent. */
  async #quiet(signal: AbortSignal): Promise<void> {
    const { now, wait } = this.#parts;
    const quietMs = this.#alarm.quietMinutes * MINUTE_MS;
    const restMs = this.#state.deliveredAtMs + quietMs - now();
    // a clock that was set back makes nobody wait longer
    if (restMs > 0) await wait(Math.min(restMs, quietMs), signal);
  }

  #noticeOf({ items, more, position }: Gatherer): Gathered {
    const { gone } = position;
    const id = newNoticeId(this.#parts.now());
    const notice: Notice = { id, alarm: this.#alarm, kind: "events", items, more, gone };
    return { notice, position: { ...position, gone: 0 } };
  }

  /** Sends a notice until it is delivered, for as long as that takes. */
  async #deliver({ notice, position }: Gathered, signal: AbortSignal): Promise<void> {
    const { senders, now, wait, random } = this.#parts;
    for (let tries = 1; !signal.aborted; tries += 1) {
      const answer = await senders[this.#alarm.target.is].send(notice, signal);
      if (answer.isDelivered) {
        const sent = sentNotice(notice, answer, { atMs: now(), tries });
        await this.#settle(position, sent, signal);
        return;
      }
      if (signal.aborted) return;
      await this.#noteFailure(answer);
      await wait(retryDelayMs(tries, answer.retryAfterMs, random()), signal);
    }
  }

  async #settle(position: AlarmPosition, sent: SentNotice, signal: AbortSignal): Promise<void> {
    const { kept, report, wait } = this.#parts;
    const { failing } = this.#state;
    const delivered = { position, deliveredAtMs: sent.atMs, failing: undefined };
    for (;;) {
      try {
        await kept.settle(this.#alarm.name, delivered, sent);
        break;
      } catch (cause) {
        // it was delivered: what is not noted is sent again at the next start
        if (signal.aborted) return;
        report(cause);
        await wait(AGAIN_MS, signal);
      }
    }
    this.#state = delivered;
    this.#noteKept();
    if (failing?.isTold === true) {
      const since = new Date(failing.sinceMs).toISOString();
      await this.#tell("doorbook_alarm_delivered_again", { alarm: this.#alarm.name, since });
    }
  }

  async #noteFailure({ text: answer }: Answer): Promise<void> {
    const { kept, now, report } = this.#parts;
    const before = this.#state.failing;
    const tries = (before?.tries ?? 0) + 1;
    const sinceMs = before?.sinceMs ?? now();
    const since = new Date(sinceMs).toISOString();
    const isDue = before?.isTold !== true && tries >= TRIES_UNTIL_TOLD;
    const isTold = isDue
      ? await this.#tell("doorbook_alarm_failing", { ...this.#named, since, tries, answer })
      : before?.isTold === true;
    const failing: AlarmFailing = { sinceMs, tries, answer, isTold };
    this.#state = { ...this.#state, failing };
    await kept.settle(this.#alarm.name, this.#state).then(() => this.#noteKept(), report);
  }

  get #named() {
    return { alarm: this.#alarm.name };
  }

  /** @returns whether the log has it */
  async #tell(key: OwnEventKey, model: object): Promise<boolean> {
    const { log, now, report } = this.#parts;
    try {
      await log.append(OWN_PANEL, [ownEvent(key, model, now())]);
      return true;
    } catch (cause) {
      report(cause);
      return false;
    }
  }

  /** Keeps a position that moved without a notice: now and then, for it is found again in the log. */
  async #keepPosition(isLast: boolean): Promise<void> {
    const { kept, now } = this.#parts;
    const moved = this.#state.position.seq - this.#keptSeq;
    if (moved === 0) return;
    if (!isLast && moved < KEEP_EVENTS && now() - this.#keptAtMs < KEEP_MS) return;
    await kept.settle(this.#alarm.name, this.#state);
    this.#noteKept();
  }

  #noteKept(): void {
    this.#keptSeq = this.#state.position.seq;
    this.#keptAtMs = this.#parts.now();
  }
}

/** A notice, and where its alarm stands once it is delivered. */
interface Gathered {
  readonly notice: Notice;
  readonly position: AlarmPosition;
}
