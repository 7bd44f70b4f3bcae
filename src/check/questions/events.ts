import { isJsonObject, type JsonObject } from "../../basip/json-object.ts";
import {
  EVENT_CATALOG,
  type EventDefinition,
  type EventKey,
  isEventKey,
} from "../../event/catalog.ts";
import type { FieldType } from "../../event/models.ts";
import type { EventSample } from "../event-sample.ts";
import { memberOf } from "../log-page.ts";
import { type Finding, judge, type Question, unclear } from "../question.ts";
import { SafeText } from "../safe-text.ts";

const { say, keys, list } = SafeText;

/** Whose model has a `link_id`. */
const LINKED_KEYS = [
  "access_granted_by_valid_identifier",
  "access_granted_by_valid_face_identifier",
];

/** What events look like; asked last, of all that the other questions have brought. */
export const EVENT_QUESTIONS: readonly Question[] = [
  onSample("timestamps", "3.2.10", "a timestamp is an integer of milliseconds", ({ all }) => {
    const odd = all.filter(
      ({ timestamp }) => !Number.isSafeInteger(timestamp) || Number(timestamp) < 100_000_000_000,
    );
    return judge(odd.length === 0, say`${odd.length} of ${all.length} are something else`);
  }),
  onSample("event-members", "3.2.10", "an event has five members, and no others", ({ all }) => {
    const odd = unknownMembers(all, ["category", "info", "name", "priority", "timestamp"]);
    const names = all.map((event) => memberOf(event, "name"));
    const infos = all.map((event) => memberOf(event, "info"));
    const inside = [
      ...unknownMembers(names, ["key", "text", "english", "localized"]),
      ...unknownMembers(infos, ["text", "model", "english", "localized"]),
    ];
    return judge(
      odd.length + inside.length === 0,
      say`others or missing: ${keys([...odd, ...inside])}`,
    );
  }),
  onSample("model-object", "3.2.11", "a model is always an object", ({ all }) => {
    const odd = all.filter((event) => !isJsonObject(memberOf(event, "info")["model"]));
    return judge(odd.length === 0, say`${odd.length} of ${all.length} are something else`);
  }),
  onSample("identifier-numbers", "3.2.13", "the number of an identifier is a text", ({ all }) => {
    const numbers = modelsOf(all)
      .flatMap((model) => [model["number"], model["identifier_number"]])
      .filter((number) => number !== undefined);
    if (numbers.length === 0) return unclear(say`no event in sight has one`);
    const integers = numbers.filter((number) => typeof number === "number").length;
    const isText = numbers.every((number) => typeof number === "string");
    return judge(isText, say`${integers} of ${numbers.length} are integers`);
  }),
  onSample(
    "link-id",
    "3.3.15",
    "link_id belongs to valid identifiers and faces alone",
    (sample) => {
      const holders = sample.keys.filter((key) =>
        modelsOf(sample.of(key)).some((model) => "link_id" in model),
      );
      if (holders.length === 0) return unclear(say`no event in sight has one`);
      const isKnown = holders.every((key) => LINKED_KEYS.includes(key));
      return judge(isKnown, say`it is in ${keys(holders)}`);
    },
  ),
  ...(["category", "priority"] as const).map((field) =>
    onSample(`event-${field}`, "3.3.1", `the ${field} of each event is the catalog's`, (sample) => {
      const odd = knownKeys(sample).flatMap((key) => {
        const first = sample.of(key).find((event) => event[field] !== EVENT_CATALOG[key][field]);
        return first === undefined ? [] : [say`${key} has ${wordOf(first[field])}`];
      });
      return judge(odd.length === 0, list(odd));
    }),
  ),
  onSample("models", "3.3.23", "the models have the members that the catalog says", (sample) => {
    const odd = knownKeys(sample).flatMap((key) => {
      const strange = strangeMembers(sample.of(key), EVENT_CATALOG[key]);
      return strange.length === 0 ? [] : [say`${key}: ${keys(strange)}`];
    });
    return judge(odd.length === 0, list(odd));
  }),
  onSample("unknown-keys", "3.3.24", "the keys of events are known", ({ keys: found }) => {
    const unknown = found.filter((key) => !isEventKey(key));
    return judge(unknown.length === 0, say`unknown: ${keys(unknown)}`);
  }),
];

function onSample(
  id: string,
  statement: string,
  expects: string,
  judgeSample: (sample: EventSample) => Finding,
): Question {
  return {
    id,
    topic: "events",
    expects,
    statement,
    ask: async (_caller, { sample }) =>
      sample.all.length === 0 ? unclear(say`no event is in sight`) : judgeSample(sample),
  };
}

function knownKeys({ keys }: EventSample): EventKey[] {
  return keys.filter((key) => isEventKey(key));
}

function modelsOf(events: readonly JsonObject[]): JsonObject[] {
  return events.map((event) => memberOf(memberOf(event, "info"), "model"));
}

/** Members that are not known, and, of all five, those that are missing. */
function unknownMembers(objects: readonly JsonObject[], known: readonly string[]): string[] {
  const found = new Set(objects.flatMap((object) => Object.keys(object)));
  const missing = known.length === 5 ? known.filter((name) => !found.has(name)) : [];
  return [...[...found].filter((name) => !known.includes(name)), ...missing];
}

function strangeMembers(events: readonly JsonObject[], { model }: EventDefinition): string[] {
  const strange = modelsOf(events).flatMap((shown) =>
    Object.entries(shown)
      .filter(([name, value]) => !fits(value, name, model.fields[name]?.type))
      .map(([name]) => name),
  );
  return [...new Set(strange)];
}

/** Whether a member is of the type that the catalog says; a number may be a text, as observed. */
function fits(value: unknown, name: string, type: FieldType | undefined): boolean {
  if (type === undefined) return false;
  if (value === null) return type === "uuid";
  if (name === "number") return typeof value === "string" || typeof value === "number";
  if (type === "integer") return Number.isSafeInteger(value);
  if (type === "boolean") return typeof value === "boolean";
  if (type === "string" || type === "uuid") return typeof value === "string";
  if ("fields" in type) return isJsonObject(value);
  if ("listOf" in type) return Array.isArray(value);
  return typeof value === "string" && type.includes(value);
}

function wordOf(value: unknown): SafeText {
  return typeof value === "string" ? keys([value]) : say`none`;
}
