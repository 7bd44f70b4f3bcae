import { Agenda } from "./agenda.ts";
import type { Building } from "./building/building.ts";
import type { Incident } from "./building/incident.ts";
import type { Memory } from "./memory.ts";
import type { Panel } from "./panel.ts";

/** What life in a building rests on. */
export interface LifeParts {
  readonly building: Building;
  /** As many as the building has. */
  readonly panels: readonly Panel[];
  readonly memory: Memory;
  /** At least so many scenes a minute, at any hour. */
  readonly rate: number;
  /** True time, ms. */
  readonly now: () => number;
}

/** A panel's power comes or goes. */
interface PowerSwitch {
  readonly panel: number;
  readonly atMs: number;
  readonly isOn: boolean;
}

/** How often one looks what is due, ms. */
const LOOK_MS = 100;

/** So many scenes are looked at for one at a panel that has power. */
const MOST_TRIES = 20;

/** Up to when life was played is remembered so often at least, ms. */
const REMEMBER_MS = 10_000;

const DAY_MS = 86_400_000;

/** Plays what happens in a building on its panels: the past at once, then the present as it comes. */
export class Life {
  readonly #parts: LifeParts;
  #timer: NodeJS.Timeout | undefined;
  /** What people do today, and the scenes beside it: the day is long, and a scene is short. */
  readonly #today = new Agenda<Incident>();
  readonly #scenes = new Agenda<Incident>();
  readonly #power = new Agenda<PowerSwitch>();
  #dayMs = NaN;
  #playedUntilMs: number;
  #lastAtMs: number;
  #scenesPlayed = 0;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    this.#playedUntilMs = parts.now();
    this.#lastAtMs = this.#playedUntilMs;
  }

  /**
   * Plays what has happened up to now: so many days, or what came since it was played last.
   *
   * @param fromMs up to when it was played before, true time
   */
  playPast({ days, fromMs }: { days: number; fromMs: number | undefined }): void {
    const nowMs = this.#parts.now();
    const startMs = Math.max(fromMs ?? 0, midnightBefore(nowMs, days));
    if (days === 0 && fromMs === undefined) return;
    const lastAtMs = this.#parts.panels.map(({ log }) => log.lastAtMs);
    for (let at = midnightOf(startMs); at < nowMs; at = midnightOf(at + DAY_MS * 1.5)) {
      const day = this.#parts.building.planDay(at);
      // what was noted before the process ended is not noted again
      const past = day.incidents.filter(
        ({ atMs, panel }) =>
          atMs > Math.max(startMs, lastAtMs[panel] ?? -Infinity) && atMs <= nowMs,
      );
      this.#parts.memory.batch(() => {
        for (const incident of past) this.#note(incident);
        this.#parts.memory.played(Math.min(nowMs, midnightOf(at + DAY_MS * 1.5) - 1));
      });
    }
    this.#playedUntilMs = nowMs;
  }

  begin(): void {
    this.#lastAtMs = this.#parts.now();
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = this.#parts.now();
    this.#plan(nowMs);
    this.#cutAndRestore(nowMs);
    this.#keepBusy(nowMs);
    for (const agenda of [this.#today, this.#scenes]) this.#playDue(agenda, nowMs);
    if (nowMs - this.#playedUntilMs < REMEMBER_MS) return;
    this.#playedUntilMs = nowMs;
    this.#parts.memory.played(nowMs);
  }

  /** Takes in a new day. */
  #plan(nowMs: number): void {
    const dayMs = midnightOf(nowMs);
    if (dayMs === this.#dayMs) return;
    this.#dayMs = dayMs;
    const { incidents, powerCuts } = this.#parts.building.planDay(dayMs);
    this.#today.add(incidents.filter(({ atMs }) => atMs > this.#playedUntilMs));
    for (const { fromMs, toMs, panels } of powerCuts.filter(({ toMs }) => toMs > nowMs)) {
      this.#power.add(
        panels.flatMap((panel) => [
          { panel, atMs: fromMs, isOn: false },
          { panel, atMs: toMs, isOn: true },
        ]),
      );
    }
  }

  #cutAndRestore(nowMs: number): void {
    for (;;) {
      const due = this.#power.take(nowMs);
      if (due === undefined) return;
      const panel = this.#parts.panels[due.panel];
      // that it booted is an incident of its own
      if (due.isOn) panel?.switchOn();
      else void panel?.switchOff();
    }
  }

  /** Where too little happens, something more does. */
  #keepBusy(nowMs: number): void {
    const { rate, building } = this.#parts;
    if (rate <= 0 || nowMs - this.#lastAtMs < 60_000 / rate) return;
    const hour = new Date(nowMs).getHours();
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      this.#scenesPlayed += 1;
      const scene = building.scene(nowMs, hour, this.#scenesPlayed);
      if (this.#parts.panels[scene[0]?.panel ?? 0]?.isOn !== true) continue;
      this.#lastAtMs = nowMs;
      this.#scenes.add(scene);
      return;
    }
  }

  #playDue(agenda: Agenda<Incident>, nowMs: number): void {
    for (;;) {
      const incident = agenda.take(nowMs);
      if (incident === undefined) return;
      this.#playNow(incident);
    }
  }

  #playNow(incident: Incident): void {
    if (this.#parts.panels[incident.panel]?.isOn !== true) return;
    this.#lastAtMs = this.#parts.now();
    this.#note(incident);
  }

  #note({ panel, key, model, atMs }: Incident): void {
    this.#parts.panels[panel]?.note({ key, model }, atMs);
  }
}

/** The local midnight at or before a time. */
function midnightOf(ms: number): number {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** The local midnight so many days before a time. */
function midnightBefore(ms: number, days: number): number {
  const date = new Date(midnightOf(ms));
  return date.setDate(date.getDate() - days);
}
