import { en } from "./en.ts";
import type { LocaleTexts } from "./locale-texts.ts";
import { uk } from "./uk.ts";

/** The languages of the panels, in the page's order. Source: "Get logs list", `locale`. */
export const LOCALES = ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"] as const;

export type Locale = (typeof LOCALES)[number];

/** The languages there are texts in. One more is a file beside this one and its name here. */
export const TEXTS: { readonly en: LocaleTexts } & Readonly<Partial<Record<Locale, LocaleTexts>>> =
  {
    en,
    uk,
  };

function isLocale(value: string): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/**
 * The language that a question for `asked` is answered in, which is also the one that the answer
 * names: a client can rely on `locale` being the language of the texts. So it is `en` for anything
 * that is not one of {@link LOCALES} (assumed), and for a language that has no texts yet.
 *
 * @param asked as sent: exactly two small letters; `undefined` when not asked
 */
export function answerLocale(asked: string | undefined): Locale {
  return asked !== undefined && isLocale(asked) && TEXTS[asked] !== undefined ? asked : "en";
}
