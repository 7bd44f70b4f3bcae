import { COMPARE_OPERATORS } from "../basip/camdroid/read-expression.ts";
import { WIRE_ERRORS } from "../basip/android/errors.ts";
import { LOCALES } from "../basip/texts/locales.ts";
import { CATEGORIES, EVENT_CATALOG, EVENT_KEYS, PRIORITIES } from "../event/catalog.ts";
import { type FieldType, IDENTIFIER_TYPES, type ModelFields, REQUESTORS } from "../event/models.ts";

/** Words that a panel may say and that tell nothing of anybody: they are shown as they are. */
export const KNOWN_WORDS: ReadonlySet<string> = new Set<string>([
  ...CATEGORIES,
  ...PRIORITIES,
  ...EVENT_KEYS,
  ...LOCALES,
  ...IDENTIFIER_TYPES,
  ...REQUESTORS,
  ...COMPARE_OPERATORS.timestamp,
  ...Object.values(WIRE_ERRORS),
  ...wordsOf("asc desc equal string category priority name timestamp admin manager panel monitor"),
  ...wordsOf("true false http mqtt closed opened door_sensor"),
  "",
]);

/** Names of members that are longer than a plain word may be. */
export const KNOWN_MEMBERS: ReadonlySet<string> = new Set(
  Object.values(EVENT_CATALOG).flatMap(({ model }) => membersOf(model.fields)),
);

function membersOf(fields: ModelFields): string[] {
  return Object.entries(fields).flatMap(([name, { type }]) => [name, ...membersOfType(type)]);
}

function membersOfType(type: FieldType): string[] {
  if (typeof type !== "object") return [];
  if ("fields" in type) return membersOf(type.fields);
  return "listOf" in type ? membersOfType(type.listOf) : [];
}

/** What refusals are made of, in small letters; words beside these are not shown. */
export const ERROR_WORDS: ReadonlySet<string> = new Set(
  wordsOf(`a access account administrator admin allowed an and api argument arguments authorization authorized
  bad be body bound bounds by can cannot code could data denied does empty equal error exceeded exist
  expected expired failed field fields filter for forbidden format found from got greater has have in
  incorrect integer internal invalid is it items json key length less limit list locale log login long
  match max maximum method min minimum missed missing must name no not null number numeric object of
  offset only operation operator or order out page pagination param parameter parameters params parse
  parsing password path permission query range request required rights route server short should size
  sort sorting string supported symbol syntax than the then time timestamp to token type unauthorized
  undefined unexpected unknown unsupported url user username valid validation value values was were
  which with wrong zero`),
);

function wordsOf(text: string): string[] {
  return text.split(/\s+/);
}
