import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DICTIONARY } from "./dictionary-table.ts";
import { LANGUAGES } from "./languages.ts";
import {
  CALL_MODELS,
  DOOR_MODELS,
  IDENTIFIER_MODELS,
  LIFT_MODELS,
  LOCK_MODELS,
  LOGIN_MODELS,
  type ModelRow,
  MULTI_MODELS,
  SHARED_MODELS,
  UNKNOWN_MODELS,
  UPDATE_MODELS,
} from "./model-table.ts";
import { Twin } from "./twin.ts";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
});

after(() => twin[Symbol.asyncDispose]());

const event = (key: string, model: string, nth: number) =>
  `{"created_at":${String(nth)},"code":"${key}","info":${model}}`;

/** The models, as text, and the sentences of at most 50 events that a panel sent. */
async function shownIn(path: string, locale: string) {
  const { text } = await twin.get(`${path}?limit=50&locale=${locale}`);
  const { list_items: items } = JSON.parse(text) as { list_items: { info: { text: string } }[] };
  return {
    models: [...text.matchAll(/,"model":(\{.*?\})\}\}(?=,\{"timestamp"|\])/g)].map(
      ([, model]) => model,
    ),
    sentences: items.map(({ info }) => info.text),
  };
}

/** Holds models against what the log shows of them: themselves, and a sentence that tells them. */
async function assertTold(rows: readonly ModelRow[]): Promise<void> {
  const path = await twin.pushAsNew(rows.map(({ key, model }, nth) => event(key, model, nth)));
  const empty = await twin.pushAsNew(rows.map(({ key }, nth) => event(key, "{}", nth)));

  for (const locale of LANGUAGES) {
    const { models, sentences } = await shownIn(path, locale);
    const { sentences: withoutModel } = await shownIn(empty, locale);

    assert.deepEqual(
      models,
      rows.map(({ model }) => model),
    );
    for (const [nth, { id, says }] of rows.entries()) {
      const sentence = sentences[nth] ?? "";
      assert.notEqual(sentence, withoutModel[nth], `${id} in ${locale} tells nothing`);
      for (const value of says)
        assert.ok(sentence.includes(value), `${id} in ${locale}: no ${value} in ${sentence}`);
    }
  }
}

test("§3.3.13 shows and tells the models of logins", () => assertTold(LOGIN_MODELS));

test("§3.3.14 shows and tells the models of calls", () => assertTold(CALL_MODELS));

test("§3.3.15 shows and tells the models of identifiers that are known", () =>
  assertTold(IDENTIFIER_MODELS));

test("§3.3.16 shows and tells the models of codes and of what is unknown", () =>
  assertTold(UNKNOWN_MODELS));

test("§3.3.17 shows and tells the models of locks that were opened", () => assertTold(LOCK_MODELS));

test("§3.3.18 shows and tells the models of more than one factor, with every reason", () =>
  assertTold(MULTI_MODELS));

test("§3.3.19 shows and tells the models of shared identifiers, with every reason", () =>
  assertTold(SHARED_MODELS));

test("§3.3.20 shows and tells the model of a door held open", () => assertTold(DOOR_MODELS));

test("§3.3.21 shows and tells the models of lifts, one level down", () => assertTold(LIFT_MODELS));

test("§3.3.22 shows and tells the model of a firmware update", () => assertTold(UPDATE_MODELS));

/** Holds events that differ in one value against their sentences: none is like another. */
async function assertToldApart(rows: readonly ModelRow[]): Promise<void> {
  const path = await twin.pushAsNew(rows.map(({ key, model }, nth) => event(key, model, nth)));

  assert.ok(rows.length > 1);
  for (const locale of LANGUAGES) {
    const { sentences } = await shownIn(path, locale);
    assert.equal(new Set(sentences).size, rows.length, `${locale}: ${sentences.join(" = ")}`);
  }
}

test("§3.3.13 tells administrators from managers", () =>
  assertToldApart(LOGIN_MODELS.filter(({ id }) => id === "M3")));

test("§3.3.14 tells calls that were answered from those that were not", async () => {
  await assertToldApart(CALL_MODELS.filter(({ id }) => id === "M5"));
  await assertToldApart(CALL_MODELS.filter(({ key }) => key === "outgoing_call_web"));
});

test("§3.3.16 tells the types of unknown identifiers apart", () =>
  assertToldApart(UNKNOWN_MODELS.filter(({ id }) => id === "M16")));

test("§3.3.17 tells apart who asked for a lock to be opened", () =>
  assertToldApart(LOCK_MODELS.filter(({ id }) => id === "M10")));

test("§3.3.18 tells the reasons of a refusal apart", () =>
  assertToldApart(MULTI_MODELS.filter(({ id }) => id === "M17")));

test("§3.3.19 tells the reasons of a refused shared identifier apart", () =>
  assertToldApart(SHARED_MODELS.filter(({ id }) => id === "M21")));

const FIELDS = [
  ..."account_type number answered type owner apartment_address lock code requestor host".split(
    " ",
  ),
  ..."card qr identifier_number identifier_type lock_number lock_opened_time link_id".split(" "),
  ..."used_identifiers_list apartments_list reject_reasons info status".split(" "),
];
const all = (value: unknown) => JSON.stringify(Object.fromEntries(FIELDS.map((n) => [n, value])));

/** What may be the trace of a field that is not there. */
const BROKEN =
  /undefined|null|NaN|\[object|[{}[\]|]| {2}|^[\s,;:]|[\s,;:]$|[\s([][,;:.)]|\(\s|[,;:]\s*[,;:]|""|''/;

for (const [what, model] of [
  ["missing", "{}"],
  ["empty texts", all("")],
  ["blank texts", all("  ")],
  ["null", all(null)],
  ["empty lists", all([])],
  ["empty objects", all({})],
  [
    "empty further down",
    JSON.stringify({
      used_identifiers_list: [{}, { identifier_number: "", users_list: [{}] }],
      apartments_list: ["", null],
      reject_reasons: [{}, { invalid_identifier: {} }, { not_valid_time_profile_for_user: null }],
      info: { user: { name: "" }, destination: {}, lift: { id: null }, error: { message: "" } },
    }),
  ],
] as const) {
  for (const locale of LANGUAGES) {
    test(`§3.3.27 says a sound sentence of every key in ${locale} where fields are ${what}`, async () => {
      const path = await twin.pushAsNew(DICTIONARY.map(({ key }, nth) => event(key, model, nth)));

      const { sentences } = await shownIn(path, locale);

      assert.equal(sentences.length, 40);
      for (const sentence of sentences) assert.doesNotMatch(sentence, BROKEN);
      for (const sentence of sentences) assert.match(sentence, /^\p{Lu}.*\p{L}/u);
    });
  }
}
