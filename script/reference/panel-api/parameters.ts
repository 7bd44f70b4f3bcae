import { PRIORITIES } from "../../../src/event/catalog.ts";
import { FILTER_FIELDS } from "../../../src/event/condition.ts";
import { MAX_EXPRESSION_LENGTH } from "../../../src/event/expression.ts";
import { LIMITS, MAX_PAGE_NUMBER } from "../../../src/basip/android/parse-log-query.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import type { Schema } from "./schemas.ts";

/** A parameter of a query or a path. */
export interface Parameter {
  readonly name: string;
  readonly in: "query" | "path";
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
}

function query(name: string, schema: Schema, description: string, required = false): Parameter {
  return { name, in: "query", required, description, schema };
}

/** The panel whose part of the log is asked for. */
export const SERIAL: Parameter = {
  name: "serial",
  in: "path",
  required: true,
  description: "The panel's serial. One that nobody has heard of is a panel without events.",
  schema: { type: "string", minLength: 1, maxLength: 128 },
};

export const LOGIN_PARAMETERS: readonly Parameter[] = [
  query("username", { type: "string" }, "The account's name", true),
  query(
    "password",
    { type: "string" },
    "The MD5 of the password in hexadecimal digits of either case; anything else is the password itself",
    true,
  ),
];

const unixTime = { type: "integer", format: "int64", minimum: 0 };

/** What a log can be asked for. */
export const LOG_PARAMETERS: readonly Parameter[] = [
  query(
    "locale",
    { type: "string", enum: LOCALES, default: "en" },
    "The language of the answer; another value is answered in English",
  ),
  query(
    "from",
    unixTime,
    "From this time on, inclusive: Unix time in milliseconds, or in seconds below 100000000000",
  ),
  query(
    "to",
    unixTime,
    "Up to this time, inclusive; a second means all of it. Greater than `from`",
  ),
  query("limit", { type: "integer", enum: LIMITS, default: LIMITS[0] }, "Events of a page"),
  query(
    "page_number",
    { type: "integer", minimum: 1, maximum: MAX_PAGE_NUMBER, default: 1 },
    "Past the end the list is empty",
  ),
  query(
    "sort_type",
    { type: "string", enum: ["asc", "desc"] },
    "Order by time; without it what `--default-sort` says (asc)",
  ),
  query("filter_field", { type: "string", enum: FILTER_FIELDS }, "What is filtered by"),
  query("filter_type", { type: "string", enum: ["equal"] }, "Goes with `filter_field`"),
  query(
    "filter_value",
    { type: "string", examples: ["access", PRIORITIES[1], "tamper_event"] },
    "A category, a priority or an event key that `available_values` lists",
  ),
  query("filter_format", { type: "string", enum: ["string"] }, "May be left out"),
  query(
    "filter",
    {
      type: "string",
      maxLength: MAX_EXPRESSION_LENGTH,
      examples: ["(name eq 'tamper_event' or priority eq 'high') and timestamp ge 1711919100000"],
    },
    "An expression as Camdroid panels take it, or the three `filter_…` as one JSON object",
  ),
  query(
    "order_by",
    { type: "string", examples: ["timestamp desc"] },
    "Order as Camdroid panels take it; `sort_type` wins",
  ),
];
