import { dateOf, HOUR_MS, isDue, isWeekend } from "./calendar.ts";
import { blockOf, type Door } from "./door.ts";
import type { Day, Incident, PowerCut } from "./incident.ts";
import { type Frequency, PROGRAMME, type Turn } from "./programme.ts";
import { Random } from "../random.ts";
import type { Resident } from "./resident.ts";
import { fireDrill } from "./scenes/technics.ts";
import { type Scene, Stage } from "./stage.ts";
import { cutsOf, drillOf, type PlannedDay } from "./troubles.ts";

/** A building as the planning of a day sees it. */
export interface Plan {
  readonly seed: number;
  readonly doors: readonly Door[];
  /** Who passes each door, by panel. */
  readonly people: readonly (readonly Resident[])[];
}

/** What is left of a day for a scene that begins last, so that it ends on the same day. */
const LAST_MS = 5 * 60_000;

/** How long a panel starts when its power returns (assumed); until then it notes nothing. */
const BOOT_MS = { least: 20_000, most: 60_000 };

/** How much of a working day happens at a weekend. */
const WEEKEND_SHARE = 0.7;

/** All that happens in the 24 hours from a local midnight, Unix ms. */
export function planDay(plan: Plan, midnightMs: number): Day {
  const day = { midnightMs, date: dateOf(midnightMs) };
  const powerCuts = cutsOf(plan.seed, plan.doors, day);
  const cutOf = new Map(powerCuts.flatMap((cut) => cut.panels.map((panel) => [panel, cut])));
  const incidents = plan.doors.flatMap((door, panel) => {
    const panelDay = new PanelDay(plan, day, panel, door, cutOf.get(panel));
    return panelDay.play();
  });
  return { incidents: incidents.toSorted((one, other) => one.atMs - other.atMs), powerCuts };
}

/** One panel's day. */
class PanelDay {
  readonly #plan: Plan;
  readonly #day: PlannedDay;
  readonly #panel: number;
  readonly #door: Door;
  readonly #cut: PowerCut | undefined;
  readonly #random: Random;
  readonly #incidents: Incident[] = [];

  constructor(plan: Plan, day: PlannedDay, panel: number, door: Door, cut: PowerCut | undefined) {
    this.#plan = plan;
    this.#day = day;
    this.#panel = panel;
    this.#door = door;
    this.#cut = cut;
    this.#random = new Random(plan.seed, day.date, panel);
  }

  /** What the panel notes, in the order of time, no two at the same millisecond. */
  play(): readonly Incident[] {
    for (const [row, turn] of PROGRAMME.entries()) this.#playTurn(turn, row);
    const drillMs = drillOf(this.#plan.seed, blockOf(this.#panel), this.#day);
    if (drillMs !== undefined) {
      this.#playScene(fireDrill, this.#afterCut(drillMs + this.#random.below(2_000)), 0);
    }
    return this.#noted(spread(this.#incidents));
  }

  #playTurn({ scene, at, often, hours }: Turn, row: number): void {
    if (!this.#door.plays.some((role) => at.includes(role))) return;
    const weights = isWeekend(this.#day.date) ? hours.weekend : hours.working;
    const count = this.#countOf(often, row);
    for (let nth = 0; nth < count; nth++) {
      const drawnMs = this.#drawTime(weights);
      const atMs = "everyDays" in often ? this.#afterCut(drawnMs) : drawnMs;
      this.#playScene(scene, atMs, this.#day.date + nth);
    }
  }

  /** How often the turn is played today. */
  #countOf(often: Frequency, row: number): number {
    const { seed, people } = this.#plan;
    const { date } = this.#day;
    if ("everyDays" in often) {
      return isDue(date, often.everyDays, new Random(seed, row, this.#panel)) ? 1 : 0;
    }
    const onWorkingDay =
      "perPanel" in often ? often.perPanel : often.perPerson * (people[this.#panel]?.length ?? 0);
    const mean = onWorkingDay * (isWeekend(date) ? WEEKEND_SHARE : 1);
    // no day is like another: up to three tenths more or less, and the fraction by chance
    return Math.floor(mean * (0.7 + 0.6 * this.#random.fraction()) + this.#random.fraction());
  }

  #drawTime(weights: readonly number[]): number {
    const hour = this.#random.weighted(weights);
    const lengthMs = hour === weights.length - 1 ? HOUR_MS - LAST_MS : HOUR_MS;
    return this.#day.midnightMs + hour * HOUR_MS + this.#random.below(lengthMs);
  }

  /** A time that is not in the dark: what is planned waits for the power. */
  #afterCut(atMs: number): number {
    const cut = this.#cut;
    if (cut === undefined || atMs >= cut.toMs + LAST_MS || atMs < cut.fromMs - LAST_MS) return atMs;
    return cut.toMs + LAST_MS + this.#random.below(LAST_MS);
  }

  #playScene(scene: Scene, atMs: number, turn: number): void {
    const people = this.#plan.people[this.#panel] ?? [];
    const setting = { panel: this.#panel, door: this.#door, people, atMs, turn };
    const stage = new Stage(this.#random, setting);
    scene(stage);
    this.#incidents.push(...stage.incidents);
  }

  /** What of this the panel notes: nothing from the cut on until it has started. */
  #noted(incidents: readonly Incident[]): readonly Incident[] {
    const cut = this.#cut;
    if (cut === undefined) return incidents;
    const atMs = cut.toMs + this.#random.between(BOOT_MS.least, BOOT_MS.most);
    const boot: Incident = { atMs, panel: this.#panel, key: "device_booted", model: {} };
    return [
      ...incidents.filter((incident) => incident.atMs < cut.fromMs),
      boot,
      ...incidents.filter((incident) => incident.atMs > atMs),
    ];
  }
}

/** One panel's incidents in the order of time, moved apart where they share a millisecond. */
function spread(incidents: readonly Incident[]): readonly Incident[] {
  let earliestMs = -Infinity;
  return incidents
    .toSorted((one, other) => one.atMs - other.atMs)
    .map((incident) => {
      const atMs = Math.max(incident.atMs, earliestMs);
      earliestMs = atMs + 1;
      return atMs === incident.atMs ? incident : { ...incident, atMs };
    });
}
