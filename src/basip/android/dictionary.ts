import { EVENT_KEYS, isEventKey } from "../../event/catalog.ts";
import type { Kind } from "../../event/kind.ts";
import { type Locale, LOCALES } from "../texts/locales.ts";
import { renderName } from "../texts/render-texts.ts";

/**
 * The keys of some kinds that the catalog does not have, each once, in the order of their first
 * appearance. The dictionary of a part of the log is the catalog and these.
 */
export function extraKeysOf(kinds: readonly Kind[]): readonly string[] {
  const keys = new Set<string>();
  for (const { key } of kinds) if (key !== undefined && !isEventKey(key)) keys.add(key);
  return [...keys];
}

function renderEntries(locale: Locale, keys: readonly string[]): string {
  return keys
    .map(
      (key) => `{"text":${JSON.stringify(renderName(locale, key))},"key":${JSON.stringify(key)}}`,
    )
    .join(",");
}

const CATALOG_ENTRIES: ReadonlyMap<Locale, string> = new Map(
  LOCALES.map((locale) => [locale, renderEntries(locale, EVENT_KEYS)]),
);

const remembered = new WeakMap<readonly string[], Map<Locale, string>>();

function rememberedEntries(locale: Locale, keys: readonly string[]): string {
  const byLocale = remembered.get(keys) ?? new Map<Locale, string>();
  const entries = byLocale.get(locale) ?? renderEntries(locale, keys);
  remembered.set(keys, byLocale.set(locale, entries));
  return entries;
}

/**
 * The dictionary as the answer shows it: a JSON array of `{text, key}`, the catalog in its order, then
 * the extra keys. It is remembered by the array's identity: hand over the same one for the same keys.
 */
export function renderDictionary(locale: Locale, extraKeys: readonly string[]): string {
  const entries = CATALOG_ENTRIES.get(locale) ?? "";
  return extraKeys.length === 0
    ? `[${entries}]`
    : `[${entries},${rememberedEntries(locale, extraKeys)}]`;
}
