import { CATEGORIES, EVENT_KEYS, PRIORITIES } from "../../event/catalog.ts";
import { FILTER_FIELDS, type FilterField } from "../../event/condition.ts";
import type { EventPage } from "../../event/store.ts";
import { COMPARE_OPERATORS } from "../camdroid/read-expression.ts";
import type { OwnerOf } from "../texts/with-owner.ts";
import { LOCALES } from "../texts/locales.ts";
import { renderDictionary } from "./dictionary.ts";
import type { LogQuery } from "./parse-log-query.ts";
import { type RenderItem, renderItem, type ShownEvent } from "./render-item.ts";

/** What of a question its answer shows. */
export type AnsweredQuery = Pick<
  LogQuery,
  "locale" | "limit" | "pageNumber" | "order" | "isFiltered"
>;

/** What of a page its answer shows. */
export type ShownPage = Pick<EventPage, "total"> & { readonly events: readonly ShownEvent[] };

/**
 * The answer of `GET /api/v1/log/items` and `GET /api/v0/log/list`, compact JSON on one line.
 *
 * Models are the text that was sent without the white space between tokens; what is no object is
 * shown as `{}`. A page past the end has no events and keeps its number. The shape does not depend on
 * the question: the fields are advertised in the words of Android and of Camdroid panels.
 *
 * Source: "Get logs list", schema and second example; where they differ, both: the sort options stand
 * under `available_sorting` and under `available_values`. What Camdroid panels say of a field, the
 * vendor's page on list options. That the old shape has the same `list_option`, assumed.
 *
 * @param extraKeys as {@link renderDictionary} takes them
 * @param render how events are written
 * @param ownerOf whom texts name where a model does not; models stay as they were sent
 */
export function renderLogItems(
  query: AnsweredQuery,
  page: ShownPage,
  extraKeys: readonly string[],
  render: RenderItem = renderItem,
  ownerOf?: OwnerOf,
): string {
  const { locale, limit, pageNumber, order, isFiltered } = query;
  const totalPages = Math.max(1, Math.ceil(page.total / limit));
  let items = "";
  for (const event of page.events) {
    if (items !== "") items += ",";
    items += render(locale, event, ownerOf);
  }
  return (
    `{"list_option":{"pagination":{"total_items":${page.total},"items_limit":${limit},` +
    `"total_pages":${totalPages},"current_page":${pageNumber}},` +
    `"filter":{"available_filtering":true,"is_filtered":${isFiltered},` +
    `"available_fields":${renderFields(extraKeys)},${AVAILABLE_VALUES}` +
    `${renderDictionary(locale, extraKeys)}}},` +
    `"sort":{"asc":${order === "asc"},${SORTING}},` +
    `"locale":{"locale":"${locale}","available_locales":${AVAILABLE_LOCALES}}},` +
    `"list_items":[${items}]}`
  );
}

const AVAILABLE_LOCALES = JSON.stringify(LOCALES);
const SORTING = `"available_sorting":["asc","desc"],"available_values":["asc","desc"]`;
const AVAILABLE_VALUES =
  `"available_values":{"category":${JSON.stringify(CATEGORIES)},` +
  `"priority":${JSON.stringify(PRIORITIES)},"name":`;

const CATALOG_FIELDS = renderFieldsOf(EVENT_KEYS);

const remembered = new WeakMap<readonly string[], string>();

/** What can be filtered by; remembered by the extra keys' identity. */
function renderFields(extraKeys: readonly string[]): string {
  if (extraKeys.length === 0) return CATALOG_FIELDS;
  const fields = remembered.get(extraKeys) ?? renderFieldsOf([...EVENT_KEYS, ...extraKeys]);
  remembered.set(extraKeys, fields);
  return fields;
}

function renderFieldsOf(keys: readonly string[]): string {
  const options: Readonly<Record<FilterField, readonly string[]>> = {
    priority: PRIORITIES,
    category: CATEGORIES,
    name: keys,
  };
  return JSON.stringify(
    FILTER_FIELDS.map((field) => ({
      filter_field: field,
      available_types: ["equal"],
      field_name: field,
      compare_operators: COMPARE_OPERATORS[field],
      options: options[field],
    })),
  );
}
