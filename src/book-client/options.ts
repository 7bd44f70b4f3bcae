import type { Locale } from "../basip/texts/locales.ts";
import type { Credentials } from "./session.ts";
import { type Fetch, Transport } from "./transport.ts";

/** Whom a client asks, and how. */
export interface ClientOptions extends Credentials {
  /** Of the server or the panel: `http://127.0.0.1:8080`, and a path below it if it has one. */
  readonly url: string;
  /** The language of texts where a question names none; the server's choice when absent. */
  readonly locale?: Locale | undefined;
  /** IANA time zone in which questions name days where they name none. */
  readonly zone?: string | undefined;
  /** The built-in `fetch` when absent. */
  readonly fetch?: Fetch | undefined;
  /** Ends every call of this client. */
  readonly signal?: AbortSignal | undefined;
  /** From a call to the end of its answer, ms; 30 s when absent. */
  readonly timeoutMs?: number | undefined;
  /** How often a reading call is tried again when the server cannot be reached or is busy; 3. */
  readonly retries?: number | undefined;
  /**
   * How long the first wait before another try is, ms; the next are each twice as long. When absent 500,
   * for streams what the server asks for.
   */
  readonly retryDelayMs?: number | undefined;
}

/** How often a reading call is tried again, where the caller does not say. */
export const RETRIES = 3;

/** The transport that a client's options ask for. @throws TypeError when the URL is none */
export function openTransport(options: ClientOptions): Transport {
  const { fetch = globalThis.fetch, signal, timeoutMs = 30_000, retries = RETRIES } = options;
  return new Transport({
    url: baseOf(options.url),
    // a browser's own wants to be called by nobody
    fetch: (url, init) => fetch(url, init),
    signal,
    timeoutMs,
    retries,
    backoff: { firstMs: options.retryDelayMs ?? 500, random: Math.random },
  });
}

function baseOf(text: string): string {
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new TypeError("url is not http or https");
  }
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("url holds a name or a password: give them as options");
  }
  if (url.search !== "" || url.hash !== "") throw new TypeError("url holds a question");
  return url.href.replace(/\/+$/, "");
}
