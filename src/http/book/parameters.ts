import { LOCALES } from "../../basip/texts/locales.ts";
import { EVENT_FIELD_NAMES } from "../../book/event-fields.ts";

/** The parameters that questions of the book share, as JSON Schema. */

/** Which events a question is about. */
export const QUESTION_PARAMETERS = {
  q: {
    type: "string",
    maxLength: 4096,
    description: "A query, as docs/reference/query-language.md tells; every event when empty",
    examples: ["category eq 'access' and owner contains 'olena'"],
  },
  from: {
    type: "string",
    maxLength: 100,
    description:
      "The first moment, inclusive: Unix ms, or a time as queries have them, such as ISO 8601; a date is its first ms in `zone`",
    examples: ["2026-11-01", "1795464000000"],
  },
  to: {
    type: "string",
    maxLength: 100,
    description:
      "The last moment, inclusive, written as `from` is; a date is its last ms in `zone`, a minute its last ms",
    examples: ["2026-11-07"],
  },
  zone: {
    type: "string",
    maxLength: 100,
    description:
      "IANA time zone that days go by; when absent that of the one site that the question is about, else UTC",
    examples: ["Europe/Kyiv"],
  },
  asOf: {
    type: "integer",
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description:
      "The state of the log to describe, a seq: no newer event counts; the present when absent",
  },
} as const;

/** In which language texts are. */
export const LOCALE_PARAMETER = {
  locale: {
    type: "string",
    enum: LOCALES,
    description:
      "The language of texts; when absent the first of Accept-Language that there is, else en",
  },
} as const;

/** How events are shown. */
export const SHAPE_PARAMETERS = {
  ...LOCALE_PARAMETER,
  fields: {
    type: "string",
    maxLength: 1000,
    description: `The members to show, with commas between; all when absent: ${EVENT_FIELD_NAMES.join(", ")}`,
    examples: ["seq,occurredAt,text"],
  },
} as const;

/** In which order events are. */
export const ORDER_PARAMETER = {
  order: {
    type: "string",
    enum: ["desc", "asc"],
    default: "desc",
    description: "By when it happened, then by seq: newest first, or oldest first",
  },
} as const;
