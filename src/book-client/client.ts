import {
  type Caller,
  type EventsPage,
  type EventWithNeighbours,
  type Facets,
  type Histogram,
  type MadeToken,
  type Panel,
  type PersonalToken,
  readCaller,
  readEventsPage,
  readEventWithNeighbours,
  readFacets,
  readHistogram,
  readMadeToken,
  readPanels,
  readTokens,
  type TokenScope,
} from "./answers.ts";
import type { BookEvent } from "./book-event.ts";
import { EventStream, type StreamQuery } from "./event-stream.ts";
import { type ExportDownload, type ExportQuery, openExport } from "./export.ts";
import {
  type ImportAnswer,
  type ImportEvent,
  readImportAnswer,
  renderImport,
} from "./import-events.ts";
import { type ClientOptions, openTransport } from "./options.ts";
import { PanelLogClient } from "./panel-log.ts";
import {
  bookParameters,
  type BookQuery,
  type EventsQuery,
  type FacetsQuery,
  type HistogramQuery,
  type Parameters,
  type PickedEventsQuery,
  renderSearch,
} from "./queries.ts";
import { readEvent, readPickedEvent } from "./read-event.ts";
import { Session } from "./session.ts";
import { type Call, refusalOf } from "./transport.ts";

/** Where the book's API stands. */
const BASE = "/book/v1";

/** As many events a walk asks for at once, where the question does not say. */
const WALK_LIMIT = 500;

/** What one call may be told. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How events are brought in. */
export interface ImportCallOptions extends CallOptions {
  /** Whether nothing is written, and it is only said what would be. Default false. */
  readonly dryRun?: boolean | undefined;
}

/** A question for one event. */
export interface EventQuery extends Pick<BookQuery, "locale" | "zone" | "signal"> {
  /** How far around it neighbours are shown: `15m`; the server's choice when absent. */
  readonly span?: string | undefined;
}

/** A question for personal tokens. */
export interface TokensQuery extends CallOptions {
  /** Whose; one's own when absent. Others need the right `admin`. */
  readonly account?: string | undefined;
}

/** A personal token that is to be made. */
export interface NewToken {
  readonly name: string;
  /** `events:read` and so on. */
  readonly rights: readonly string[];
  /** Everything that its account may see when absent. */
  readonly scope?: Partial<TokenScope> | undefined;
  /** Unix ms; never when absent. */
  readonly expiresAt?: number | undefined;
  readonly account?: string | undefined;
}

/**
 * Asks a Doorbook server, from Node 20 on or from a browser. Reading calls are tried again when the
 * server cannot be reached or is busy, never others. Every call throws a DoorbookError when it is
 * refused, and the reason of its signal when that is aborted.
 */
export class DoorbookClient {
  /** The panels' own API of the same server, with the same login. */
  readonly log: PanelLogClient;
  readonly #session: Session;
  readonly #options: ClientOptions;

  /** @throws TypeError naming the option that is wrong */
  constructor(options: ClientOptions) {
    this.#options = options;
    this.#session = new Session(openTransport(options), options);
    this.log = new PanelLogClient(options, this.#session);
  }

  /**
   * Logs in with name and password, which every call does by itself when it has to. It is an event of
   * the log; a personal token is none.
   *
   * @returns the token, good for the hours that the server is set to
   */
  login({ signal }: CallOptions = {}): Promise<string> {
    return this.#session.login(signal);
  }

  /** Who asks, and what it may see. */
  async session({ signal }: CallOptions = {}): Promise<Caller> {
    return readCaller(await this.#get("/session", {}, signal));
  }

  /** One page of events: of those members that `fields` picks, where it does. */
  async events(query: PickedEventsQuery): Promise<EventsPage<Partial<BookEvent>>>;
  async events(query?: EventsQuery): Promise<EventsPage>;
  async events(
    query: EventsQuery | PickedEventsQuery = {},
  ): Promise<EventsPage | EventsPage<Partial<BookEvent>>> {
    const { order, limit, after, before, page, total, signal } = query;
    const fields = "fields" in query ? query.fields : undefined;
    const paging = { order, limit, after, before, page, total, fields: fields?.join(",") };
    const text = await this.#get("/events", { ...this.#said(query), ...paging }, signal);
    return fields === undefined
      ? readEventsPage(text, readEvent)
      : readEventsPage(text, readPickedEvent);
  }

  /**
   * Page after page, all of the state of the log that the first one is of, whatever arrives meanwhile.
   *
   * @param query `limit` is the size of a page; 500 when absent
   */
  async *eachPage(query: EventsQuery = {}): AsyncGenerator<EventsPage, void> {
    let page = await this.events({ limit: WALK_LIMIT, ...query });
    yield page;
    const { page: _number, before: _before, ...onward } = query;
    while (page.next !== undefined) {
      page = await this.events({
        limit: WALK_LIMIT,
        ...onward,
        total: onward.total === "exact" ? "known" : onward.total,
        after: page.next,
      });
      yield page;
    }
  }

  /** Event after event, each once, as {@link eachPage} has them. */
  async *eachEvent(query: EventsQuery = {}): AsyncGenerator<BookEvent, void> {
    for await (const { events } of this.eachPage(query)) yield* events;
  }

  /** One event with what happened around it at its panel. */
  async event(seq: number, query: EventQuery = {}): Promise<EventWithNeighbours> {
    const { zone, locale } = this.#said(query);
    const { span, signal } = query;
    return readEventWithNeighbours(
      await this.#get(`/events/${seq}`, { zone, locale, span }, signal),
    );
  }

  /** How many events have which values. */
  async facets(query: FacetsQuery): Promise<Facets> {
    const { fields, top, signal } = query;
    return readFacets(
      await this.#get("/facets", { ...this.#said(query), field: fields, top }, signal),
    );
  }

  /** How many events there are over time. */
  async histogram(query: HistogramQuery): Promise<Histogram> {
    const { bucket, split, signal } = query;
    return readHistogram(
      await this.#get("/histogram", { ...this.#said(query), bucket, split }, signal),
    );
  }

  /**
   * Every event that a question leaves, as a file of one state of the log. It is not tried again by
   * itself: with the `resume` of a broken one, and the place of its last whole row, another goes on.
   */
  export(query: ExportQuery): Promise<ExportDownload> {
    return openExport(this.#session, query, this.#options);
  }

  /** The panels that the caller may see. */
  async panels({ signal }: CallOptions = {}): Promise<readonly Panel[]> {
    return readPanels(await this.#get("/panels", {}, signal));
  }

  /** Follows events as they arrive, across broken connections. */
  stream(query: StreamQuery = {}): EventStream {
    return new EventStream(this.#session, query, this.#options);
  }

  /**
   * Brings events in, up to 10,000 and 16 MB at once. The same ones again add none, so it is tried again
   * as reading calls are.
   */
  async importEvents(
    events: readonly ImportEvent[],
    { dryRun = false, signal }: ImportCallOptions = {},
  ): Promise<ImportAnswer> {
    const path = `${BASE}/events${dryRun ? "?dryRun=true" : ""}`;
    const bodyText = renderImport(events);
    return readImportAnswer(
      await this.#ask({ path, method: "POST", bodyText, signal, mayRepeat: true }),
    );
  }

  /** Personal tokens. */
  async tokens({ account, signal }: TokensQuery = {}): Promise<readonly PersonalToken[]> {
    return readTokens(await this.#get("/tokens", { account }, signal));
  }

  /** Makes a personal token. */
  async addToken(token: NewToken, { signal }: CallOptions = {}): Promise<MadeToken> {
    return readMadeToken(
      await this.#ask({ path: `${BASE}/tokens`, method: "POST", body: token, signal }),
    );
  }

  /** Revokes a personal token. */
  async removeToken(id: number, { signal }: CallOptions = {}): Promise<void> {
    await this.#ask({ path: `${BASE}/tokens/${id}`, method: "DELETE", signal });
  }

  #said(query: BookQuery) {
    return bookParameters(query, this.#options);
  }

  #get(path: string, search: Parameters, signal: AbortSignal | undefined): Promise<string> {
    const whole = `${BASE}${path}${renderSearch(search)}`;
    return this.#ask({ path: whole, signal, mayRepeat: true });
  }

  async #ask(call: Call): Promise<string> {
    // what a page of another origin cannot send without being asked
    const headers = call.method === undefined ? {} : { "x-doorbook": "1" };
    const answer = await this.#session.call({ ...call, headers });
    if (answer.status >= 200 && answer.status < 300) return answer.text;
    throw refusalOf(answer);
  }
}
