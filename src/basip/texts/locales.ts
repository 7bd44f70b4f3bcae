import { da } from "./da.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import type { LocaleTexts } from "./locale-texts.ts";
import { nl } from "./nl.ts";
import { pl } from "./pl.ts";
import { ru } from "./ru.ts";
import { tr } from "./tr.ts";
import { uk } from "./uk.ts";

/** The languages of the panels, in the page's order. Source: "Get logs list", `locale`. */
export const LOCALES = ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"] as const;

export type Locale = (typeof LOCALES)[number];

/** The texts of every language. One more is a file beside this one and its name here. */
export const TEXTS: Readonly<Record<Locale, LocaleTexts>> = { en, es, ru, uk, pl, nl, tr, fr, da };

function isLocale(value: string): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/**
 * The language that a question for `asked` is answered in, which is also the one that the answer
 * names: `en` for anything that is not one of {@link LOCALES} (assumed).
 *
 * @param asked as sent: exactly two small letters; `undefined` when not asked
 */
export function answerLocale(asked: string | undefined): Locale {
  return asked !== undefined && isLocale(asked) ? asked : "en";
}
