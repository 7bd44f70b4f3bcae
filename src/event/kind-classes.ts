import { effectiveCategory, effectivePriority } from "./catalog.ts";
import { type Condition, FILTER_FIELDS, type FilterField, forEachAtom } from "./condition.ts";
import type { Kind, KindFilter } from "./kind.ts";

/** A set of classes: bit n stands for class n. */
export type ClassSet = bigint;

/** Past it the filters are forgotten and made anew: a store then works one answer out again. */
const MAX_REMEMBERED = 10_000;

/** A filter whose name is longer is not remembered: nobody asks for it twice but to fill our memory. */
const MAX_NAME_LENGTH = 512;

const remembered = new Map<string, KindFilter>();

/**
 * The kinds as a condition can tell them apart: kinds that have the same of the values which it names
 * are one class, so there are as many classes as combinations of named values, "another" being a
 * value of each field. Sets of classes are exact, and equal sets ask for the same events.
 */
export class KindClasses {
  /** The fields as digits of a class's number. */
  readonly #digits: Readonly<Record<FilterField, Digit>>;
  readonly #size: number;
  /** Every class. */
  readonly all: ClassSet;

  constructor(condition: Condition) {
    const values = {
      priority: new Set<string>(),
      category: new Set<string>(),
      name: new Set<string>(),
    };
    forEachAtom(condition, (atom) => {
      if (atom.is === "field") values[atom.field].add(atom.value);
    });
    const name = new Digit(values.name, 1);
    const category = new Digit(values.category, name.next);
    const priority = new Digit(values.priority, category.next);
    this.#digits = { priority, category, name };
    this.#size = priority.next;
    this.all = this.#setOf(() => true);
  }

  /** The classes of the kinds whose field has a value that the condition names. */
  having(field: FilterField, value: string): ClassSet {
    const digit = this.#digits[field];
    const wanted = digit.of(value);
    return this.#setOf((nth) => digit.in(nth) === wanted);
  }

  /**
   * Whether a kind is in the set; `undefined` for every kind. What a panel left unsaid counts as what
   * the catalog has for it. The same function for the same set, so that stores can remember by it.
   */
  filter(set: ClassSet): KindFilter | undefined {
    if (set === this.all) return undefined;
    const named = FILTER_FIELDS.map((field) => this.#digits[field].values);
    const id = `${JSON.stringify(named)} ${set.toString(16)}`;
    const known = remembered.get(id);
    if (known !== undefined) return known;
    const bits = set.toString(2).padStart(this.#size, "0");
    const filter: KindFilter = (kind) => bits[this.#size - 1 - this.#classOf(kind)] === "1";
    if (id.length <= MAX_NAME_LENGTH) {
      if (remembered.size >= MAX_REMEMBERED) remembered.clear();
      remembered.set(id, filter);
    }
    return filter;
  }

  #setOf(isIn: (nth: number) => boolean): ClassSet {
    const bits = Array.from({ length: this.#size }, (_, nth) =>
      isIn(this.#size - 1 - nth) ? "1" : "0",
    );
    return BigInt(`0b${bits.join("")}`);
  }

  #classOf(kind: Kind): number {
    const { priority, category, name } = this.#digits;
    return (
      priority.weigh(effectivePriority(kind)) +
      category.weigh(effectiveCategory(kind)) +
      name.weigh(kind.key)
    );
  }
}

/** One field's place in the number of a class: which of the named values it has, or another one. */
class Digit {
  readonly #numbers: ReadonlyMap<string | undefined, number>;
  readonly #weight: number;

  constructor(values: ReadonlySet<string>, weight: number) {
    this.#numbers = new Map([...values].map((value, nth) => [value, nth]));
    this.#weight = weight;
  }

  /** What the next digit weighs. */
  get next(): number {
    return this.#weight * (this.#numbers.size + 1);
  }

  /** The named values, in the order of their numbers. */
  get values(): readonly (string | undefined)[] {
    return [...this.#numbers.keys()];
  }

  of(value: string | undefined): number {
    return this.#numbers.get(value) ?? this.#numbers.size;
  }

  weigh(value: string | undefined): number {
    return this.of(value) * this.#weight;
  }

  /** The digit of a class. */
  in(nth: number): number {
    return Math.floor(nth / this.#weight) % (this.#numbers.size + 1);
  }
}
