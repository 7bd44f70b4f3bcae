import type { BookEvent } from "./book-event.ts";
import { type Backoff, delayMs } from "./backoff.ts";
import { badAnswer, DoorbookError } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { MembersOf } from "./members-of.ts";
import { type ClientOptions, RETRIES } from "./options.ts";
import { type BookQuery, bookParameters, renderSearch } from "./queries.ts";
import { readEvent } from "./read-event.ts";
import type { Session } from "./session.ts";
import { type SseMessage, SseParser } from "./sse-parser.ts";
import { readAnswer, refusalOf } from "./transport.ts";
import { Deadline, pause } from "./waiting.ts";

/** How far a stream has come. */
export interface StreamPosition {
  /** Opaque; goes on right behind it as `after`, in this program or another. */
  readonly id: string;
  /** The newest seq that was looked at. */
  readonly seq: number;
  /** The newest seq of the log. */
  readonly head: number;
  /** How many events lie between. */
  readonly behind: number;
}

/** Why a stream comes again, and when. */
export interface Reconnecting {
  readonly error: DoorbookError;
  /** How often in a row it has tried, from 1. */
  readonly attempt: number;
  readonly delayMs: number;
}

/** What a stream is asked. */
export interface StreamQuery extends Omit<BookQuery, "asOf"> {
  /**
   * Where to go on: an id of an earlier stream, a seq of the log's present epoch, 0 for its start; only
   * what comes from now on when absent.
   */
  readonly after?: string | number | undefined;
  /**
   * Whether the first connection, too, is tried for as long as it is read: for who has had an answer of
   * the server before.
   */
  readonly keepsTrying?: boolean | undefined;
  /** Told each time that it is connected. */
  readonly onOpen?: (() => void) | undefined;
  /** Told about every 15 s how far it has come. */
  readonly onPosition?: ((position: StreamPosition) => void) | undefined;
  /** Told when it was so slow that the server stopped waiting for it; nothing is lost. */
  readonly onBehind?: ((position: StreamPosition) => void) | undefined;
  /** Told when the connection broke, before it comes again. */
  readonly onReconnect?: ((why: Reconnecting) => void) | undefined;
  /** A connection on which nothing comes for so long is given up, ms; 45 s when absent. */
  readonly idleMs?: number | undefined;
}

const IDLE_MS = 45_000;

/** What another try may mend, by the codes of this client and of servers. */
const PASSING: readonly string[] = [
  "unreachable",
  "timeout",
  "unavailable",
  "too_many_attempts",
  "too_many_streams",
  "internal",
];

/**
 * Events as they arrive in the log, from a place on: each once, in the order of seq, across broken
 * connections. The first connection is tried as often as any reading call; once it was there, it comes
 * again for as long as it is read. Read it once.
 *
 * It ends by `break`, or by the signal, whose reason it throws. It throws a DoorbookError where coming
 * again is of no use: `stale_cursor` with `epoch` and `head` when `after` is of a history that the log
 * no longer has, `unauthorised`, `bad_query` and so on.
 */
export class EventStream implements AsyncIterable<BookEvent> {
  readonly #session: Session;
  readonly #query: StreamQuery;
  readonly #defaults: Pick<BookQuery, "zone" | "locale">;
  readonly #retries: number;
  readonly #ownFirstMs: number | undefined;
  #position: string | undefined;
  /** As the server asks. */
  #firstMs: number | undefined;
  #attempt = 0;
  #wasOpen = false;

  constructor(
    session: Session,
    query: StreamQuery,
    options: Pick<ClientOptions, "zone" | "locale" | "retries" | "retryDelayMs">,
  ) {
    this.#session = session;
    this.#query = query;
    this.#defaults = options;
    this.#retries = options.retries ?? RETRIES;
    this.#ownFirstMs = options.retryDelayMs;
    this.#position = query.after?.toString();
  }

  /** Where to go on, as `after`: behind the event that was handed over last. */
  get position(): string | undefined {
    return this.#position;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<BookEvent, void> {
    const { transport } = this.#session;
    for (;;) {
      const deadline = new Deadline([transport.signal, this.#query.signal]);
      let failure: DoorbookError;
      try {
        const response = await this.#connect(deadline);
        this.#wasOpen = true;
        this.#query.onOpen?.();
        failure = yield* this.#follow(response, deadline);
      } catch (error) {
        if (!(error instanceof DoorbookError) || !this.#mayComeAgain(error)) throw error;
        failure = error;
      } finally {
        deadline.stop();
      }
      await this.#waitAfter(failure);
    }
  }

  async #connect(deadline: Deadline): Promise<Response> {
    const { signal } = this.#query;
    const authorized = await this.#session.authorized({ ...this.#call(), signal });
    const { transport } = this.#session;
    let response = await transport.open(authorized, deadline);
    if (response.status === 401) {
      const again = await this.#session.renewed({ ...this.#call(), signal });
      if (again !== undefined) {
        await response.body?.cancel();
        response = await transport.open(again, deadline);
      }
    }
    if (response.status !== 200) throw refusalOf(await this.#explained(deadline, response));
    if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
      return response;
    }
    await response.body?.cancel();
    throw badAnswer("is no stream of events");
  }

  async #explained(deadline: Deadline, response: Response) {
    try {
      return await readAnswer(response);
    } catch (error) {
      throw this.#session.transport.explain(error, deadline);
    }
  }

  #call() {
    const { after, ...query } = this.#query;
    const isAgain = this.#wasOpen && this.#position !== undefined;
    const search = renderSearch({
      ...bookParameters(query, this.#defaults),
      after: isAgain ? undefined : after,
    });
    return {
      path: `/book/v1/events/stream${search}`,
      headers: {
        accept: "text/event-stream",
        ...(isAgain && { "last-event-id": this.#position ?? "" }),
      },
    };
  }

  /** Hands over what comes. @returns why it ended */
  async *#follow(response: Response, deadline: Deadline): AsyncGenerator<BookEvent, DoorbookError> {
    const parser = new SseParser();
    const reader = response.body?.getReader();
    if (reader === undefined) return badAnswer("is empty");
    try {
      for (;;) {
        deadline.set(this.#query.idleMs ?? IDLE_MS);
        const chunk = await this.#read(reader, deadline);
        // while events are handed over nobody waits for the server
        deadline.rest();
        if (chunk instanceof DoorbookError) return chunk;
        for (const message of parser.push(chunk)) {
          this.#attempt = 0;
          const event = this.#take(message);
          if (event !== undefined) yield event;
        }
        this.#firstMs = parser.retryMs ?? this.#firstMs;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  /** @returns why there is no more */
  async #read(
    reader: ReadableStreamDefaultReader<Uint8Array>,
    deadline: Deadline,
  ): Promise<Uint8Array | DoorbookError> {
    try {
      const { value } = await reader.read();
      if (value !== undefined) return value;
      return new DoorbookError("unreachable", "the server ended the stream", { status: 0 });
    } catch (error) {
      return this.#session.transport.explain(error, deadline);
    }
  }

  #take({ id, event, data }: SseMessage): BookEvent | undefined {
    if (event === "event") {
      const read = readEvent(data);
      this.#position = id;
      return read;
    }
    if (event === "position" || event === "behind") {
      const position = readPosition(id, data);
      this.#position = id;
      this.#query[event === "position" ? "onPosition" : "onBehind"]?.(position);
    }
    return undefined;
  }

  get #keepsTrying(): boolean {
    return this.#wasOpen || this.#query.keepsTrying === true;
  }

  #mayComeAgain({ code, status }: DoorbookError): boolean {
    if (!PASSING.includes(code) && status < 500 && status !== 429) return false;
    return this.#keepsTrying || this.#attempt < this.#retries;
  }

  async #waitAfter(error: DoorbookError): Promise<void> {
    const { transport } = this.#session;
    const backoff: Backoff = {
      ...transport.backoff,
      firstMs: this.#ownFirstMs ?? this.#firstMs ?? transport.backoff.firstMs,
    };
    const waitMs = Math.max(delayMs(backoff, this.#attempt), error.retryAfterMs ?? 0);
    this.#attempt++;
    if (this.#keepsTrying) {
      this.#query.onReconnect?.({ error, attempt: this.#attempt, delayMs: waitMs });
    }
    await pause(waitMs, [transport.signal, this.#query.signal]);
  }
}

function readPosition(id: string, data: string): StreamPosition {
  const members = new MembersOf(parseExactJson(data));
  return {
    id,
    seq: members.number("seq"),
    head: members.number("head"),
    behind: members.number("behind"),
  };
}
