import type { Random } from "../random.ts";
import type { Incident } from "./incident.ts";
import { pick } from "./people.ts";
import type { Resident } from "./people.ts";

/** When in the day, by weights of the hours from 0 to 23. */
export type Hours = readonly number[];

/** Something that people or things do at a panel, told by the events that it makes. */
export interface Scene {
  readonly name: string;
  /** How often a day, at a panel, on average: on working days and at weekends. */
  readonly perDay?: readonly [working: number, weekend: number];
  /** Once in so many days, without fail. */
  readonly everyDays?: number;
  readonly hours: Hours;
  readonly play: (stage: Stage) => void;
}

/** How often someone takes a panel's second door. */
const SECOND_DOOR = 0.1;

/** Where a scene plays: a panel and the people behind it, from a moment on. */
export class Stage {
  readonly random: Random;
  readonly residents: readonly Resident[];
  readonly #panel: number;
  readonly #incidents: Incident[];
  #nowMs: number;

  constructor(parts: {
    readonly random: Random;
    readonly residents: readonly Resident[];
    readonly panel: number;
    readonly atMs: number;
    /** Where incidents are added. */
    readonly incidents: Incident[];
  }) {
    this.random = parts.random;
    this.residents = parts.residents;
    this.#panel = parts.panel;
    this.#nowMs = parts.atMs;
    this.#incidents = parts.incidents;
  }

  /** Someone who lives here. */
  someone(): Resident {
    return pick(this.random, this.residents);
  }

  /** Someone with such a thing; a neighbour lends one where nobody has it. */
  someoneWith(
    name: "ukey" | "code" | "face" | "qr" | "plate",
    lend: string,
  ): { readonly who: Resident; readonly number: string } {
    const owners = this.residents.filter((resident) => resident[name] !== undefined);
    const who = owners.length === 0 ? this.someone() : pick(this.random, owners);
    return { who, number: who[name] ?? lend };
  }

  /** The panel notes an event now. */
  note(key: string, model: Readonly<Record<string, unknown>> = {}): void {
    this.#incidents.push({ atMs: this.#nowMs, panel: this.#panel, key, model });
  }

  /** Time goes by: a whole number of ms, from `least` to `most`. */
  wait(least: number, most = least): void {
    this.#nowMs += this.random.integer(least, most);
  }

  /**
   * Someone goes through a door; which sensor sees it depends on how the panel is wired. A tenth goes
   * through the second door.
   */
  goThrough(): void {
    const isSecond = this.random.isLucky(SECOND_DOOR);
    const [opened, closed] =
      (this.#panel % 3 === 2) !== isSecond
        ? ["door_sensor_was_opened", "door_sensor_was_closed"]
        : ["door_was_opened", "door_was_closed"];
    this.wait(600, 2_500);
    this.note(opened ?? "");
    this.wait(2_000, 9_000);
    this.note(closed ?? "");
  }
}

/** An hour weight for each hour: a base, and peaks. */
export function hours(base: number, peaks: Readonly<Record<number, number>> = {}): Hours {
  return Array.from({ length: 24 }, (_, hour) => peaks[hour] ?? base);
}

/** The same at any hour. */
export const ANY_HOUR = hours(1);

/** From an hour up to but not another one. */
export function between(from: number, to: number): Hours {
  return Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? 1 : 0.01));
}
