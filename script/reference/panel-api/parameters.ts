import { PRIORITIES } from "../../../src/event/catalog.ts";
import { FILTER_FIELDS } from "../../../src/event/condition.ts";
import { MAX_NAME_CHARACTERS } from "../../../src/event/event.ts";
import { MAX_EXPRESSION_LENGTH } from "../../../src/event/expression.ts";
import { LIMITS, MAX_PAGE_NUMBER } from "../../../src/basip/android/parse-log-query.ts";
import { FIRST_MILLISECONDS } from "../../../src/basip/android/wire-time.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import type { Schema } from "./schema.ts";

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
  description:
    "The panel's serial; such paths are Doorbook's own. One that nobody has heard of is a panel " +
    "without events (assumed).",
  schema: { type: "string", minLength: 1, maxLength: MAX_NAME_CHARACTERS },
};

export const LOGIN_PARAMETERS: readonly Parameter[] = [
  query("username", { type: "string" }, "The account's name (vendor)", true),
  query(
    "password",
    { type: "string" },
    "The MD5 of the password in hexadecimal digits (vendor) of either case; anything else is the password " +
      "itself (observed)",
    true,
  ),
];

const unixTime = { type: "integer", format: "int64", minimum: 0 };

/** What a log can be asked for. */
export const LOG_PARAMETERS: readonly Parameter[] = [
  query(
    "locale",
    { type: "string", enum: LOCALES, default: "en" },
    "The language of the answer (spec); another value is answered in English (assumed)",
  ),
  query(
    "from",
    unixTime,
    "From this time on, inclusive: Unix time (spec) in milliseconds (observed), or in seconds below " +
      `${FIRST_MILLISECONDS} (assumed). It may stand alone (observed)`,
  ),
  query(
    "to",
    unixTime,
    "Up to this time, inclusive; greater than `from` (spec). A second means all of it, and it may stand " +
      "alone (assumed)",
  ),
  query("limit", { type: "integer", enum: LIMITS, default: LIMITS[0] }, "Events of a page (spec)"),
  query(
    "page_number",
    { type: "integer", minimum: 1, maximum: MAX_PAGE_NUMBER, default: 1 },
    "The page, from 1 (spec). Past the end the list is empty (observed); the bound above: assumed",
  ),
  query(
    "sort_type",
    { type: "string", enum: ["asc", "desc"] },
    "Order by time (spec). Without it what the server's setting `--default-sort` says: asc (spec), " +
      "unless it was set to desc (observed)",
  ),
  query(
    "filter_field",
    { type: "string", enum: FILTER_FIELDS },
    "What is filtered by (spec; that it stands in a parameter of its own: observed)",
  ),
  query("filter_type", { type: "string", enum: ["equal"] }, "Goes with `filter_field` (spec)"),
  query(
    "filter_value",
    { type: "string", examples: ["access", PRIORITIES[1], "tamper_event"] },
    "A category, a priority or an event key that `available_values` lists (spec)",
  ),
  query(
    "filter_format",
    { type: "string", enum: ["string"] },
    "May be left out (observed of other lists of panels)",
  ),
  query(
    "filter",
    {
      type: "string",
      maxLength: MAX_EXPRESSION_LENGTH,
      examples: ["(name eq 'tamper_event' or priority eq 'high') and timestamp ge 1711919100000"],
    },
    "An expression as Camdroid panels take it (vendor), or the three `filter_…` as one JSON object " +
      "(assumed); it and the three must then both hold (assumed)",
  ),
  query(
    "order_by",
    { type: "string", examples: ["timestamp desc"] },
    "Order as Camdroid panels take it (vendor); `sort_type` wins (assumed)",
  ),
];
