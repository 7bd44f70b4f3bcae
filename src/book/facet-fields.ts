import type { Locale } from "../basip/texts/locales.ts";
import { wordFor } from "../basip/texts/field-words.ts";
import { renderName } from "../basip/texts/render-texts.ts";
import type { Cell, Grouping } from "../event/book.ts";
import { VALUE_FIELDS } from "../event/value-fields.ts";
import type { BookFleet } from "./seen-fleet.ts";

/** What events can be counted by, in the order in which it is shown. */
export const FACET_FIELDS = [
  "category",
  "priority",
  "name",
  "panel",
  "site",
  "owner",
  "lock",
  "type",
  "source",
  "late",
] as const;

/** One of {@link FACET_FIELDS}. */
export type FacetField = (typeof FACET_FIELDS)[number];

/** Whether a word is one of {@link FACET_FIELDS}. */
export function isFacetField(word: string): word is FacetField {
  return FACET_FIELDS.some((field) => field === word);
}

/** What of the fleet facets need. */
export type FacetFleet = Pick<BookFleet, "profile" | "owner">;

/** How events are counted by a field. */
interface FacetDefinition {
  /** What the log counts by. */
  readonly grouping: Grouping;
  /** The value that a number of events counts for; empty for events that have none. */
  readonly countedAs?: (cell: Cell, fleet: FacetFleet) => string;
  /** What a value is called; itself when absent. */
  readonly textOf?: (value: string, locale: Locale, fleet: FacetFleet) => string;
}

/** The owners' paths first: a number is looked up where an event does not say whose it was. */
const OWNER_PATHS = [...VALUE_FIELDS.owner, ...VALUE_FIELDS.number];

/** Every field's definition. */
export const FACETS: Readonly<Record<FacetField, FacetDefinition>> = {
  category: {
    grouping: { by: "category" },
    textOf: (value, locale) => wordFor(locale, "category", value),
  },
  priority: {
    grouping: { by: "priority" },
    textOf: (value, locale) => wordFor(locale, "priority", value),
  },
  name: { grouping: { by: "name" }, textOf: (value, locale) => renderName(locale, value) },
  panel: {
    grouping: { by: "panel" },
    textOf: (value, _locale, fleet) => fleet.profile(value)?.name || value,
  },
  site: {
    grouping: { by: "panel" },
    countedAs: ({ value }, fleet) => fleet.profile(value)?.site ?? "",
  },
  owner: {
    grouping: { by: "value", paths: OWNER_PATHS, isPerPanel: false },
    countedAs: ({ value, path = 0 }, fleet) =>
      path < VALUE_FIELDS.owner.length ? value : (fleet.owner(value)?.name ?? ""),
  },
  lock: {
    grouping: { by: "value", paths: VALUE_FIELDS.lock, isPerPanel: true },
    countedAs: ({ value, panel = "" }, fleet) => {
      const locks = fleet.profile(panel)?.locks ?? {};
      return Object.hasOwn(locks, value) ? (locks[value] ?? "") : value;
    },
  },
  type: {
    grouping: { by: "value", paths: VALUE_FIELDS.type, isPerPanel: false },
    textOf: (value, locale) => wordFor(locale, "type", value),
  },
  source: {
    grouping: { by: "source" },
    textOf: (value, locale) => wordFor(locale, "source", value),
  },
  late: { grouping: { by: "late" }, textOf: (value, locale) => wordFor(locale, "late", value) },
};

/** The value of a field that a number of events counts for. */
export function facetValueOf(field: FacetField, cell: Cell, fleet: FacetFleet): string {
  return FACETS[field].countedAs?.(cell, fleet) ?? cell.value;
}
