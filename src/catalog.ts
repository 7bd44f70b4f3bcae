/**
 * The package's `doorbook/catalog`: every event that a panel documents, with its category, priority,
 * model and names, as data. It runs on any Node from 20 on and in a browser.
 */
export {
  CATEGORIES,
  type Category,
  EVENT_CATALOG,
  EVENT_KEYS,
  type EventDefinition,
  type EventKey,
  isEventKey,
  PRIORITIES,
  type Priority,
  type Provenance,
} from "./event/catalog.ts";
export {
  type Field,
  type FieldType,
  IDENTIFIER_TYPES,
  type Model,
  type ModelFields,
  REQUESTORS,
} from "./event/models.ts";
export { type Locale, LOCALES } from "./basip/texts/locales.ts";
export { renderName } from "./basip/texts/render-texts.ts";
