import type { PanelEvent, Source } from "../event/event.ts";
import type { PanelHealth, PanelState, Way } from "./health.ts";
import { NO_HEALTH, WAYS } from "./health.ts";
import { delayOf, learn, measure, UNKNOWN_CLOCK } from "./panel-clock.ts";
import type { ClockReading } from "./panel-clock.ts";

/** From when on something counts, ms. */
export interface WatchBounds {
  /** An event that came longer after it occurred is late. */
  readonly lateMs: number;
  /** A panel that was not heard of for longer is silent. */
  readonly silentMs: number;
}

/** A panel that only sends syslog says nothing while nothing happens: silent after a day. */
const SYSLOG_SILENT_MS = 86_400_000;

/** A panel that was heard of within it is connected: three heartbeats. */
const CONNECTED_MS = 30_000;
/** A panel that delivered nothing for so long has nothing left to deliver. */
const QUIET_MS = 3_000;
/** What happens is told within it. */
const PROMPT_MS = 5_000;
/** After a delivery failed, the next ones are late. */
const AFTER_FAILURE_MS = 180_000;

/** A clock is off from here, and right again below the second. */
const CLOCK_OFF_MS = 30_000;
const CLOCK_RIGHT_MS = 15_000;
/** A change of a clock's offset that is told of. */
const JUMP_MS = 30_000;

/** A backlog comes in pushes of a hundred (observed). */
const FULL_PUSH = 100;

/** What a panel's clock was found to have done. */
export interface ClockJump {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A delivery before it is taken in. */
export interface Marked {
  /** With the late ones marked. */
  readonly events: readonly PanelEvent[];
  /** What the clock would be known to be if all of them are new. */
  readonly clock: ClockReading;
}

/** What is known of one panel while the server runs. */
export class PanelWatch {
  #health: PanelHealth;
  #clock: ClockReading;
  #heardMs: number | undefined;
  #connectedSinceMs = Infinity;
  #deliveredMs = -Infinity;
  #failedMs = -Infinity;
  #isBacklog = false;
  #isRefused = false;
  #jumps: ClockJump[] = [];

  /** @param health as it was kept */
  constructor(health: PanelHealth = NO_HEALTH) {
    this.#health = health;
    this.#clock = { ...UNKNOWN_CLOCK, offsetMs: health.clockOffsetMs };
    this.#isRefused = health.state === "refused";
  }

  get health(): PanelHealth {
    return this.#health;
  }

  /** How far the panel's clock is ahead of ours, ms; 0 where nothing is known. */
  get clockOffsetMs(): number {
    return this.#clock.offsetMs ?? 0;
  }

  /** Something was heard of it. @param way `undefined` for a sign of life alone */
  heard(nowMs: number, way?: Way): void {
    if (nowMs - (this.#heardMs ?? -Infinity) > CONNECTED_MS) this.#connectedSinceMs = nowMs;
    this.#heardMs = nowMs;
    this.#change({
      firstSeenMs: this.#health.firstSeenMs ?? nowMs,
      lastSeenMs: nowMs,
      ...(way !== undefined && { ways: { ...this.#health.ways, [way]: nowMs } }),
    });
  }

  /** Marks the late ones of a delivery that has come. */
  mark(events: readonly PanelEvent[], nowMs: number, lateMs: number): Marked {
    let clock = this.#clock;
    const notBeforeMs = this.#isPrompt(nowMs) ? nowMs - PROMPT_MS : undefined;
    const marked = events.map((event) => {
      if (event.source === "push" || isOnlyWay(event, this.#health))
        clock = learn(clock, event.occurredAtMs, nowMs, notBeforeMs);
      const isLate = delayOf(clock, event.occurredAtMs, nowMs) > lateMs;
      return isLate ? { ...event, isLate } : event;
    });
    return { events: marked, clock };
  }

  /** A delivery is durable. @param added how many of its events were new */
  taken({ events, clock }: Marked, added: number, nowMs: number): void {
    const last = events.at(-1);
    const way = wayOf(last?.source);
    if (last === undefined || way === undefined) return;
    this.heard(nowMs, way);
    // what came before proves nothing of the clock
    if (added === events.length && way !== "pull") this.#setClock(clock);
    if (added > 0) this.#deliveredMs = nowMs;
    if (way === "push") this.#isBacklog = events.length >= FULL_PUSH && last.isLate === true;
  }

  /** A delivery could not be taken in. */
  failed(nowMs: number): void {
    this.#failedMs = nowMs;
  }

  /** The panel has shown its clock. @param precisionMs what that may be off by */
  measured(clockMs: number, nowMs: number, precisionMs: number): void {
    this.#setClock(measure(this.#clock, clockMs, nowMs, precisionMs));
  }

  /** Learns of the clock from events that are new and happened after a time, ours. */
  learnt(events: readonly PanelEvent[], nowMs: number, notBeforeMs: number): void {
    let clock: ClockReading = { ...this.#clock, lastTrueMs: -Infinity };
    for (const { occurredAtMs } of events) clock = learn(clock, occurredAtMs, nowMs, notBeforeMs);
    this.#setClock(clock);
  }

  /** It was read; so many events are still to come, of so many that it has. */
  read(toCome: number, total: number): void {
    this.#isRefused = false;
    this.#change({ toCome, total, trouble: "" });
  }

  /** It could not be read. @param trouble why, for people */
  troubled(trouble: string, isRefused: boolean): void {
    this.#isRefused = isRefused;
    this.#change({ trouble });
  }

  /** It has so many events that we do not. */
  lacks(gap: number): void {
    this.#change({ gap });
  }

  /** Looks how it is now. @returns what it was before, where that is another state */
  judge(nowMs: number, startedMs: number, bounds: WatchBounds): PanelState | undefined {
    const before = this.#health.state;
    const state = this.#stateAt(nowMs, startedMs, bounds);
    if (state === before) return undefined;
    this.#change({ state });
    return before;
  }

  /** Whether it has come to be said, or not any more, that the clock is off; `undefined` for no change. */
  judgeClock(): boolean | undefined {
    const offsetMs = Math.abs(this.clockOffsetMs);
    const isOff = this.#health.isClockOff ? offsetMs >= CLOCK_RIGHT_MS : offsetMs > CLOCK_OFF_MS;
    if (isOff === this.#health.isClockOff) return undefined;
    this.#change({ isClockOff: isOff });
    return isOff;
  }

  /** The jumps of its clock since this was last asked for. */
  takeJumps(): readonly ClockJump[] {
    const [first] = this.#jumps;
    const last = this.#jumps.at(-1);
    this.#jumps = [];
    if (first === undefined || last === undefined) return [];
    const jump = { fromMs: first.fromMs, toMs: last.toMs };
    return Math.abs(jump.toMs - jump.fromMs) > JUMP_MS ? [jump] : [];
  }

  /** Connected, without anything left to deliver, so that it tells at once what happens. */
  #isPrompt(nowMs: number): boolean {
    const isConnected = nowMs - (this.#heardMs ?? -Infinity) <= CONNECTED_MS;
    const isQuiet = nowMs - this.#deliveredMs > QUIET_MS;
    // whoever could not reach us has perhaps something left, and tries again after a minute
    const troubledMs = Math.max(this.#failedMs, this.#connectedSinceMs);
    const isSettled = nowMs - troubledMs >= AFTER_FAILURE_MS;
    return isConnected && isQuiet && isSettled && !this.#isBacklog;
  }

  #stateAt(nowMs: number, startedMs: number, { silentMs }: WatchBounds): PanelState {
    const { lastSeenMs, ways, toCome } = this.#health;
    if (this.#isRefused) return "refused";
    if (lastSeenMs === undefined) return "new";
    const hasLog = ways.push !== undefined || ways.pull !== undefined;
    const isSyslogAlone = ways.syslog !== undefined && !hasLog;
    const bearsMs = isSyslogAlone ? Math.max(silentMs, SYSLOG_SILENT_MS) : silentMs;
    // while we were away nobody could be heard
    if (nowMs - Math.max(lastSeenMs, startedMs) > bearsMs) return "silent";
    if (nowMs - lastSeenMs > bearsMs) return this.#health.state === "silent" ? "silent" : "live";
    // a backlog goes on at once, or it is over
    const isBacklog = this.#isBacklog && nowMs - this.#deliveredMs < AFTER_FAILURE_MS;
    return toCome > 0 || isBacklog ? "catching_up" : "live";
  }

  #setClock(clock: ClockReading): void {
    const fromMs = this.#clock.offsetMs;
    const toMs = clock.offsetMs;
    this.#clock = clock;
    if (toMs === undefined || toMs === fromMs) return;
    if (fromMs !== undefined && Math.abs(toMs - fromMs) > JUMP_MS)
      this.#jumps = [...this.#jumps.slice(0, 1), { fromMs, toMs }];
    this.#change({ clockOffsetMs: toMs });
  }

  #change(changes: Partial<PanelHealth>): void {
    this.#health = { ...this.#health, ...changes };
  }
}

/** Syslog tells of the clock only where nothing better does, and a line without a time tells of ours. */
function isOnlyWay({ source, extra }: PanelEvent, { ways }: PanelHealth): boolean {
  if (source !== "syslog" || ways.push !== undefined || ways.pull !== undefined) return false;
  return extra?.endsWith('"timeless":true}') !== true;
}

/** The way by which events of a source come; `undefined` for what no panel gives. */
function wayOf(source: Source | undefined): Way | undefined {
  return WAYS.find((way) => way === source);
}
