import { isJsonObject } from "../basip/json-object.ts";
import { type Backoff, delayMs, parseRetryAfter } from "./backoff.ts";
import { badAnswer, DoorbookError } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { Deadline, pause } from "./waiting.ts";

/** As much of an answer is read, bytes: a thousand of the largest events. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

/** A server that asks for more is told of to the caller instead of being waited for. */
const MAX_RETRY_AFTER_MS = 60_000;

/** What `fetch` is called with and gives: the built-in one, or one of the caller's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How a server is called. */
export interface TransportOptions {
  /** Without a slash at its end. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly signal: AbortSignal | undefined;
  /** From a call to the end of its answer, ms. */
  readonly timeoutMs: number;
  /** How often a reading call is tried again. */
  readonly retries: number;
  readonly backoff: Backoff;
}

/** A call. */
export interface Call {
  /** Below the URL, with its question. */
  readonly path: string;
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** JSON to be sent as it is, in place of `body`. */
  readonly bodyText?: string;
  readonly signal?: AbortSignal | undefined;
  /** Until the answer begins, ms, where it is not the transport's time. */
  readonly timeoutMs?: number;
  /** Whether it may be tried again: what changes nothing, or nothing the second time. Default false. */
  readonly mayRepeat?: boolean;
}

/** An answer read whole, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | undefined;
}

/** Calls one server. */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  get backoff(): Backoff {
    return this.#options.backoff;
  }

  /** The caller's signal for all calls. */
  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }

  /**
   * Calls and reads the answer whole. What may be repeated is, when the connection breaks or the server
   * is unavailable.
   *
   * @throws DoorbookError `unreachable`, `timeout`, `bad_answer`; the reason of a signal
   */
  async call(call: Call): Promise<Answer> {
    const { retries, backoff, signal } = this.#options;
    const attempts = call.mayRepeat === true ? retries : 0;
    for (let attempt = 0; ; attempt++) {
      const outcome = await this.#try(call);
      const waitMs = attempt < attempts ? waitOf(outcome, delayMs(backoff, attempt)) : undefined;
      if (waitMs !== undefined) {
        await pause(waitMs, [signal, call.signal]);
        continue;
      }
      if (outcome instanceof DoorbookError) throw outcome;
      return outcome;
    }
  }

  /**
   * Calls and hands over the answer unread; `deadline` is set to the transport's time until the answer
   * begins, and is the caller's to set and stop from then on.
   *
   * @throws DoorbookError `unreachable`, `timeout`; the reason of a signal
   */
  async open(call: Call, deadline: Deadline): Promise<Response> {
    const { url, fetch, timeoutMs } = this.#options;
    deadline.throwIfAborted();
    deadline.set(call.timeoutMs ?? timeoutMs);
    try {
      return await fetch(url + call.path, requestOf(call, deadline.signal));
    } catch (error) {
      throw this.explain(error, deadline);
    }
  }

  /** What a broken connection means. @throws the reason of the caller's signal */
  explain(error: unknown, deadline: Deadline): DoorbookError {
    deadline.throwIfAborted();
    if (error instanceof DoorbookError) return error;
    const { url } = this.#options;
    if (deadline.hasPassed) {
      const message = `nothing came within ${deadline.ms / 1000} s`;
      return new DoorbookError("timeout", message, { status: 0 });
    }
    const why = causeOf(error);
    const message = `${new URL(url).host} cannot be reached${why === "" ? "" : `: ${why}`}`;
    return new DoorbookError("unreachable", message, { status: 0 }, { cause: error });
  }

  /** @returns an error that another try may mend; throws every other */
  async #try(call: Call): Promise<Answer | DoorbookError> {
    const deadline = new Deadline([this.#options.signal, call.signal]);
    try {
      const response = await this.open(call, deadline);
      return await readAnswer(response);
    } catch (error) {
      const meant = this.explain(error, deadline);
      if (meant.code === "unreachable") return meant;
      throw meant;
    } finally {
      deadline.stop();
    }
  }
}

function requestOf(call: Call, signal: AbortSignal): RequestInit {
  const { method = "GET", headers = {}, body } = call;
  const text = call.bodyText ?? (body === undefined ? undefined : JSON.stringify(body));
  const json = text === undefined ? {} : { "content-type": "application/json" };
  return {
    method,
    signal,
    // a token goes to nobody but the server that was named
    redirect: "manual",
    headers: { accept: "application/json", ...json, ...headers },
    ...(text === undefined ? {} : { body: text }),
  };
}

/** How long to wait before the next try, ms; `undefined` where there is no use in one. */
function waitOf(outcome: Answer | DoorbookError, delay: number): number | undefined {
  if (!(outcome instanceof DoorbookError) && outcome.status !== 503) return undefined;
  const { retryAfterMs = 0 } = outcome;
  return retryAfterMs > MAX_RETRY_AFTER_MS ? undefined : Math.max(delay, retryAfterMs);
}

/** Reads an answer whole. @throws DoorbookError `bad_answer` when it is too long */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const retryAfterMs = parseRetryAfter(headers.get("retry-after"), Date.now());
  const decoder = new TextDecoder("utf-8");
  let text = "";
  let bytes = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  for (;;) {
    const { value: part } = (await reader?.read()) ?? { value: undefined };
    if (part === undefined) break;
    bytes += part.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw badAnswer(`is over ${MAX_ANSWER_BYTES} bytes`, status);
    }
    text += decoder.decode(part, { stream: true });
  }
  return { status, text: text + decoder.decode(), retryAfterMs };
}

/** What an answer that is no success says. */
export function refusalOf({ status, text, retryAfterMs }: Answer): DoorbookError {
  const body = parseExactJson(text);
  const said = isJsonObject(body) ? body["error"] : undefined;
  const base = { status, retryAfterMs };
  // the panels' own API says it in a text alone
  if (typeof said === "string") return new DoorbookError(codeOf(status), said, base);
  if (!isJsonObject(said)) {
    return new DoorbookError(codeOf(status), `the server answered HTTP ${status}`, base);
  }
  const { code, message, position, epoch, head } = said;
  return new DoorbookError(
    typeof code === "string" ? code : codeOf(status),
    typeof message === "string" ? message : `the server answered HTTP ${status}`,
    {
      ...base,
      position: typeof position === "number" ? position : undefined,
      epoch: typeof epoch === "string" ? epoch : undefined,
      head: typeof head === "number" ? head : undefined,
    },
  );
}

const CODES: Readonly<Record<number, string>> = {
  400: "invalid",
  401: "unauthorised",
  403: "forbidden",
  404: "not_found",
  422: "too_broad",
  429: "too_many_attempts",
  503: "unavailable",
};

function codeOf(status: number): string {
  return CODES[status] ?? (status >= 500 ? "internal" : "bad_answer");
}

/** The system's word for what happened, which `fetch` keeps deep inside. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors[0]);
  return error.cause === undefined ? "" : causeOf(error.cause);
}
