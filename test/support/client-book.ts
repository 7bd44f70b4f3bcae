import { DoorbookClient } from "../../src/book-client/client.ts";
import type { BookEvent } from "../../src/book-client/book-event.ts";
import { DoorbookError } from "../../src/book-client/doorbook-error.ts";
import type { EventsQuery } from "../../src/book-client/queries.ts";
import { FIRST_ADMIN } from "../../src/accounts/administer.ts";
import { renderCursor } from "../../src/book/page-cursor.ts";
import { openDoorbook, storesOf } from "../../src/compose.ts";
import type { Doorbook, Stores } from "../../src/compose.ts";
import type { EventBook, FindQuery, Found, Tallied, TallyQuery } from "../../src/event/book.ts";
import { AppError, ERROR_CODES } from "../../src/event/errors.ts";
import type { EventCondition } from "../../src/event/event-condition.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { renderQuery } from "../../src/event/render-query.ts";
import type { EventStore } from "../../src/event/store.ts";
import { mergeSettings } from "../../src/settings.ts";
import type { SqliteStore } from "../../src/store/sqlite/store.ts";
import { addQuickAccount, ADMIN_PASSWORD, basic } from "./app.ts";

/** A server over a store, with a client of it. */
interface Served extends AsyncDisposable {
  readonly client: DoorbookClient;
}

/**
 * A log that is asked over HTTP by the client; what the book has no route for (append, the panels' own
 * list) goes to the store. Who looked is left out of the log, which then holds a test's events alone.
 */
export class ClientBook implements EventStore, EventBook {
  readonly #store: SqliteStore;
  /** By how long a question may look, ms: that is a server's setting. */
  readonly #servers = new Map<number, Promise<Served>>();

  constructor(store: SqliteStore) {
    this.#store = store;
  }

  append: EventStore["append"] = (panel, events) => this.#store.append(panel, events);
  list: EventStore["list"] = (query) => this.#store.list(query);
  kinds: EventStore["kinds"] = (view) => this.#store.kinds(view);

  async find(query: FindQuery): Promise<Found> {
    const { start, limit } = query;
    if (start.is !== "offset") {
      const { place } = start;
      const asOf = query.asOf ?? (await this.head());
      const cursor = renderCursor(
        { place, epoch: await this.epoch(), asOf, nowMs: 0 },
        { ...said(query), order: query.order },
      );
      return this.#page(query, { [start.is]: cursor });
    }
    if (start.offset === 0) return this.#page(query, { asOf: query.asOf });
    const number = Math.floor(start.offset / limit) + 1;
    const first = await this.#page(query, { asOf: query.asOf, page: number });
    const second = await this.#page(query, { asOf: query.asOf, page: number + 1 });
    const events = [...first.events, ...second.events].slice(start.offset % limit).slice(0, limit);
    const hasNext = (first.total ?? 0) > start.offset + limit;
    return { ...first, events, hasNext, hasPrevious: true };
  }

  /** Has no route: facets and histograms are asked in people's terms. */
  tally(query: TallyQuery): Promise<Tallied> {
    return this.#store.tally(query);
  }

  async head(): Promise<number> {
    const client = await this.#client();
    return (await client.events({ limit: 1, total: "none" })).asOf;
  }

  async after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    const head = await this.head();
    const found: StoredEvent[] = [];
    if (seq >= head) return found;
    for await (const event of (await this.#client()).stream({ after: seq })) {
      found.push(storedEvent(event));
      if (found.length === limit || event.seq >= head) break;
    }
    return found;
  }

  async epoch(): Promise<string> {
    const found = Promise.withResolvers<string>();
    const ended = new AbortController();
    const stream = (await this.#client()).stream({
      signal: ended.signal,
      onPosition: ({ id }) => found.resolve(id.slice(0, id.lastIndexOf("."))),
    });
    const reading = stream[Symbol.asyncIterator]().next();
    const epoch = await found.promise;
    ended.abort();
    await reading.catch(() => undefined);
    return epoch;
  }

  watch(listener: (head: number) => void): () => void {
    const ended = new AbortController();
    const { signal } = ended;
    const follow = async () => {
      const client = await this.#client();
      for await (const { seq } of client.stream({ after: 0, signal })) listener(seq);
    };
    follow().catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    return () => ended.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of this.#servers.values()) await (await server)[Symbol.asyncDispose]();
    await this.#store[Symbol.asyncDispose]();
  }

  async #page(query: FindQuery, paging: EventsQuery): Promise<Found> {
    const { order, limit, total } = query;
    const client = await this.#client(query.deadlineMs);
    const asked = { ...said(query), ...paging, order, limit, total };
    const page = await client.events(asked).catch(asAppError);
    return {
      events: page.events.map(storedEvent),
      total: page.total,
      asOf: page.asOf,
      hasNext: page.next !== undefined,
      hasPrevious: page.previous !== undefined,
      reachedMs: page.complete ? undefined : Number(page.reached),
    };
  }

  async #client(deadlineMs = 60_000): Promise<DoorbookClient> {
    const server = this.#servers.get(deadlineMs) ?? serve(this.#store, deadlineMs);
    this.#servers.set(deadlineMs, server);
    return (await server).client;
  }
}

async function serve(store: SqliteStore, deadlineMs: number): Promise<Served> {
  const settings = {
    ...mergeSettings({ flags: {}, env: {} }),
    adminPassword: ADMIN_PASSWORD,
    searchSeconds: deadlineMs / 1000,
    logLevel: "silent" as const,
  };
  const stores = { ...storesOf(store), log: withoutOwnEvents(store) };
  if ((await stores.accounts.findAccount(FIRST_ADMIN)) === undefined) {
    await addQuickAccount(stores, FIRST_ADMIN, "admin", ADMIN_PASSWORD);
  }
  const doorbook: Doorbook = await openDoorbook(stores, settings, { watchMs: 0 });
  const url = await doorbook.app.listen({ host: "127.0.0.1", port: 0 });
  // a good Basic call is no event of the log
  const { authorization } = basic("admin", ADMIN_PASSWORD);
  const client = new DoorbookClient({
    url,
    fetch: (address, init) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", authorization);
      return fetch(address, { ...init, headers });
    },
  });
  return { client, [Symbol.asyncDispose]: () => doorbook[Symbol.asyncDispose]() };
}

/** A store to which nothing of panel `doorbook` is added. */
function withoutOwnEvents(store: SqliteStore): Stores["log"] {
  return {
    append: async (panel, events) =>
      panel === OWN_PANEL ? { added: 0, lastSeq: undefined } : store.append(panel, events),
    list: (query) => store.list(query),
    kinds: (view) => store.kinds(view),
    head: () => store.head(),
    after: (seq, limit) => store.after(seq, limit),
    find: (query) => store.find(query),
    tally: (query) => store.tally(query),
    epoch: () => store.epoch(),
    watch: (listener) => store.watch(listener),
    remove: (seqs) => store.remove(seqs),
    giveBack: () => store.giveBack(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What of a question stands in a URL: the panels of its view are a condition there. */
function said({ where, view, fromMs, toMs }: FindQuery) {
  const parts: readonly EventCondition[] = [
    ...(view.panels === undefined ? [] : [{ is: "panel" as const, serials: view.panels }]),
    ...(where === undefined ? [] : [where]),
  ];
  const [one] = parts;
  const whole = parts.length > 1 ? { is: "and" as const, parts } : one;
  return {
    q: whole === undefined ? undefined : renderQuery(whole),
    from: fromMs === 0 ? undefined : String(fromMs),
    to: toMs === Number.MAX_SAFE_INTEGER ? undefined : String(toMs),
  };
}

function storedEvent(event: BookEvent): StoredEvent {
  const { seq, panel, occurredAt, receivedAt, key, category, priority, source } = event;
  return {
    seq,
    panel,
    occurredAtMs: occurredAt,
    receivedAtMs: receivedAt,
    key,
    category,
    priority,
    model: event.modelText,
    extra: event.extraText,
    source,
    ...(event.late && { isLate: true }),
    ...(event.echo && { isEcho: true }),
  };
}

function asAppError(error: unknown): never {
  const code = ERROR_CODES.find((one) => error instanceof DoorbookError && one === error.code);
  if (code === undefined || !(error instanceof Error)) throw error;
  throw new AppError(code, error.message, { cause: error });
}
