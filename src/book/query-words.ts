import { wordFor } from "../basip/texts/field-words.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { renderName } from "../basip/texts/render-texts.ts";
import {
  CATEGORIES,
  effectiveCategory,
  effectivePriority,
  EVENT_KEYS,
  PRIORITIES,
} from "../event/catalog.ts";
import type { Kind } from "../event/kind.ts";
import { QUERY_FIELD_NAMES, QUERY_FIELDS, QUERY_OPERATORS } from "../event/query-fields.ts";
import type { QueryField } from "../event/query-fields.ts";

/** More keys, categories and priorities that panels made up are not told. */
const MAX_EXTRA = 1_000;

/** A value that queries can name, and what it is called. */
interface Word {
  readonly value: string;
  readonly text: string;
}

/** What a query can be made of, for pages that complete it. */
export interface QueryVocabulary {
  readonly fields: readonly (QueryField & { readonly name: string })[];
  readonly operators: readonly string[];
  readonly keys: readonly Word[];
  readonly categories: readonly Word[];
  readonly priorities: readonly Word[];
}

/**
 * What a query can be made of.
 *
 * @param kinds of whoever asks: what they have beyond the catalog is told as well
 */
export function queryVocabulary(kinds: readonly Kind[], locale: Locale): QueryVocabulary {
  const keys = kinds.map(({ key }) => key).filter((key) => key !== undefined);
  return {
    fields: QUERY_FIELD_NAMES.map((name) => ({ name, ...QUERY_FIELDS[name] })),
    operators: QUERY_OPERATORS,
    keys: wordsOf(EVENT_KEYS, keys, (key) => renderName(locale, key)),
    categories: wordsOf(CATEGORIES, kinds.map(effectiveCategory), (value) =>
      wordFor(locale, "category", value),
    ),
    priorities: wordsOf(PRIORITIES, kinds.map(effectivePriority), (value) =>
      wordFor(locale, "priority", value),
    ),
  };
}

function wordsOf(
  known: readonly string[],
  occurring: readonly string[],
  textOf: (value: string) => string,
): readonly Word[] {
  const extra = [...new Set(occurring)].filter((value) => value !== "" && !known.includes(value));
  return [...known, ...extra.slice(0, MAX_EXTRA)].map((value) => ({ value, text: textOf(value) }));
}
