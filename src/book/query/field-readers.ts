import { compareTimes, TIME_OPERATORS } from "../../event/compare-times.ts";
import type { FilterField } from "../../event/condition.ts";
import type { EventCondition } from "../../event/event-condition.ts";
import { MAX_NAME_CHARACTERS, SOURCES } from "../../event/event.ts";
import type { QueryFieldName } from "../../event/query-fields.ts";
import { VALUE_FIELDS, type ValueField } from "../../event/value-fields.ts";
import { type Asked, testOf, valueOf } from "./asked.ts";
import type { FleetNames, LockAt, PanelText } from "./fleet-names.ts";
import type { OwnerNumbers } from "./owner-numbers.ts";
import { type Clock, readTime } from "./read-time.ts";
import { unknownName } from "./unknown-name.ts";

/** What conditions on fields are read with. */
export interface Reading {
  readonly clock: Clock;
  readonly names: FleetNames;
  readonly owners: OwnerNumbers;
}

/** Reads what is asked of a field as a condition. @throws QueryError for a value that the field cannot have */
export type FieldReader = (asked: Asked, reading: Reading) => EventCondition;

/** How each field is read. */
export const FIELD_READERS: Readonly<Record<QueryFieldName, FieldReader>> = {
  timestamp: readTimes("time"),
  occurred: readTimes("time"),
  received: readTimes("received"),
  key: readKinds("name"),
  name: readKinds("name"),
  category: readKinds("category"),
  priority: readKinds("priority"),
  panel: readPanel,
  site: readPlace("site"),
  building: readPlace("building"),
  entrance: readPlace("entrance"),
  source: readSource,
  late: readFlag("late"),
  echo: readFlag("echo"),
  owner: readOwned("owner", "name"),
  number: readValues("number"),
  apartment: readOwned("apartment", "apartment"),
  lock: readLock,
  type: readValues("type"),
  requestor: readValues("requestor"),
  code: readValues("code"),
  account: readValues("account"),
  model: readPath,
  extra: readPath,
};

function readTimes(is: "time" | "received"): FieldReader {
  return (asked, { clock }) => {
    const { text, position } = valueOf(asked);
    const stretch = readTime(text, position, clock);
    const operator = TIME_OPERATORS.find((one) => one === asked.operator) ?? "eq";
    return { is, ...compareTimes(operator === "nq" ? "eq" : operator, stretch) };
  };
}

/** Panels send other keys, categories and priorities than the known ones, so any value will do. */
function readKinds(field: FilterField): FieldReader {
  return (asked) =>
    asked.operator === "eq"
      ? { is: "field", field, value: valueOf(asked).text }
      : { is: "fieldText", field, test: testOf(asked) };
}

/** By serial or name; what looks like a serial may be of a panel of which nothing is said any more. */
function readPanel(asked: Asked, { names }: Reading): EventCondition {
  const [serials, byName] = [names.serials, names.panels("name")];
  const found = new Set([...serials.find(testOf(asked)), ...byName.find(testOf(asked))]);
  if (asked.operator === "eq" || asked.operator === "in") {
    for (const value of asked.values) {
      if (byName.has(value.text)) continue;
      if (/\s/.test(value.text) || value.text.length > MAX_NAME_CHARACTERS) {
        throw unknownName("panel", value, byName.texts);
      }
      found.add(value.text);
    }
  }
  return { is: "panel", serials: [...found] };
}

function readPlace(text: Exclude<PanelText, "name">): FieldReader {
  return (asked, { names }) => {
    const table = names.panels(text);
    checkNames(text, asked, text === "site" ? names.sites : [...table.texts]);
    return { is: "panel", serials: table.find(testOf(asked)) };
  };
}

/** A name to the letter that nothing has is a slip: an empty answer would hide it. */
function checkNames(what: string, asked: Asked, names: readonly string[]): void {
  if (asked.operator !== "eq" && asked.operator !== "in") return;
  const known = new Set(names);
  for (const value of asked.values) {
    if (!known.has(value.text)) throw unknownName(what, value, names);
  }
}

function readSource({ values }: Asked): EventCondition {
  const sources = values.map((value) => {
    const source = SOURCES.find((one) => one === value.text);
    if (source === undefined) throw unknownName("source", value, SOURCES);
    return source;
  });
  return { is: "source", sources };
}

function readFlag(is: "late" | "echo"): FieldReader {
  return (asked) => {
    const value = valueOf(asked);
    if (value.text === "true") return { is };
    if (value.text === "false") return { is: "not", part: { is } };
    throw unknownName(`value of ${is}`, value, ["true", "false"]);
  };
}

function readValues(name: ValueField): FieldReader {
  return (asked) => ({ is: "value", paths: VALUE_FIELDS[name], test: testOf(asked) });
}

function readOwned(name: "owner" | "apartment", text: "name" | "apartment"): FieldReader {
  const readSaid = readValues(name);
  return (asked, reading) => {
    const position = asked.values[0]?.position ?? 0;
    const byNumber = reading.owners.where(text, testOf(asked), position);
    const said = readSaid(asked, reading);
    return anyOf(byNumber === undefined ? [said] : [said, byNumber]);
  };
}

const DIGITS = /^\d+$/;

/** By number, or by the name that a lock has at a panel. */
function readLock(asked: Asked, reading: Reading): EventCondition {
  const { locks } = reading.names;
  const readNumber = readValues("lock");
  if (asked.operator === "exists") return readNumber(asked, reading);
  const named = locksAt(locks.find(testOf(asked)));
  if (asked.operator === "contains" || asked.operator === "starts") {
    return anyOf([readNumber(asked, reading), ...named]);
  }
  const { yes: numbers = [], no: names = [] } = Object.groupBy(asked.values, ({ text }) =>
    DIGITS.test(text) ? "yes" : "no",
  );
  checkNames("lock", { ...asked, values: names }, [...locks.texts]);
  const numbered = numbers.length === 0 ? [] : [readNumber({ ...asked, values: numbers }, reading)];
  return anyOf([...numbered, ...named]);
}

function anyOf(parts: readonly EventCondition[]): EventCondition {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { is: "or", parts };
}

function locksAt(found: readonly LockAt[]): EventCondition[] {
  const panels = Map.groupBy(found, ({ lock }) => lock);
  return Array.from(panels, ([lock, at]): EventCondition => ({
    is: "and",
    parts: [
      { is: "panel", serials: at.map(({ panel }) => panel) },
      { is: "value", paths: VALUE_FIELDS.lock, test: { operator: "eq", values: [lock] } },
    ],
  }));
}

function readPath(asked: Asked): EventCondition {
  return { is: "value", paths: asked.path === undefined ? [] : [asked.path], test: testOf(asked) };
}
