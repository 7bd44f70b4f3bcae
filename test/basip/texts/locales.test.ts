import assert from "node:assert/strict";
import { test } from "node:test";

import { answerLocale, LOCALES, TEXTS } from "../../../src/basip/texts/locales.ts";
import { renderDetail, renderName } from "../../../src/basip/texts/render-texts.ts";

const EVENT = { key: "tamper_event", model: "{}", extra: undefined };

test("lists the nine languages in the page's order", () => {
  assert.deepEqual(LOCALES, ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"]);
});

for (const asked of [undefined, "", "de", "EN", "uk ", "en-GB", "constructor", "__proto__"]) {
  test(`answers in English when asked for ${JSON.stringify(asked)}`, () => {
    assert.equal(answerLocale(asked), "en");
  });
}

test("answers in Ukrainian when asked for it", () => {
  assert.equal(answerLocale("uk"), "uk");
});

for (const locale of LOCALES) {
  test(`says of its texts what language they are in when asked for ${locale}`, () => {
    const answered = answerLocale(locale);

    assert.equal(answered, TEXTS[locale] === undefined ? "en" : locale);
    assert.equal(renderName(locale, EVENT.key), renderName(answered, EVENT.key));
    assert.equal(renderDetail(locale, EVENT), renderDetail(answered, EVENT));
  });
}
