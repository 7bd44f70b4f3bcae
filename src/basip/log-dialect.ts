import type { FilterField } from "../event/condition.ts";
import type { Order } from "../event/query.ts";
import type { Locale } from "./texts/locales.ts";

/** Which API a panel has. */
export const LOG_FAMILIES = ["android", "android_v0", "camdroid", "controller"] as const;

export type LogFamily = (typeof LOG_FAMILIES)[number];

/** What the panels' API filters by: an event's field that has just this value. */
export interface LogFilter {
  readonly field: FilterField;
  readonly value: string;
}

/** A question for a page of a panel's log. */
export interface PageQuestion {
  /** 10 or 50 is what every family knows. */
  readonly limit: 10 | 20 | 30 | 50;
  /** From 1. */
  readonly page: number;
  /** Only events from this time on, by the panel's clock, ms. */
  readonly fromMs?: number | undefined;
  /** Only events up to this time, ms. */
  readonly toMs?: number | undefined;
  /** Oldest first when absent. */
  readonly order?: Order | undefined;
  /** Every event when absent. */
  readonly filter?: LogFilter | undefined;
  /** The language of texts; English when absent. */
  readonly locale?: Locale | undefined;
}

/** Where a family has its log, and how it is asked. */
export interface LogDialect {
  /** Where its login stands. */
  readonly base: string;
  /** Where its log stands. */
  readonly path: string;
  /** The question, as it stands in the URL. */
  readonly render: (question: PageQuestion) => string;
}

/**
 * The families' dialects. Source: paths, parameters and expressions, the vendor's pages and programs
 * that read real panels (observed). That Camdroid panels filter by `timestamp` in the unit in which
 * they show it is assumed, and is tried on each panel before it is relied on.
 */
export const LOG_DIALECTS: Readonly<Record<LogFamily, LogDialect>> = {
  android: { base: "/api/v1", path: "/api/v1/log/items", render: renderAndroid },
  android_v0: { base: "/api/v0", path: "/api/v0/log/list", render: renderAndroid },
  camdroid: { base: "/api/v1", path: "/api/v1/log/items", render: renderCamdroid },
  controller: { base: "/v1", path: "/v1/log/items", render: renderCamdroid },
};

function renderAndroid(question: PageQuestion): string {
  const { limit, page, fromMs, toMs, order = "asc", filter, locale = "en" } = question;
  return search({
    locale,
    limit,
    page_number: page,
    sort_type: order,
    from: fromMs,
    to: toMs,
    filter_field: filter?.field,
    filter_type: filter && "equal",
    filter_format: filter && "string",
    filter_value: filter?.value,
  });
}

/** With the words of API 1.0.0 for the order as well, which others pass over (vendor). */
function renderCamdroid(question: PageQuestion): string {
  const { limit, page, fromMs, toMs, order = "asc", filter, locale = "en" } = question;
  const conditions = [
    ...(fromMs === undefined ? [] : [`timestamp ge ${fromMs}`]),
    ...(toMs === undefined ? [] : [`timestamp le ${toMs}`]),
    ...(filter === undefined ? [] : [`${filter.field} eq '${filter.value.replaceAll("'", "''")}'`]),
  ];
  return search({
    locale,
    limit,
    page_number: page,
    order_by: `timestamp ${order}`,
    sort_field: "timestamp",
    sort_type: order,
    filter: conditions.length === 0 ? undefined : conditions.join(" and "),
  });
}

function search(parameters: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return said.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
}
