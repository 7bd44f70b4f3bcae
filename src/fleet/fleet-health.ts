import { OWN_PANEL } from "../event/event.ts";
import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { EventStore } from "../event/store.ts";
import type { Fleet } from "./fleet.ts";
import { NO_HEALTH, parseHealth, renderHealth } from "./health.ts";
import type { PanelHealth, PanelState } from "./health.ts";
import { isoOf, offsetText } from "./iso.ts";
import { PanelWatch } from "./panel-watch.ts";
import type { WatchBounds } from "./panel-watch.ts";
import type { FleetStore } from "./store.ts";
import { ownEvent } from "../event/own-event.ts";
import type { OwnEventKey } from "../event/own-events.ts";

/** What the fleet's health rests on. */
export interface FleetHealthParts {
  readonly store: Pick<FleetStore, "list" | "change">;
  readonly fleet: Pick<Fleet, "profile">;
  /** Where changes of state are events. */
  readonly log: Pick<EventStore, "append">;
  readonly bounds: WatchBounds;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Told what went wrong behind. */
  readonly report: (cause: unknown) => void;
}

/** Events of a panel that are missing. */
export interface Gap {
  /** By the panel's clock, ms: after what is known, before what is known again. */
  readonly fromMs: number;
  readonly toMs: number;
  /** How many are missing at least: those that the panel had told of. */
  readonly count: number;
  /** Its log was cleared; it forgot them before they were read; it has them and they cannot be read. */
  readonly reason: "cleared" | "forgotten" | "unread";
}

/** A health that says nothing else than when the panel was heard of is kept this often, ms. */
const KEEP_SEEN_MS = 60_000;

/** Healths that are kept at once, some 10 ms of work: thousands of panels are heard of each minute. */
const KEEP_AT_ONCE = 500;

/** Changes of state that wait for the store. */
const MAX_UNTOLD = 10_000;

/** After the store failed nothing is judged for so long, ms. */
const AFTER_FAILURE_MS = 30_000;

/** How each state is told; of a panel that is new there is nothing to tell. */
const STATE_EVENTS: Readonly<Record<PanelState, OwnEventKey | undefined>> = {
  new: undefined,
  live: "doorbook_panel_live",
  catching_up: "doorbook_panel_catching_up",
  silent: "doorbook_panel_silent",
  refused: "doorbook_panel_refused",
};

/** How each panel is: heard of by whoever brings events in, judged and kept every few seconds. */
export class FleetHealth {
  readonly #parts: FleetHealthParts;
  readonly #watches = new Map<PanelSerial, PanelWatch>();
  readonly #kept = new Map<PanelSerial, PanelHealth>();
  readonly #startedMs: number;
  #storeFailedMs = -Infinity;
  #isJudging = false;
  #listed: ReadonlySet<PanelSerial> = new Set();
  #untold: readonly PanelEvent[] = [];

  private constructor(parts: FleetHealthParts) {
    this.#parts = parts;
    this.#startedMs = parts.now();
  }

  /** Goes on from what was kept. @throws AppError `unavailable` */
  static async open(parts: FleetHealthParts): Promise<FleetHealth> {
    const opened = new FleetHealth(parts);
    for (const { id, body } of await parts.store.list("health")) {
      const health = parseHealth(body);
      opened.#kept.set(id, health);
      opened.#watches.set(id, new PanelWatch(health));
    }
    return opened;
  }

  /** What is known of a panel, to be told more. */
  of(serial: PanelSerial): PanelWatch {
    const known = this.#watches.get(serial);
    if (known !== undefined) return known;
    const watch = new PanelWatch();
    this.#watches.set(serial, watch);
    return watch;
  }

  /** Whether anything is known of a panel. */
  knows(serial: PanelSerial): boolean {
    return this.#watches.has(serial);
  }

  /** How many panels are in each state. @param listed those that are known, heard of or not */
  countStates(
    listed: Iterable<{ readonly serial: PanelSerial }>,
  ): Readonly<Record<PanelState, number>> {
    const counts = { new: 0, live: 0, catching_up: 0, silent: 0, refused: 0 };
    for (const { health } of this.#watches.values()) counts[health.state] += 1;
    for (const { serial } of listed) if (!this.#watches.has(serial)) counts.new += 1;
    return counts;
  }

  get bounds(): WatchBounds {
    return this.#parts.bounds;
  }

  /** Whether a panel delivers its log: it pushes, or is pulled. */
  isDelivering(serial: PanelSerial): boolean {
    const { ways } = this.#watches.get(serial)?.health ?? NO_HEALTH;
    return ways.push !== undefined || ways.pull !== undefined;
  }

  /** Notes that events are missing. Durable when it resolves. @throws AppError `unavailable` */
  async noteGap(serial: PanelSerial, { fromMs, toMs, count, reason }: Gap): Promise<void> {
    const model = { from: isoOf(fromMs), to: isoOf(toMs), count, reason };
    await this.#parts.log.append(OWN_PANEL, [this.#event(serial, "doorbook_gap", model)]);
  }

  /** The store could not take something in: what little room there is, is left to others for a while. */
  storeFailed(nowMs: number): void {
    this.#storeFailedMs = nowMs;
  }

  /** Looks how each panel is: what changed becomes an event, and is kept. Never rejects. */
  async judge(): Promise<void> {
    const nowMs = this.#parts.now();
    if (nowMs - this.#storeFailedMs < AFTER_FAILURE_MS) return;
    if (this.#isJudging) return;
    this.#isJudging = true;
    const changes = [...this.#watches].flatMap(([serial, watch]) =>
      this.#judge(serial, watch, nowMs),
    );
    // what could not be told is told with the next, but for a flood
    this.#untold = [...this.#untold, ...changes].slice(-MAX_UNTOLD);
    try {
      if (this.#untold.length > 0) await this.#parts.log.append(OWN_PANEL, this.#untold);
      this.#untold = [];
      await this.keep(KEEP_SEEN_MS, KEEP_AT_ONCE);
    } catch (cause) {
      this.#parts.report(cause);
    } finally {
      this.#isJudging = false;
    }
  }

  /**
   * Keeps what changed.
   *
   * @param seenMs when a panel was heard of is kept again after so long
   * @param most so many at once; the others' turn comes
   */
  async keep(seenMs = 0, most = Infinity): Promise<void> {
    const changed = [...this.#watches]
      .filter(([serial, { health }]) => isWorthKeeping(this.#kept.get(serial), health, seenMs))
      .slice(0, most);
    if (changed.length === 0) return;
    const bodies = changed.map(([id, { health }]) => ({ id, body: renderHealth(health) }));
    const healths = changed.map(([serial, { health }]) => [serial, health] as const);
    await this.#parts.store.change("health", bodies);
    for (const [serial, health] of healths) this.#kept.set(serial, health);
  }

  /** Forgets the panels that operators have removed from the list. @param listed those on it now */
  forgetRemoved(listed: Iterable<PanelSerial>): void {
    const before = this.#listed;
    this.#listed = new Set(listed);
    for (const serial of before) {
      if (this.#listed.has(serial)) continue;
      this.#watches.delete(serial);
      this.#kept.delete(serial);
    }
  }

  #judge(serial: PanelSerial, watch: PanelWatch, nowMs: number): PanelEvent[] {
    const events: PanelEvent[] = [];
    const before = watch.judge(nowMs, this.#startedMs, this.#parts.bounds);
    const { state, lastSeenMs, trouble, toCome } = watch.health;
    const key = STATE_EVENTS[state];
    // that a panel came to be known is told by its events
    if (before !== undefined && before !== "new" && key !== undefined) {
      const model = {
        live: {},
        new: {},
        catching_up: toCome > 0 ? { events: toCome } : {},
        silent: lastSeenMs === undefined ? {} : { since: isoOf(lastSeenMs) },
        refused: { reason: trouble },
      }[state];
      events.push(this.#event(serial, key, model));
    }
    for (const { fromMs, toMs } of watch.takeJumps()) {
      const model = { from: offsetText(fromMs), to: offsetText(toMs) };
      events.push(this.#event(serial, "doorbook_clock_jumped", model));
    }
    const isClockOff = watch.judgeClock();
    if (isClockOff === true) {
      const model = { offset: offsetText(watch.clockOffsetMs) };
      events.push(this.#event(serial, "doorbook_clock_off", model));
    } else if (isClockOff === false) events.push(this.#event(serial, "doorbook_clock_right", {}));
    return events;
  }

  #event(serial: PanelSerial, key: OwnEventKey, model: object): PanelEvent {
    const name = this.#parts.fleet.profile(serial)?.name ?? "";
    const panel = { panel: serial, ...(name !== "" && { name }) };
    return ownEvent(key, { ...panel, ...model }, this.#parts.now());
  }
}

/** What is kept as soon as it changes: all but when something was heard. */
const COMPARED = [
  "state",
  "firstSeenMs",
  "clockOffsetMs",
  "isClockOff",
  "toCome",
  "total",
  "gap",
  "trouble",
] as const satisfies readonly (keyof PanelHealth)[];

function isWorthKeeping(
  kept: PanelHealth | undefined,
  health: PanelHealth,
  seenMs: number,
): boolean {
  if (kept === undefined) return true;
  if (kept === health) return false;
  const isSeenAnew = (health.lastSeenMs ?? 0) - (kept.lastSeenMs ?? 0) >= seenMs;
  return isSeenAnew || COMPARED.some((name) => kept[name] !== health[name]);
}
