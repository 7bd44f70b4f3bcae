/**
 * The package's `doorbook/client`: asks a Doorbook server, or a door panel for its log. It runs on any
 * Node from 20 on and in browsers, and rests on nothing else.
 */
export type { Locale } from "./basip/texts/locales.ts";
export type { LogFamily, LogFilter } from "./basip/log-dialect.ts";
export type {
  Caller,
  Described,
  EventsPage,
  EventWithNeighbours,
  Facets,
  FacetValue,
  Histogram,
  HistogramBucket,
  MadeToken,
  Panel,
  PersonalToken,
  TokenScope,
} from "./book-client/answers.ts";
export type { BookEvent, EventField } from "./book-client/book-event.ts";
export {
  type CallOptions,
  DoorbookClient,
  type EventQuery,
  type ImportCallOptions,
  type NewToken,
  type TokensQuery,
} from "./book-client/client.ts";
export { type ClientErrorCode, DoorbookError } from "./book-client/doorbook-error.ts";
export type {
  EventStream,
  Reconnecting,
  StreamPosition,
  StreamQuery,
} from "./book-client/event-stream.ts";
export type { ExportDownload, ExportFormat, ExportQuery } from "./book-client/export.ts";
export type { ImportAnswer, ImportEvent } from "./book-client/import-events.ts";
export type { ClientOptions } from "./book-client/options.ts";
export {
  type LogItemsQuery,
  type LogPageQuery,
  PanelLogClient,
  type PanelLogOptions,
} from "./book-client/panel-log.ts";
export {
  type BookQuery,
  type Bucket,
  type EventsQuery,
  FACET_FIELDS,
  type FacetField,
  type FacetsQuery,
  type HistogramQuery,
  type PickedEventsQuery,
} from "./book-client/queries.ts";
export type { PanelLogItem, PanelLogPage } from "./book-client/read-panel-log.ts";
export type { TimeLike } from "./book-client/times.ts";
