import { CATEGORIES, PRIORITIES } from "../../../src/event/catalog.ts";
import { FILTER_FIELDS } from "../../../src/event/condition.ts";
import { LIMITS } from "../../../src/basip/android/parse-log-query.ts";
import { COMPARE_OPERATORS } from "../../../src/basip/camdroid/read-expression.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";
import { ANY_MODEL } from "./model-schemas.ts";
import { always, count, flag, listOf, object, refTo, type Schema, text, word } from "./schema.ts";

const pagination = object("Where in the log the page stands (spec)", {
  total_items: count(0, "How many events match: exact"),
  items_limit: { type: "integer", enum: LIMITS, description: "Events of a page, as asked for" },
  total_pages: count(1, "How many pages hold them; 1 when there is none"),
  current_page: count(1, "As asked for, also past the end (observed)"),
});

const field = object("A field, in the words of both dialects", {
  filter_field: word(FILTER_FIELDS, "For `filter_field` (spec)"),
  available_types: listOf(always("equal", "The one type"), "For `filter_type` (spec)"),
  field_name: word(FILTER_FIELDS, "For an expression in `filter` (vendor)"),
  compare_operators: listOf(
    word(COMPARE_OPERATORS.name, "Equal, not equal"),
    "What the field can be compared by in an expression (vendor; which, assumed)",
  ),
  options: listOf(text("A value"), "What it can be compared with (vendor)"),
});

const filter = object("What the log can be filtered by (spec)", {
  available_filtering: always(true, "That it can be"),
  is_filtered: flag("Whether a filter was given; a window of time alone is none (assumed)"),
  available_fields: listOf(field, "Priority, category and name"),
  available_values: object("The values of each field (spec)", {
    category: listOf(word(CATEGORIES, "A category"), "Categories"),
    priority: listOf(word(PRIORITIES, "A priority"), "Priorities"),
    name: listOf(
      object("An event key with its name", {
        text: text("In the language of the answer"),
        key: text("Event key"),
      }),
      "The 40 keys of the vendor's list, then every other key that the caller's part of the log has " +
        "(the latter: assumed)",
    ),
  }),
});

const direction = word(["asc", "desc"], "Rising or falling");

const sort = object("The order of the events: by time, then as they came (spec)", {
  asc: flag("Whether it rises"),
  available_sorting: listOf(direction, "What can be asked for; the name in the vendor's schema"),
  available_values: listOf(direction, "The same; the name in the vendor's example"),
});

const locale = object("The language of the answer (spec)", {
  locale: word(LOCALES, "The one of names and texts"),
  available_locales: listOf(word(LOCALES, "A language"), "What can be asked for"),
});

/** What a page says of itself. */
const LIST_OPTION: Schema = object("What was asked for, and what can be (spec)", {
  pagination,
  filter,
  sort,
  locale,
});

const ITEM_HEAD = {
  timestamp: count(
    0,
    "When it happened by the panel's clock, Unix time in milliseconds (observed)",
  ),
  category: text(
    `${CATEGORIES.join(", ")} (spec), or what else the panel sent; where it sent none, the one that ` +
      "is documented for the key, else info (assumed)",
  ),
  priority: text(
    `${PRIORITIES.join(", ")} (spec), or what else the panel sent; where it sent none, the one that ` +
      "is documented for the key, else low (assumed)",
  ),
};

const listItem = object("An event", {
  ...ITEM_HEAD,
  name: object("What the event is called", {
    key: text("Event key, as sent"),
    text: text("Its name in the language of the answer"),
  }),
  info: object("What happened", {
    text: text("A sentence in the language of the answer"),
    model: refTo("AnyModel"),
  }),
});

const oldListItem = object("An event", {
  ...ITEM_HEAD,
  name: object("What the event is called", {
    english: text("Its name in English"),
    key: text("Event key, as sent"),
    localized: text("Its name in the language of the answer"),
  }),
  info: object("What happened", {
    english: text("A sentence in English"),
    localized: text("The same in the language of the answer"),
    model: refTo("AnyModel"),
  }),
});

/** The schemas of a page of the log, by name. */
export const LOG_SCHEMAS: Readonly<Record<string, Schema>> = {
  Items: object("A page of the log (spec)", {
    list_option: refTo("ListOption"),
    list_items: listOf(refTo("Item"), "Its events"),
  }),
  OldList: object("A page of the log in the shape of firmware up to 3.7 (observed)", {
    list_option: refTo("ListOption"),
    list_items: listOf(refTo("OldItem"), "Its events"),
  }),
  ListOption: LIST_OPTION,
  Item: listItem,
  OldItem: oldListItem,
  AnyModel: ANY_MODEL,
};
