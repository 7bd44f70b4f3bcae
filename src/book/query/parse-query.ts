import type { EventCondition, ValuePath } from "../../event/event-condition.ts";
import { didYouMean } from "../../event/nearest.ts";
import { parseQueryTree } from "../../event/parse-query-tree.ts";
import { QueryError } from "../../event/query-error.ts";
import {
  QUERY_FIELD_NAMES,
  QUERY_FIELDS,
  queryFieldOf,
  type QueryFieldName,
  type QueryOperator,
} from "../../event/query-fields.ts";
import type { QueryComparison, QueryTree, QueryWords } from "../../event/query-tree.ts";
import { wordsOf } from "../../event/words.ts";
import { FIELD_READERS, type Reading } from "./field-readers.ts";
import { FleetNames, type QueryFleet } from "./fleet-names.ts";
import { OwnerNumbers } from "./owner-numbers.ts";
import { quote } from "./quote.ts";
import { type Clock, readTime } from "./read-time.ts";

export { QueryError };

/** What a question's words are read with. */
export interface QueryContext extends Clock {
  readonly fleet: QueryFleet;
}

/** How many words and conditions a query may have, those on kinds and `timestamp` aside. */
const MAX_TERMS = 100;

/** Fields that the panels' filters have: of conditions on them a query may have any number. */
const UNCOUNTED: readonly QueryFieldName[] = [
  "timestamp",
  "occurred",
  "key",
  "name",
  "category",
  "priority",
];

/**
 * Reads a query of the book: docs/reference/query-language.md.
 *
 * @param text at most 4,096 UTF-16 units
 * @returns `undefined` for an empty query: every event
 * @throws QueryError saying what was expected, and where
 */
export function parseQuery(text: string, context: QueryContext): EventCondition | undefined {
  if (!text.isWellFormed()) {
    const position = text
      .toWellFormed()
      .split("")
      .findIndex((unit, at) => unit !== text[at]);
    throw new QueryError("Expected whole characters, not half a surrogate pair", position);
  }
  const tree = parseQueryTree(text);
  return tree === undefined ? undefined : new QueryReader(context).read(tree);
}

class QueryReader {
  readonly #reading: Reading;
  #terms = 0;

  constructor({ fleet, ...clock }: QueryContext) {
    const owners = new OwnerNumbers(fleet.owners);
    this.#reading = { clock, names: new FleetNames(fleet), owners };
  }

  read(tree: QueryTree): EventCondition {
    switch (tree.is) {
      case "not":
        return { is: "not", part: this.read(tree.part) };
      case "and":
      case "or":
        return { is: tree.is, parts: tree.parts.map((part) => this.read(part)) };
      case "comparison":
        return this.#comparison(tree);
      case "words":
        return this.#words(tree);
      case "time": {
        const { firstMs, lastMs } = readTime(tree.text, tree.position, this.#reading.clock);
        return { is: "time", fromMs: firstMs, toMs: lastMs };
      }
    }
  }

  #comparison(comparison: QueryComparison): EventCondition {
    const { field, operator, values, position } = comparison;
    const name = queryFieldOf(field);
    if (name === undefined) throw unknownField(field, position);
    checkOperator(name, comparison);
    checkValues(name, comparison);
    if (!UNCOUNTED.includes(name)) this.#count(position);
    const asked = { values, path: pathOf(name, comparison) };
    const read = FIELD_READERS[name];
    return operator === "nq"
      ? { is: "not", part: read({ ...asked, operator: "eq" }, this.#reading) }
      : read({ ...asked, operator }, this.#reading);
  }

  #words({ text, isQuoted, isPrefix, position }: QueryWords): EventCondition {
    if (!isQuoted && !isPrefix && (text === "late" || text === "echo")) return { is: text };
    this.#count(position);
    if (!isQuoted) checkWord(text, position);
    const words = wordsOf(text);
    if (words.length === 0) {
      throw new QueryError(`Expected a letter or a digit in ${quote(text)}`, position);
    }
    const said: EventCondition = { is: "words", words, isPrefix };
    const byNumber = this.#reading.owners.withWords({ words, isPrefix }, position);
    return byNumber === undefined ? said : { is: "or", parts: [said, byNumber] };
  }

  #count(position: number): void {
    this.#terms += 1;
    if (this.#terms > MAX_TERMS) {
      throw new QueryError(`Expected at most ${MAX_TERMS} words and conditions`, position);
    }
  }
}

function unknownField(field: string, position: number): QueryError {
  const guess =
    didYouMean(field, QUERY_FIELD_NAMES) || `; there are: ${QUERY_FIELD_NAMES.join(", ")}.`;
  return new QueryError(
    `There is no field ${quote(field)}${guess} To search for the words, put them in quotes`,
    position,
  );
}

function checkOperator(
  name: QueryFieldName,
  { operator, operatorPosition }: QueryComparison,
): void {
  const operators: readonly QueryOperator[] = QUERY_FIELDS[name].operators;
  if (operators.includes(operator)) return;
  throw new QueryError(
    `The field ${name} has no operator '${operator}'; it has: ${operators.join(", ")}`,
    operatorPosition,
  );
}

function checkValues(name: QueryFieldName, { field, values }: QueryComparison): void {
  const empty = values.find(({ text }) => text === "");
  if (empty === undefined) return;
  const operators: readonly QueryOperator[] = QUERY_FIELDS[name].operators;
  const hint = operators.includes("exists") ? `; for none there is 'not ${field} exists'` : "";
  throw new QueryError(`Expected a value that is not empty${hint}`, empty.position);
}

/** The path that a field's name has, as in `model.lift.id`. */
function pathOf(name: QueryFieldName, { field, position }: QueryComparison): ValuePath | undefined {
  if (name !== "model" && name !== "extra") return undefined;
  const [, ...members] = field.split(".");
  const isWhole = members.length > 0 && members.every((member) => member !== "");
  if (!isWhole) {
    throw new QueryError(
      `Expected a path after ${name}, as ${name}.lock or ${name}.info.name`,
      position + name.length,
    );
  }
  return [name, ...members];
}

/** @throws QueryError for a word with a sign that it would be searched for without */
function checkWord(text: string, position: number): void {
  const star = text.indexOf("*");
  if (star !== -1) {
    throw new QueryError("Expected '*' at the end of a word alone", position + star);
  }
  if (/^(?:!|-\p{L})/u.test(text)) {
    throw new QueryError(
      `Expected 'not' before a word that must not be there, instead of '${text[0]}'`,
      position,
    );
  }
}
