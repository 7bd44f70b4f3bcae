import { isEventKey } from "../../event/catalog.ts";
import { ALWAYS, type ListQuery, type Order, type Span } from "../../event/query.ts";
import { spansOf } from "../../event/spans-of.ts";
import { parseOrderBy } from "../camdroid/parse-order-by.ts";
import { answerLocale, type Locale } from "../texts/locales.ts";
import { WireError } from "./errors.ts";
import { parseFilters } from "./parse-filters.ts";
import { parseDigits, type RawQuery, type RawValue } from "./raw-query.ts";
import { parseWireTime, type WireTime } from "./wire-time.ts";

/**
 * How many events a page may have. Source: "Get logs list", `limit`; the other list of the page, of
 * `items_limit`, is taken for a slip (assumed).
 */
export const LIMITS = [10, 20, 30, 50] as const;

/** The greatest page number (assumed). */
export const MAX_PAGE_NUMBER = 2_147_483_647;

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
  /**
   * Whose questions are understood: `both`, or as a panel of one family, which passes over what the
   * other asks with (observed). Default `both`.
   */
  readonly dialect?: "both" | "android" | "camdroid";
  /** Whether times may be in seconds; else they are taken as milliseconds, whatever they are. Default true. */
  readonly takesSeconds?: boolean;
  /** Keys beside the catalog's that the caller can see, which a filter may name. */
  readonly extraKeys: readonly string[];
}

/**
 * Reads the question of `GET /api/v1/log/items`, as programs put it to Android and to Camdroid panels.
 * Parameters that we do not know are ignored.
 *
 * @throws WireError for the first wrong parameter, in the order of `WIRE_ERRORS`
 */
export function parseLogQuery(asked: RawQuery, context: LogQueryContext): LogQuery {
  const raw = understood(asked, context.dialect ?? "both");
  // In the order in which a panel reports what is wrong.
  const limit = parseLimit(raw["limit"]);
  const pageNumber = parsePageNumber(raw["page_number"]);
  const filter = parseFilters(raw, (key) => isEventKey(key) || context.extraKeys.includes(key));
  const order = parseOrder(raw["sort_type"], raw["order_by"]) ?? context.defaultOrder;
  const window = parseWindow(raw["from"], raw["to"], context.takesSeconds ?? true);

  const { locale } = raw;
  return {
    locale: answerLocale(typeof locale === "string" ? locale : undefined),
    spans: spansOf(window, filter),
    order,
    offset: (pageNumber - 1) * limit,
    limit,
    pageNumber,
    isFiltered: filter !== undefined,
  };
}

/** What Android panels alone are asked with. */
const ANDROID_NAMES = [
  "filter_field",
  "filter_type",
  "filter_format",
  "filter_value",
  "sort_type",
] as const;

/** The question without what the other family is asked with. */
function understood(asked: RawQuery, dialect: "both" | "android" | "camdroid"): RawQuery {
  if (dialect === "both") return asked;
  const isJson = String(asked["filter"]).trim().startsWith("{");
  const names: readonly string[] =
    dialect === "camdroid" ? ANDROID_NAMES : ["order_by", ...(isJson ? [] : ["filter"])];
  return Object.fromEntries(Object.entries(asked).filter(([name]) => !names.includes(name)));
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

/** `sort_type` wins over `order_by`, which is not looked at then (assumed). */
function parseOrder(sortType: RawValue, orderBy: RawValue): Order | undefined {
  if (sortType === undefined) return parseOrderBy(orderBy);
  if (sortType !== "asc" && sortType !== "desc") throw new WireError("sortType");
  return sortType;
}

type Window = Pick<Span, "fromMs" | "toMs">;

/**
 * Both bounds are within the window, and either may stand alone. Source: milliseconds, seconds and
 * `from` alone, observed; `to` alone and that a second means all of it, assumed.
 */
function parseWindow(from: RawValue, to: RawValue, takesSeconds: boolean): Window {
  const first = from === undefined ? undefined : parseTime(from, takesSeconds);
  const last = to === undefined ? undefined : parseTime(to, takesSeconds);
  // exactly, and before the rest of a second is added: equal bounds are refused whatever their unit
  if (first !== undefined && last !== undefined && last.exactMs <= first.exactMs)
    throw new WireError("timeRange");
  return { fromMs: first?.firstMs ?? ALWAYS.fromMs, toMs: last?.lastMs ?? ALWAYS.toMs };
}

function parseTime(value: string | readonly string[], takesSeconds: boolean): WireTime {
  const time = typeof value === "string" ? parseWireTime(value, takesSeconds) : undefined;
  if (time === undefined) throw new WireError("timeFormat");
  return time;
}
