import type { Locale } from "../basip/texts/locales.ts";
import type { Order } from "../event/query.ts";
import type { EventField } from "./book-event.ts";
import { renderTime, type TimeLike } from "./times.ts";

/** What every question of the book may name. */
export interface BookQuery {
  /** In the query language; every event when absent. */
  readonly q?: string | undefined;
  /** First time of the panel's clock, inclusive; ISO 8601 without an offset counts in `zone`. */
  readonly from?: TimeLike | undefined;
  /** Last time, inclusive. */
  readonly to?: TimeLike | undefined;
  /** IANA time zone that decides days. */
  readonly zone?: string | undefined;
  /** The language of texts. */
  readonly locale?: Locale | undefined;
  /** The state to describe: the seq that an earlier answer names as its own. */
  readonly asOf?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A question for a page of events. */
export interface EventsQuery extends BookQuery {
  /** `desc`, newest first, when absent. */
  readonly order?: Order | undefined;
  /** 1 to 1000; 50 when absent. */
  readonly limit?: number | undefined;
  /** The `next` of another page. */
  readonly after?: string | undefined;
  /** The `previous` of another page. */
  readonly before?: string | undefined;
  /** From 1; needs an exact total. */
  readonly page?: number | undefined;
  /** Whether the number of all events that match is wanted. */
  readonly total?: "known" | "exact" | "none" | undefined;
}

/** A question for events of which only some members are wanted. */
export interface PickedEventsQuery extends EventsQuery {
  readonly fields: readonly EventField[];
}

/** By what events can be counted. */
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

export type FacetField = (typeof FACET_FIELDS)[number];

/** A question for numbers of events by their values. */
export interface FacetsQuery extends BookQuery {
  readonly fields: readonly FacetField[];
  /** How many values of each field, the most frequent ones. */
  readonly top?: number | undefined;
}

/** How long a bucket of a histogram is. */
export type Bucket = "minute" | "5m" | "15m" | "hour" | "day" | "week" | "month";

/** A question for numbers of events over time. */
export interface HistogramQuery extends BookQuery {
  readonly bucket: Bucket;
  /** What the events of a bucket are counted by; all together when absent. */
  readonly split?: FacetField | undefined;
}

/** Words of a question as they stand in a URL. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A question as it stands behind a path, with its `?`; empty for none. Lists repeat their name. */
export function renderSearch(parameters: Parameters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) continue;
    if (typeof value === "object") for (const one of value) search.append(name, one);
    else search.append(name, String(value));
  }
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** What every question of the book may name, with what the client's options add. */
export function bookParameters(query: BookQuery, defaults: Pick<BookQuery, "zone" | "locale">) {
  return {
    q: query.q === "" ? undefined : query.q,
    from: renderTime(query.from),
    to: renderTime(query.to),
    zone: query.zone ?? defaults.zone,
    locale: query.locale ?? defaults.locale,
    asOf: query.asOf,
  };
}
