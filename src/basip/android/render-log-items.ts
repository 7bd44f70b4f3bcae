import {
  CATEGORIES,
  effectiveCategory,
  effectivePriority,
  EVENT_KEYS,
  PRIORITIES,
} from "../../event/catalog.ts";
import type { StoredEvent } from "../../event/event.ts";
import type { EventPage } from "../../event/store.ts";
import { compactJson } from "../compact-json.ts";
import { type Locale, LOCALES } from "../texts/locales.ts";
import { renderDetail, renderEventName, renderName } from "../texts/render-texts.ts";
import { renderDictionary } from "./dictionary.ts";
import { FILTER_FIELDS } from "./kind-filters.ts";
import type { LogQuery } from "./parse-log-query.ts";

/** What of a question its answer shows. */
export type AnsweredQuery = Pick<
  LogQuery,
  "locale" | "limit" | "pageNumber" | "order" | "isFiltered"
>;

/** What of an event its answer shows. */
export type ShownEvent = Pick<
  StoredEvent,
  "occurredAtMs" | "key" | "category" | "priority" | "model" | "extra"
>;

/** What of a page its answer shows. */
export type ShownPage = Pick<EventPage, "total"> & { readonly events: readonly ShownEvent[] };

/**
 * The answer of `GET /api/v1/log/items`, compact JSON on one line.
 *
 * Models are the text that was sent without the white space between tokens; what is no object is
 * shown as `{}`. A page past the end has no events and keeps its number.
 *
 * Source: "Get logs list", schema and second example; where they differ, both: the sort options stand
 * under `available_sorting` and under `available_values`.
 *
 * @param extraKeys as {@link renderDictionary} takes them
 */
export function renderLogItems(
  query: AnsweredQuery,
  page: ShownPage,
  extraKeys: readonly string[],
): string {
  const { locale, limit, pageNumber, order, isFiltered } = query;
  const totalPages = Math.max(1, Math.ceil(page.total / limit));
  let items = "";
  for (const event of page.events) {
    if (items !== "") items += ",";
    items += renderItem(locale, event);
  }
  return (
    `{"list_option":{"pagination":{"total_items":${page.total},"items_limit":${limit},` +
    `"total_pages":${totalPages},"current_page":${pageNumber}},` +
    `"filter":{"available_filtering":true,"is_filtered":${isFiltered},${AVAILABLE}` +
    `${renderDictionary(locale, extraKeys)}}},` +
    `"sort":{"asc":${order === "asc"},${SORTING}},` +
    `"locale":{"locale":"${locale}","available_locales":${AVAILABLE_LOCALES}}},` +
    `"list_items":[${items}]}`
  );
}

const AVAILABLE_LOCALES = JSON.stringify(LOCALES);
const SORTING = `"available_sorting":["asc","desc"],"available_values":["asc","desc"]`;
const AVAILABLE_FIELDS = JSON.stringify(
  FILTER_FIELDS.map((field) => ({ filter_field: field, available_types: ["equal"] })),
);
const AVAILABLE =
  `"available_fields":${AVAILABLE_FIELDS},"available_values":{` +
  `"category":${JSON.stringify(CATEGORIES)},"priority":${JSON.stringify(PRIORITIES)},"name":`;

const QUOTED: ReadonlyMap<string, string> = new Map(
  [...CATEGORIES, ...PRIORITIES].map((word) => [word, JSON.stringify(word)]),
);

function quote(word: string): string {
  return QUOTED.get(word) ?? JSON.stringify(word);
}

const NAMES: ReadonlyMap<Locale, ReadonlyMap<string, string>> = new Map(
  LOCALES.map((locale) => [
    locale,
    new Map(EVENT_KEYS.map((key) => [key, nameOf(key, renderName(locale, key))])),
  ]),
);

function nameOf(key: string, text: string): string {
  return `{"key":${JSON.stringify(key)},"text":${JSON.stringify(text)}}`;
}

function renderItem(locale: Locale, event: ShownEvent): string {
  const name =
    NAMES.get(locale)?.get(event.key) ?? nameOf(event.key, renderEventName(locale, event));
  return (
    `{"timestamp":${event.occurredAtMs},"category":${quote(effectiveCategory(event))},` +
    `"priority":${quote(effectivePriority(event))},"name":${name},` +
    `"info":{"text":${JSON.stringify(renderDetail(locale, event))},` +
    `"model":${renderModel(event.model)}}}`
  );
}

function renderModel(model: string | undefined): string {
  return model !== undefined && /^\s*\{/.test(model) ? compactJson(model) : "{}";
}
