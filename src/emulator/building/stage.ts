import type { EventKey } from "../../event/catalog.ts";
import type { Door, Lock } from "./door.ts";
import type { Incident } from "./incident.ts";
import type { Random } from "../random.ts";
import type { IdentifierType, Resident } from "./resident.ts";

/** A key of the catalog, or the one of newer firmware that it lacks. */
type SceneKey = EventKey | "bond_lift_request";

/** Where and when a scene is played. */
export interface Setting {
  readonly panel: number;
  readonly door: Door;
  /** Who passes here, at least one; the first has an identifier of every type. */
  readonly people: readonly Resident[];
  /** When it begins, Unix ms. */
  readonly atMs: number;
  /** Counts the scene's plays, any integer: for choices that are to come up in turn. */
  readonly turn: number;
}

/** What a scene is played on: the door, the people, and a clock that the scene moves on. */
export class Stage {
  readonly random: Random;
  readonly door: Door;
  /** The lock that the scene is about. */
  readonly lock: Lock;
  readonly turn: number;
  readonly #setting: Setting;
  readonly #incidents: Incident[] = [];
  #atMs: number;

  constructor(random: Random, setting: Setting) {
    this.random = random;
    this.door = setting.door;
    this.lock = random.pick(setting.door.locks);
    this.turn = setting.turn;
    this.#setting = setting;
    this.#atMs = setting.atMs;
  }

  /** Notes an event now. The next is at least a millisecond later. */
  note(key: SceneKey, model: Incident["model"] = {}): void {
    this.#incidents.push({ atMs: this.#atMs, panel: this.#setting.panel, key, model });
    this.#atMs += 1;
  }

  /** Lets time pass: from `leastMs` to `mostMs`. */
  wait(leastMs: number, mostMs: number): void {
    this.#atMs += this.random.between(leastMs, mostMs);
  }

  /** Someone who passes here. */
  someone(): Resident {
    return this.random.pick(this.#setting.people);
  }

  /** Someone who passes here and has an identifier of this type, with its number. */
  whoHas(type: IdentifierType): { readonly resident: Resident; readonly number: string } {
    const { people } = this.#setting;
    const start = this.random.below(people.length);
    for (const resident of [...people.slice(start), ...people.slice(0, start)]) {
      const number = resident.identifiers[type];
      if (number !== undefined) return { resident, number };
    }
    throw new RangeError(`nobody here has a ${type}`);
  }

  /** What was noted so far, in the order of time. */
  get incidents(): readonly Incident[] {
    return this.#incidents;
  }
}

/** A short scene: its first event is noted at once, the last within about 90 seconds. */
export type Scene = (stage: Stage) => void;
