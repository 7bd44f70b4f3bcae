import { renderName } from "../basip/texts/render-texts.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { isEventKey } from "../event/catalog.ts";

/** Our name of an event in a language; `undefined` for a key that the catalog lacks. */
export function nameIn(locale: Locale, key: string): string | undefined {
  return isEventKey(key) ? renderName(locale, key) : undefined;
}
