import { isEventKey } from "../../event/catalog.ts";
import { ALWAYS, type ListQuery, type Order, type Span } from "../../event/query.ts";
import { answerLocale, type Locale } from "../texts/locales.ts";
import { WireError } from "./errors.ts";
import { kindFilter } from "./kind-filters.ts";
import { parseFilters } from "./parse-filters.ts";
import { parseDigits, type RawQuery, type RawValue } from "./raw-query.ts";

/**
 * How many events a page may have. Source: "Get logs list", `limit`; the other list of the page, of
 * `items_limit`, is taken for a slip (assumed).
 */
export const LIMITS = [10, 20, 30, 50] as const;

/** The greatest page number (assumed). */
export const MAX_PAGE_NUMBER = 2_147_483_647;

/** A Unix time below this is in seconds, else in milliseconds (assumed; both are observed). */
export const FIRST_MILLISECONDS = 100_000_000_000;

/** A question of the panel's API: what to list, and what the answer says of it. */
export interface LogQuery extends Omit<ListQuery, "view" | "asOf"> {
  /** The language of the answer: one that there are texts in. */
  readonly locale: Locale;
  /** As asked for, from 1. */
  readonly pageNumber: number;
  /** Whether a filter is given; a time window alone is none (assumed). */
  readonly isFiltered: boolean;
}

/** What a question is read against. */
export interface LogQueryContext {
  /** The order when the question names none. Source: "Get logs list" says asc; desc is observed. */
  readonly defaultOrder: Order;
  /** Keys beside the catalog's that the caller can see, which a filter may name. */
  readonly extraKeys: readonly string[];
}

/**
 * Reads the question of `GET /api/v1/log/items`. Parameters that we do not know are ignored.
 *
 * @throws WireError for the first wrong parameter, in the order of `WIRE_ERRORS`
 */
export function parseLogQuery(raw: RawQuery, context: LogQueryContext): LogQuery {
  // In the order in which a panel reports what is wrong.
  const limit = parseLimit(raw["limit"]);
  const pageNumber = parsePageNumber(raw["page_number"]);
  const filters = parseFilters(raw, (key) => isEventKey(key) || context.extraKeys.includes(key));
  const order = parseOrder(raw["sort_type"], context.defaultOrder);
  const window = parseWindow(raw["from"], raw["to"]);

  const { locale } = raw;
  return {
    locale: answerLocale(typeof locale === "string" ? locale : undefined),
    spans: [{ ...window, kinds: kindFilter(filters) }],
    order,
    offset: (pageNumber - 1) * limit,
    limit,
    pageNumber,
    isFiltered: filters.length > 0,
  };
}

function parseLimit(value: RawValue): number {
  if (value === undefined) return LIMITS[0];
  const limit = LIMITS.find((one) => String(one) === value);
  if (limit === undefined) throw new WireError("limit");
  return limit;
}

function parsePageNumber(value: RawValue): number {
  if (value === undefined) return 1;
  const page = typeof value === "string" ? parseDigits(value) : undefined;
  if (typeof page !== "number" || page < 1 || page > MAX_PAGE_NUMBER) throw new WireError("page");
  return page;
}

function parseOrder(value: RawValue, defaultOrder: Order): Order {
  if (value === undefined) return defaultOrder;
  if (value !== "asc" && value !== "desc") throw new WireError("sortType");
  return value;
}

type Window = Pick<Span, "fromMs" | "toMs">;

function parseWindow(from: RawValue, to: RawValue): Window {
  const first = from === undefined ? undefined : parseTime(from);
  const last = to === undefined ? undefined : parseTime(to);
  // Before the rest of a second is added, and exactly: equal bounds are refused whatever their unit.
  if (first !== undefined && last !== undefined && last.ms <= first.ms)
    throw new WireError("timeRange");
  return {
    fromMs: first === undefined ? ALWAYS.fromMs : bounded(first.ms),
    toMs: last === undefined ? ALWAYS.toMs : bounded(last.ms) + (last.isSeconds ? 999 : 0),
  };
}

interface WireTime {
  /** A bigint beyond what a number holds. */
  readonly ms: number | bigint;
  readonly isSeconds: boolean;
}

function parseTime(value: string | readonly string[]): WireTime {
  const time = typeof value === "string" ? parseDigits(value) : undefined;
  if (time === undefined) throw new WireError("timeFormat");
  return typeof time === "number" && time < FIRST_MILLISECONDS
    ? { ms: time * 1000, isSeconds: true }
    : { ms: time, isSeconds: false };
}

/** No event is as late as the greatest safe integer. */
function bounded(ms: number | bigint): number {
  return typeof ms === "number" ? ms : Number.MAX_SAFE_INTEGER;
}
