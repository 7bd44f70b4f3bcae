import { Random } from "../random.ts";
import type { Day, Incident, PowerCut } from "./incident.ts";
import { makeResidents } from "./people.ts";
import type { Resident } from "./people.ts";
import { powerCutOf } from "./power-cut.ts";
import { Stage } from "./scene.ts";
import type { Hours, Scene } from "./scene.ts";
import { GARAGE_SCENES } from "./scenes/garage.ts";
import { KEEPER_SCENES } from "./scenes/keepers.ts";
import { MULTI_FACTOR_SCENES } from "./scenes/multi-factor.ts";
import { RESIDENT_SCENES } from "./scenes/residents.ts";
import { TECHNICS_SCENES } from "./scenes/technics.ts";
import { VISITOR_SCENES } from "./scenes/visitors.ts";

/** What a building is made of. */
export interface BuildingOptions {
  /** The same seed is the same building with the same days. */
  readonly seed: number;
  /** 1 to 10,000; behind each panel there are people of its own. */
  readonly panels: number;
}

const SCENES: readonly Scene[] = [
  ...RESIDENT_SCENES,
  ...VISITOR_SCENES,
  ...KEEPER_SCENES,
  ...GARAGE_SCENES,
  ...MULTI_FACTOR_SCENES,
  ...TECHNICS_SCENES,
];

/** How much likelier a scene that has its turns is on its day than whenever someone wants to see one. */
const RARE = 0.1;

const RESIDENTS_PER_PANEL = 12;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A building with its people: what happens on a day is a function of the seed and the day alone. */
export class Building {
  readonly #seed: number;
  readonly #residents: readonly (readonly Resident[])[];

  private constructor({ seed, panels }: BuildingOptions) {
    this.#seed = seed;
    this.#residents = Array.from({ length: panels }, (_, panel) =>
      makeResidents(new Random(mix(seed, panel, 1)), panel, RESIDENTS_PER_PANEL),
    );
  }

  static open(options: BuildingOptions): Building {
    return new Building(options);
  }

  /** All that happens in the 24 hours from a local midnight on. @param midnightMs Unix ms */
  planDay(midnightMs: number): Day {
    const nth = Math.floor(midnightMs / DAY_MS);
    const powerCut = powerCutOf(
      new Random(mix(this.#seed, nth, 2)),
      midnightMs,
      this.#residents.length,
    );
    const incidents = this.#residents.flatMap((_, panel) =>
      this.#planPanel(panel, nth, midnightMs, powerCut),
    );
    incidents.sort((a, b) => a.atMs - b.atMs || a.panel - b.panel);
    return { incidents, powerCuts: powerCut === undefined ? [] : [powerCut] };
  }

  /**
   * One scene that begins now, for whoever wants to see something happen; it suits the hour.
   *
   * @param hour the local one, 0 to 23
   * @param nth makes one scene another
   */
  scene(atMs: number, hour: number, nth: number): readonly Incident[] {
    const random = new Random(mix(this.#seed, nth, Math.floor(atMs / HOUR_MS)));
    const panel = random.integer(0, this.#residents.length - 1);
    const weights = SCENES.map(({ perDay, everyDays = Infinity, hours }) => {
      // what alarms people stays rare
      const aDay = (perDay?.[0] ?? 0) + RARE / everyDays;
      return aDay * (hours[hour] ?? 0);
    });
    const incidents: Incident[] = [];
    SCENES[chosen(random, weights)]?.play(this.#stage(random, panel, atMs, incidents));
    return incidents;
  }

  #planPanel(
    panel: number,
    nth: number,
    midnightMs: number,
    powerCut: PowerCut | undefined,
  ): readonly Incident[] {
    const random = new Random(mix(this.#seed, nth, panel * 2 + 5));
    const isWeekend = [0, 6].includes(new Date(midnightMs).getDay());
    const incidents: Incident[] = [];
    for (const [index, scene] of SCENES.entries()) {
      for (let left = timesOf(scene, { random, panel, nth, index, isWeekend }); left > 0; left--) {
        const atMs = midnightMs + timeWithin(scene.hours, random);
        scene.play(this.#stage(random, panel, atMs, incidents));
      }
    }
    const cut = powerCut?.panels.includes(panel) === true ? powerCut : undefined;
    return inTurn(incidents, midnightMs + DAY_MS, cut, panel);
  }

  #stage(random: Random, panel: number, atMs: number, incidents: Incident[]): Stage {
    return new Stage({ random, panel, atMs, incidents, residents: this.#residents[panel] ?? [] });
  }
}

interface Occasion {
  readonly random: Random;
  readonly panel: number;
  readonly nth: number;
  readonly index: number;
  readonly isWeekend: boolean;
}

/** How often a scene is played at a panel on a day. */
function timesOf({ perDay, everyDays }: Scene, occasion: Occasion): number {
  const { random, panel, nth, index, isWeekend } = occasion;
  const mean = perDay?.[isWeekend ? 1 : 0] ?? 0;
  const usual = Math.floor(mean) + (random.isLucky(mean % 1) ? 1 : 0);
  // panels have their turns on different days
  const isDue = everyDays !== undefined && (nth + panel * 7 + index * 3) % everyDays === 0;
  return usual + (isDue ? 1 : 0);
}

/** A moment of the day, ms after midnight. */
function timeWithin(hours: Hours, random: Random): number {
  return chosen(random, hours) * HOUR_MS + random.integer(0, HOUR_MS - 1);
}

/** Which of some weights chance falls on. */
function chosen(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0) return index;
  }
  return weights.length - 1;
}

/**
 * What a panel notes of it: in the order of time, nothing twice in one millisecond, nothing without
 * power, and that it booted when the power was back.
 */
function inTurn(
  incidents: readonly Incident[],
  endMs: number,
  cut: PowerCut | undefined,
  panel: number,
): readonly Incident[] {
  const booted =
    cut === undefined ? [] : [{ atMs: cut.toMs, panel, key: "device_booted", model: {} }];
  const noted: Incident[] = [];
  let lastMs = -Infinity;
  for (const incident of [...incidents, ...booted].toSorted((a, b) => a.atMs - b.atMs)) {
    const atMs = Math.max(incident.atMs, lastMs + 1);
    const isDark = cut !== undefined && atMs >= cut.fromMs && atMs < cut.toMs;
    if (isDark || atMs >= endMs) continue;
    noted.push({ ...incident, atMs });
    lastMs = atMs;
  }
  return noted;
}

/** One number of three: near ones give far ones. */
function mix(seed: number, a: number, b: number): number {
  let mixed = seed ^ 0x9e3779b9;
  for (const part of [a, b]) {
    mixed = Math.imul(mixed ^ part, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed;
}
