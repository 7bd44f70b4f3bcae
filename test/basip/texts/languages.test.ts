import assert from "node:assert/strict";
import { test } from "node:test";

import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { OWN_EVENT_KEYS } from "../../../src/event/own-events.ts";
import type { Format, LocaleTexts } from "../../../src/basip/texts/locale-texts.ts";
import { LOCALES, TEXTS } from "../../../src/basip/texts/locales.ts";

const ENGLISH = templatesOf(TEXTS.en);

/** What several languages write alike. */
const ALIKE = new Set(["status: {status}"]);

for (const locale of LOCALES) {
  const texts = TEXTS[locale];

  test(`${locale} says each sentence of the same fields as English`, () => {
    const templates = templatesOf(texts);

    assert.deepEqual([...templates.keys()], [...ENGLISH.keys()]);
    for (const [where, template] of templates) {
      assert.deepEqual(fieldsOf(template), fieldsOf(ENGLISH.get(where) ?? ""), where);
    }
  });

  test(`${locale} has each field of a detail in a group, so that it may be missing`, () => {
    for (const [where, template] of templatesOf(texts)) {
      if (where.startsWith("details ") || where.startsWith("own "))
        assert.doesNotMatch(withoutGroups(template), /\{/, where);
    }
  });

  test(`${locale} calls no two events the same, in names without a stray space or full stop`, () => {
    const names = [
      ...EVENT_KEYS.map((key) => texts.names[key]),
      ...OWN_EVENT_KEYS.map((key) => texts.own[key].name),
    ];

    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.match(name, /^\S(?:.*[^\s.])$/u);
  });

  test(`${locale} knows words for the values that English has words for`, () => {
    for (const [name, format] of wordFormats(texts)) {
      const english = TEXTS.en.formats[name];
      const missing = Object.keys(english).filter((value) => !Object.hasOwn(format, value));
      assert.deepEqual(missing, [], name);
    }
  });
}

for (const locale of LOCALES.filter((one) => one !== "en")) {
  test(`${locale} leaves no sentence in English`, () => {
    const left = [...templatesOf(TEXTS[locale])].filter(
      ([where, template]) =>
        /\p{L}/u.test(withoutFields(template)) &&
        template === ENGLISH.get(where) &&
        !ALIKE.has(template),
    );

    assert.deepEqual(left, []);
  });
}

/** Every template of a language, by what it is for. */
function templatesOf({ details, own, facts, formats }: LocaleTexts): Map<string, string> {
  const templates = new Map<string, string>();
  for (const key of EVENT_KEYS) templates.set(`details ${key}`, details[key]);
  for (const key of OWN_EVENT_KEYS) templates.set(`own ${key}`, own[key].detail);
  facts.forEach((fact, nth) => templates.set(`facts ${String(nth)}`, fact));
  for (const [name, format] of Object.entries<Format>(formats)) {
    if (isTemplates(format))
      format.forEach((one, nth) => templates.set(`formats ${name} ${String(nth)}`, one));
  }
  return templates;
}

function isTemplates(format: Format): format is readonly string[] {
  return Array.isArray(format);
}

type FormatName = keyof LocaleTexts["formats"];

function wordFormats({ formats }: LocaleTexts): [FormatName, object][] {
  const names = [
    "identifierType",
    "accountType",
    "requestor",
    "answered",
    "accountChange",
    "gapReason",
  ] as const;
  return names.map((name) => [name, formats[name]]);
}

/** What a template takes from the model, each once, sorted. */
function fieldsOf(template: string): string[] {
  return [...new Set(template.match(/\{[^}]*\}/g))].toSorted();
}

function withoutFields(template: string): string {
  return template.replaceAll(/\{[^}]*\}/g, "");
}

/** The text outside of any brackets. */
function withoutGroups(template: string): string {
  let text = template;
  while (/\[[^[\]]*\]/.test(text)) text = text.replaceAll(/\[[^[\]]*\]/g, "");
  return text;
}
