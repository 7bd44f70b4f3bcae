import type { EventCondition, ValueTest } from "../../event/event-condition.ts";
import type { WordsCondition } from "../../event/event-condition.ts";
import { QueryError } from "../../event/query-error.ts";
import { VALUE_FIELDS } from "../../event/value-fields.ts";
import type { Owners, OwnerText } from "../../fleet/owners.ts";

/** How many numbers of identifiers one query may stand for, `exists` aside. */
export const MAX_OWNER_NUMBERS = 50_000;

const EXISTS: ValueTest = { operator: "exists" };

/**
 * Where operators say whose identifiers are: conditions for events that have the number of such an owner
 * and do not say themselves whose it was. What an event says holds, whoever has the identifier now.
 */
export class OwnerNumbers {
  readonly #owners: Owners;
  #left = MAX_OWNER_NUMBERS;

  constructor(owners: Owners) {
    this.#owners = owners;
  }

  /**
   * @returns `undefined` when no such owner is known
   * @throws QueryError at a position of the query when too many are
   */
  where(text: OwnerText, test: ValueTest, position: number): EventCondition | undefined {
    const numbers = this.#owners.numbersWhere(text, test);
    if (test.operator !== "exists") this.#spend(numbers, position);
    return conditionOf(numbers, text === "apartment");
  }

  /** As {@link where}, of owners in whose name or apartment words stand. */
  withWords(asked: Omit<WordsCondition, "is">, position: number): EventCondition | undefined {
    const numbers = this.#owners.numbersWithWords(asked);
    this.#spend(numbers, position);
    return conditionOf(numbers, false);
  }

  #spend({ length }: readonly string[], position: number): void {
    this.#left -= length;
    if (this.#left < 0) {
      throw new QueryError(
        `Expected words that fit fewer owners: those of more than ${MAX_OWNER_NUMBERS} identifiers do`,
        position,
      );
    }
  }
}

function conditionOf(
  numbers: readonly string[],
  isOfApartment: boolean,
): EventCondition | undefined {
  if (numbers.length === 0) return undefined;
  const said = isOfApartment ? (["owner", "apartment"] as const) : (["owner"] as const);
  const isNotSaid = said.map((name): EventCondition => ({
    is: "not",
    part: { is: "value", paths: VALUE_FIELDS[name], test: EXISTS },
  }));
  const hasNumber: EventCondition = {
    is: "value",
    paths: VALUE_FIELDS.number,
    test: { operator: "eq", values: numbers },
  };
  return { is: "and", parts: [hasNumber, ...isNotSaid] };
}
