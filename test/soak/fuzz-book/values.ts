import type { Random } from "../../support/random.ts";
import { shownValues } from "./document.ts";
import type { Parameter, Schema } from "./document.ts";

/** Texts that nobody should send, not encoded yet. */
const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "0",
  "-1",
  "1e3",
  "1.5",
  "0x10",
  "NaN",
  "Infinity",
  "9007199254740993",
  "9".repeat(400),
  "true",
  "null",
  "[]",
  "{}",
  "\0",
  "\r\nX: y",
  "\u202e\ufeff",
  "🚪".repeat(60),
  "a".repeat(5_000),
  "__proto__",
  "constructor",
  "prototype.toString",
  "hasOwnProperty",
  "' or 1=1 --",
  "../../etc/passwd",
  "=CMD()",
  "(".repeat(3_000),
  "not ".repeat(800),
  `"${"a ".repeat(500)}"`,
  "model.__proto__ eq '1'",
  "model.constructor.name exists",
  "timestamp ge 99999999999999999999",
  "timestamp eq -271821-04-20",
  "last 99999999999d",
  "owner contains '%' and number starts '_'",
  `key in (${"'x',".repeat(300)}'x')`,
  "a* b* c* d* -e !f",
  "+275760-09-13",
  "2026-02-30",
  "2026-03-29T03:30",
  "today",
  "Etc/GMT+14",
  "W10",
];

/** What percent-encoding can be broken into. Bytes that no HTTP has are refused before any route. */
const BROKEN: readonly string[] = [
  "%",
  "%2",
  "%zz",
  "%00",
  "%C0%80",
  "%ED%A0%80",
  "%F0%9F",
  "%FF%FE",
  "%25%32%35",
];

/** Values that are no texts, for the members of bodies. */
const HOSTILE_JSON: readonly string[] = [
  "null",
  "true",
  "0",
  "-1",
  "1e400",
  "9007199254740993",
  "[]",
  "{}",
  "[[]]",
  '"\\ud800"',
  '"\\u0000"',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{}}}',
  '{"toString":1}',
  `${"[".repeat(5_000)}${"]".repeat(5_000)}`,
  `${'{"a":'.repeat(2_000)}1${"}".repeat(2_000)}`,
  `["${"x".repeat(200)}"]`,
  `[${'"x",'.repeat(6_000)}"x"]`,
];

/** Good values of a parameter, by what the document says of it; empty where it does not say. */
export function goodValues(parameter: Parameter): readonly string[] {
  return [...shownValues(parameter).map(textOf), ...schemaValues(parameter.schema)];
}

/** As they stand in a query: of a list the items, with commas between. */
function textOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(",") : String(value);
}

function schemaValues({
  enum: listed = [],
  default: fallback,
  minimum,
  maximum,
}: Schema): string[] {
  const all = [...listed, fallback, minimum, maximum];
  return all.filter((value) => value !== undefined).map(String);
}

/** Values at a parameter's bounds and just beyond them, as texts. */
function boundaryValues({ minimum = 0, maximum = 0, maxLength = 0 }: Schema): readonly string[] {
  return [
    String(minimum),
    String(minimum - 1),
    String(maximum),
    String(maximum + 1),
    "a".repeat(maxLength),
    "a".repeat(maxLength + 1),
  ];
}

/** A text for a parameter, percent-encoded or broken. @param seen texts of earlier answers */
export function anyValue(random: Random, parameter: Parameter, seen: readonly string[]): string {
  const good = goodValues(parameter);
  const of = (values: readonly string[]) => encodeURIComponent(random.pick(values));
  const kind = random.below(10);
  if (kind < 3 && good.length > 0) return of(good);
  if (kind < 5 && seen.length > 0) return of(seen);
  if (kind === 5) return of(boundaryValues(parameter.schema));
  if (kind === 6) return random.pick(BROKEN);
  if (kind === 7) return cut(random, of([...good, ...HOSTILE_TEXTS]));
  return of(HOSTILE_TEXTS);
}

function cut(random: Random, text: string): string {
  const at = random.below(text.length + 1);
  return `${text.slice(0, at)}${random.pick([...BROKEN, "", "&", "+", ";"])}${text.slice(at + 1)}`;
}

/** A member of a body as JSON. @param seen texts of earlier answers */
export function anyMember(random: Random, schema: Schema, seen: readonly string[]): string {
  const kind = random.below(8);
  if (kind < 2) return goodMember(random, schema, seen);
  if (kind < 4) return JSON.stringify(random.pick(HOSTILE_TEXTS));
  if (kind === 4) return JSON.stringify(random.pick(boundaryValues(schema)));
  if (kind === 5 && schema.properties !== undefined) return anyBody(random, schema, seen);
  return random.pick(HOSTILE_JSON);
}

/** A body whose members are good but for one or two, or that is no JSON at all. */
export function anyBody(random: Random, schema: Schema, seen: readonly string[]): string {
  const names = Object.keys(schema.properties ?? {});
  const wrong = new Set(names.filter(() => random.isChosen(1 / Math.max(1, names.length))));
  const members = Object.entries(schema.properties ?? {})
    .filter(([name]) => schema.required?.includes(name) === true || random.isChosen(0.5))
    .map(([name, said]): [string, string] => [
      name,
      (wrong.has(name) ? anyMember : goodMember)(random, said, seen),
    ]);
  if (random.isChosen(0.1)) members.push([random.pick(HOSTILE_TEXTS), random.pick(HOSTILE_JSON)]);
  if (random.isChosen(0.05)) members.push(...members);
  const text = `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;
  if (random.isChosen(0.1)) return random.pick([...HOSTILE_JSON, "", "{", "\ufeff{}", "nul"]);
  return random.isChosen(0.1) ? text.slice(0, random.below(text.length)) : text;
}

function goodMember(random: Random, schema: Schema, seen: readonly string[]): string {
  const { enum: listed, anyOf, items, properties, type, minimum = 0, maximum = 1e12 } = schema;
  if (listed !== undefined) return JSON.stringify(random.pick(listed));
  if (anyOf !== undefined) return goodMember(random, random.pick(anyOf), seen);
  if (items !== undefined) return `[${goodMember(random, items, seen)}]`;
  if (properties !== undefined) {
    const [name, said] = random.pick(Object.entries(properties));
    return `{${JSON.stringify(name)}:${goodMember(random, said, seen)}}`;
  }
  if (type === "null") return "null";
  if (type === "boolean") return "true";
  if (type === "integer") return String(random.pick([minimum, maximum, minimum + 1]));
  return JSON.stringify(random.pick(seen.length > 0 ? seen : ["x"]));
}
