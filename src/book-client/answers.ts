import { isJsonObject } from "../basip/json-object.ts";
import { listElements, listMembers } from "../basip/link/members.ts";
import type { BookEvent } from "./book-event.ts";
import { badAnswer } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { MembersOf } from "./members-of.ts";
import type { FacetField } from "./queries.ts";
import { FACET_FIELDS } from "./queries.ts";
import { readEvent } from "./read-event.ts";

/** What an answer describes. */
export interface Described {
  /** The state of the log, a seq: nothing newer is in the answer. */
  readonly asOf: number;
  /** Whether everything was looked at; else time ran out, and `reached` says how far it came. */
  readonly complete: boolean;
  readonly reached: string | number | undefined;
}

/** A page of events. */
export interface EventsPage<Event = BookEvent> extends Described {
  readonly events: readonly Event[];
  /** Of all that match; `undefined` where it was not wanted or not known. */
  readonly total: number | undefined;
  /** Goes on behind this page, as `after`; `undefined` at the end. */
  readonly next: string | undefined;
  /** Goes back before this page, as `before`. */
  readonly previous: string | undefined;
}

/** One event with what happened around it. */
export interface EventWithNeighbours extends BookEvent {
  /** Events of the same panel around it, in their order. */
  readonly neighbours: readonly BookEvent[];
}

/** A value that events have, and how many. */
export interface FacetValue {
  readonly value: string;
  /** For people. */
  readonly text: string;
  readonly count: number;
}

/** Numbers of events by their values. */
export interface Facets extends Described {
  readonly facets: Readonly<Partial<Record<FacetField, readonly FacetValue[]>>>;
  readonly total: number | undefined;
}

/** Numbers of events over time. */
export interface Histogram extends Described {
  readonly buckets: readonly HistogramBucket[];
}

/** Numbers of events of one stretch of time. */
export interface HistogramBucket {
  /** Its first millisecond. */
  readonly start: number;
  /** By the values of `split`; `all` without it. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A panel, as far as anything is known of it. */
export interface Panel {
  readonly serial: string;
  readonly name: string | undefined;
  readonly site: string | undefined;
  readonly building: string | undefined;
  readonly entrance: string | undefined;
  /** How it is: `live`, `silent` and so on. */
  readonly state: string | undefined;
  /** All that the server tells of it. */
  readonly told: Readonly<Record<string, unknown>>;
}

/** A token that programs ask with. */
export interface PersonalToken {
  readonly id: number;
  readonly account: string;
  readonly name: string;
  readonly rights: readonly string[];
  /** `undefined` for everything. */
  readonly scope: TokenScope | undefined;
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly lastUsedAt: number | undefined;
}

/** The sites and panels that a token is good for. */
export interface TokenScope {
  readonly sites: readonly string[];
  readonly panels: readonly string[];
}

/** A token that was just made. */
export interface MadeToken extends PersonalToken {
  /** The token itself, told this once. */
  readonly token: string;
}

/** Who asks. */
export interface Caller {
  readonly account: string;
  readonly rights: readonly string[];
  /** `undefined` for everything. */
  readonly scope: TokenScope | undefined;
  readonly expiresAt: number | undefined;
}

/** @param read each event @throws DoorbookError `bad_answer` */
export function readEventsPage<Event>(
  text: string,
  read: (event: string) => Event,
): EventsPage<Event> {
  const members = membersOf(text);
  return {
    events: elementsOf(text, "events").map(read),
    total: members.optionalNumber("total"),
    next: members.optionalText("next"),
    previous: members.optionalText("previous"),
    ...described(members),
  };
}

/** @throws DoorbookError `bad_answer` */
export function readEventWithNeighbours(text: string): EventWithNeighbours {
  // of an answer that wraps the event as well
  const wrapped = listMembers(text).find(({ name }) => name === "event")?.value;
  const neighbours = elementsOf(text, "neighbours").map(readEvent);
  return { ...readEvent(wrapped ?? text), neighbours };
}

/** @throws DoorbookError `bad_answer` */
export function readFacets(text: string): Facets {
  const members = membersOf(text);
  const facets: Partial<Record<FacetField, readonly FacetValue[]>> = {};
  for (const [name, values] of members.entries("facets")) {
    const field = FACET_FIELDS.find((one) => one === name);
    if (field !== undefined && Array.isArray(values)) facets[field] = values.map(readFacetValue);
  }
  return { facets, total: members.optionalNumber("total"), ...described(members) };
}

function readFacetValue(read: unknown): FacetValue {
  const members = new MembersOf(read);
  const value = members.plain("value") ?? "";
  return { value, text: members.optionalText("text") ?? value, count: members.number("count") };
}

/** @throws DoorbookError `bad_answer` */
export function readHistogram(text: string): Histogram {
  const members = membersOf(text);
  const buckets = members.list("buckets").map((bucket) => {
    const of = new MembersOf(bucket);
    const counts = of.entries("counts").map(([name, count]) => [name, Number(count)] as const);
    return { start: of.number("start"), counts: Object.fromEntries(counts) };
  });
  return { buckets, ...described(members) };
}

/** @throws DoorbookError `bad_answer` */
export function readPanels(text: string): readonly Panel[] {
  return membersOf(text)
    .list("panels")
    .map((panel) => {
      const members = new MembersOf(panel);
      return {
        serial: members.text("serial"),
        name: members.optionalText("name"),
        site: members.optionalText("site"),
        building: members.optionalText("building"),
        entrance: members.optionalText("entrance"),
        state: members.optionalText("state"),
        told: isJsonObject(panel) ? panel : {},
      };
    });
}

/** @throws DoorbookError `bad_answer` */
export function readTokens(text: string): readonly PersonalToken[] {
  return membersOf(text).list("tokens").map(readToken);
}

/** @throws DoorbookError `bad_answer` */
export function readMadeToken(text: string): MadeToken {
  const body = parseExactJson(text);
  return { ...readToken(body), token: new MembersOf(body).text("token") };
}

function readToken(value: unknown): PersonalToken {
  const members = new MembersOf(value);
  return {
    id: members.number("id"),
    account: members.text("account"),
    name: members.text("name"),
    rights: members.texts("rights"),
    scope: readScope(members),
    createdAt: members.number("createdAt"),
    expiresAt: members.optionalNumber("expiresAt"),
    lastUsedAt: members.optionalNumber("lastUsedAt"),
  };
}

/** @throws DoorbookError `bad_answer` */
export function readCaller(text: string): Caller {
  const members = membersOf(text);
  return {
    account: members.text("account"),
    rights: members.texts("rights"),
    scope: readScope(members),
    expiresAt: members.optionalNumber("expiresAt"),
  };
}

function readScope(members: MembersOf): TokenScope | undefined {
  const scope = members.value("scope");
  if (!isJsonObject(scope)) return undefined;
  const of = new MembersOf(scope);
  return { sites: of.texts("sites"), panels: of.texts("panels") };
}

function membersOf(text: string): MembersOf {
  const body = parseExactJson(text);
  if (body === undefined) throw badAnswer("is not JSON");
  return new MembersOf(body);
}

function elementsOf(text: string, name: string): string[] {
  const list = listMembers(text).findLast((member) => member.name === name)?.value;
  if (list === undefined || !list.startsWith("[")) throw badAnswer(`has no ${name}`);
  return listElements(list);
}

function described(members: MembersOf): Described {
  const reached = members.value("reached");
  return {
    asOf: members.number("asOf"),
    complete: members.value("complete") !== false,
    reached: typeof reached === "string" || typeof reached === "number" ? reached : undefined,
  };
}
