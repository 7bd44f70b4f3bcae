import { COMPARE_OPERATORS } from "../../basip/camdroid/read-expression.ts";
import { compactJson } from "../../basip/compact-json.ts";
import { isJsonObject } from "../../basip/json-object.ts";
import { nameIn } from "../known-names.ts";
import { LOCALES, type Locale } from "../../basip/texts/locales.ts";
import { CATEGORIES, EVENT_KEYS, PRIORITIES } from "../../event/catalog.ts";
import { FILTER_FIELDS } from "../../event/condition.ts";
import { askLog, judgeRefusal, notAPage, page } from "../ask-log.ts";
import type { Facts } from "../facts.ts";
import { dictionaryOf, memberOf, readLogPage, stringsOf } from "../log-page.ts";
import type { PanelCaller } from "../panel-caller.ts";
import { judge, type Question, unclear } from "../question.ts";
import { redactType } from "../redact-text.ts";
import { SafeText } from "../safe-text.ts";

const { say, keys } = SafeText;

/** The form of answers. */
export const ANSWER_QUESTIONS: readonly Question[] = [
  {
    id: "content-type",
    topic: "answers",
    expects: "answers are of type application/json",
    statement: "2.24",
    ask: async (caller, facts) => {
      const { type, failure } = await askLog(caller, facts, "limit=10");
      if (failure !== undefined) return unclear(say`no answer`);
      const shown = redactType(type);
      const isJson = shown.toLowerCase().startsWith("application/json");
      return judge(isJson, isJson ? say`` : say`it is of another type`);
    },
  },
  {
    id: "compact",
    topic: "answers",
    expects: "answers are compact JSON on one line",
    statement: "2.24",
    ask: async (caller, facts) => {
      const { json, text } = await askLog(caller, facts, "limit=10");
      if (json === undefined) return unclear(say`there is no JSON`);
      const spare = text.length - compactJson(text).length;
      return judge(spare === 0, say`${spare} characters of white space`);
    },
  },
  {
    id: "unknown-path",
    topic: "answers",
    expects: "a path that no panel has is answered 404 Not found, in JSON",
    statement: "3.1.34",
    ask: async (caller) => judgeRefusal(await caller.get("/api/v1/nobody/knows"), 404, "path"),
  },
  {
    id: "answer-members",
    topic: "answers",
    expects: "an answer is list_option, with four members, and list_items",
    statement: "3.2.1",
    ask: page("limit=10", ({ answer, option }) => {
      const [outer, inner] = [Object.keys(answer), Object.keys(option)];
      const isSame =
        outer.toSorted().join() === "list_items,list_option" &&
        inner.toSorted().join() === "filter,locale,pagination,sort";
      return judge(isSame, say`members ${keys(outer)}; in list_option ${keys(inner)}`);
    }),
  },
  {
    id: "available-filtering",
    topic: "answers",
    expects: "available_filtering is true",
    statement: "3.2.4",
    ask: page("limit=10", ({ option }) => {
      const value = memberOf(option, "filter")["available_filtering"];
      return judge(value === true, say`it is ${typeof value === "boolean" ? value : undefined}`);
    }),
  },
  {
    id: "available-fields",
    topic: "answers",
    expects: "available_fields are priority, category and name, each with the type equal",
    statement: "3.2.6",
    ask: page("limit=10", ({ option }) => {
      const fields = fieldsOf(memberOf(option, "filter")["available_fields"]);
      const names = fields.map(({ filter_field: name }) => (typeof name === "string" ? name : ""));
      const isEqual = fields.every(
        (field) => stringsOf(field["available_types"]).join() === "equal",
      );
      const isSame = names.toSorted().join() === [...FILTER_FIELDS].toSorted().join();
      return judge(isSame && isEqual, say`fields ${keys(names)}`);
    }),
  },
  {
    id: "fields-in-both-words",
    topic: "answers",
    expects: "available_fields carry field_name, compare_operators and options as well",
    statement: "4.10",
    ask: page("limit=10", ({ option }) => {
      const fields = fieldsOf(memberOf(option, "filter")["available_fields"]);
      const members = [...new Set(fields.flatMap((field) => Object.keys(field)))];
      const isBoth = ["field_name", "compare_operators", "options"].every((name) =>
        members.includes(name),
      );
      const operators = fields.map((field) => stringsOf(field["compare_operators"]).join());
      const isKnown = operators.every((one) => one === COMPARE_OPERATORS.name.join());
      return judge(isBoth && isKnown, say`members ${keys(members)}`);
    }),
  },
];

/** The language of answers. */
export const LANGUAGE_QUESTIONS: readonly Question[] = [
  language("locale-none", "3.1.2", "without locale the answer is in en", "limit=10", "en"),
  language(
    "locale-unknown",
    "3.1.3",
    "an unknown locale is answered in en, and it says so",
    "limit=10&locale=xx",
    "en",
  ),
  language(
    "locale-twice",
    "3.1.30",
    "a locale given twice is answered in en",
    "limit=10&locale=ru&locale=uk",
    "en",
  ),
  {
    id: "locales",
    topic: "language",
    expects: "available_locales are the nine that are known",
    statement: "3.2.9",
    ask: page("limit=10", ({ option }) => {
      const found = stringsOf(memberOf(option, "locale")["available_locales"]);
      const isSame = found.toSorted().join() === [...LOCALES].toSorted().join();
      return judge(isSame, say`${keys(found)}`);
    }),
  },
  ...LOCALES.map((locale): Question => ({
    id: `names-${locale}`,
    topic: "language",
    expects: `in ${locale} the answer says so, and the names of events are ours`,
    statement: locale === "en" ? "3.3.9" : "3.3.10",
    ask: page(`limit=10&locale=${locale}`, (shown) => {
      const known = dictionaryOf(shown).filter(([key]) => nameIn(locale, key) !== undefined);
      const others = known
        .filter(([key, text]) => nameIn(locale, key) !== text)
        .map(([key]) => key);
      const said = shown.locale === locale ? say`so` : say`another language`;
      const saw = say`it says ${said}; other names of ${others.length} in ${known.length}: ${keys(others)}`;
      if (known.length === 0) return unclear(say`it shows no names that are known`);
      return judge(others.length === 0 && shown.locale === locale, saw);
    }),
  })),
];

/** The dictionary of events. */
export const DICTIONARY_QUESTIONS: readonly Question[] = [
  {
    id: "dictionary",
    topic: "dictionary",
    expects: "the dictionary has the 40 keys that are known and those that occur, no others",
    statement: "3.3.10",
    ask: async (caller, facts) => {
      const reply = await askLog(caller, facts, "limit=10&locale=en");
      const shown = readLogPage(reply);
      if (shown === undefined) return notAPage(reply);
      const found = dictionaryOf(shown).map(([key]) => key);
      if (found.length === 0) return unclear(say`it shows no dictionary`);
      const missing = EVENT_KEYS.filter((key) => !found.includes(key));
      const known: readonly string[] = [...EVENT_KEYS, ...facts.sample.keys];
      const others = await neverSeen(
        caller,
        facts,
        found.filter((key) => !known.includes(key)),
      );
      const saw = say`missing: ${keys(missing)}; new: ${keys(others)}`;
      return judge(missing.length + others.length === 0, saw);
    },
  },
  ...(["category", "priority"] as const).map((field): Question => ({
    id: `dictionary-${field}`,
    topic: "dictionary",
    expects: `available_values lists the four of ${field} that are known`,
    statement: "3.2.7",
    ask: page("limit=10", ({ option }) => {
      const values = memberOf(memberOf(option, "filter"), "available_values")[field];
      const found = stringsOf(values).toSorted();
      const known = field === "category" ? CATEGORIES : PRIORITIES;
      return judge(found.join() === [...known].toSorted().join(), say`${keys(found)}`);
    }),
  })),
];

/** The most keys that are asked for one by one. */
const MOST_KEYS_ASKED = 3;

/** Of some keys those that no event of the log has, as far as they are asked for. */
async function neverSeen(
  caller: PanelCaller,
  facts: Facts,
  found: readonly string[],
): Promise<readonly string[]> {
  for (const key of found.slice(0, MOST_KEYS_ASKED)) {
    const value = encodeURIComponent(key);
    // what comes is added to the sample
    await askLog(
      caller,
      facts,
      `limit=10&filter_field=name&filter_type=equal&filter_value=${value}`,
    );
  }
  const seen: readonly string[] = facts.sample.keys;
  return found.filter((key) => !seen.includes(key));
}

function fieldsOf(value: unknown) {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function language(
  id: string,
  statement: string,
  expects: string,
  search: string,
  expected: Locale,
): Question {
  const ask = page(search, ({ locale }) => judge(locale === expected, say`it says ${locale}`));
  return { id, topic: "language", expects, statement, ask };
}
