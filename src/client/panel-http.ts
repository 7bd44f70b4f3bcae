import { Agent as HttpAgent, request as requestHttp } from "node:http";
import type { IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { PanelError } from "./panel-error.ts";

/** What one call of a panel may take. */
export interface CallBounds {
  /** From the call to the end of the answer, ms. */
  readonly timeoutMs: number;
  /** Of the answer's body. */
  readonly maxBytes: number;
}

/** Gentle: panels are slow, and fifty events take some 20 kB. */
export const CALL_BOUNDS: CallBounds = { timeoutMs: 15_000, maxBytes: 4 * 1024 * 1024 };

/** An answer read whole. */
export interface PanelAnswer {
  readonly status: number;
  readonly text: string;
}

/** Certificates that nobody vouches for, by the system's words. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/;

const KEEP_MS = 60_000;

/**
 * Calls one panel, on one connection that is kept. Redirects are not followed, nothing is unpacked, and
 * no answer is read past its bounds: what a panel sends can cost nobody more than that.
 */
export class PanelHttp implements Disposable {
  readonly #base: URL;
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #bounds: CallBounds;
  #isDisposed = false;

  /**
   * @param url of the panel, http or https
   * @param takesSelfSigned whether a certificate counts that nobody vouches for
   */
  constructor(url: string, takesSelfSigned: boolean, bounds = CALL_BOUNDS) {
    this.#base = new URL(url);
    this.#bounds = bounds;
    const options = { keepAlive: true, keepAliveMsecs: KEEP_MS, maxSockets: 1 };
    this.#agent =
      this.#base.protocol === "https:"
        ? new HttpsAgent({ ...options, rejectUnauthorized: !takesSelfSigned })
        : new HttpAgent(options);
  }

  /**
   * Asks by GET.
   *
   * @param path below the panel's URL, with its question
   * @param authorization what stands in that header; nothing when absent
   * @throws PanelError
   */
  async get(path: string, authorization?: string): Promise<PanelAnswer> {
    try {
      return await this.#ask(path, authorization);
    } catch (error) {
      // it had closed the connection that was kept: nothing was asked
      if (!(error instanceof PanelError) || !(error.cause instanceof StaleConnection)) throw error;
      return this.#ask(path, authorization);
    }
  }

  async #ask(path: string, authorization: string | undefined): Promise<PanelAnswer> {
    if (this.#isDisposed) throw new PanelError("unreachable", "it is not asked any more");
    const { promise, resolve, reject } = Promise.withResolvers<PanelAnswer>();
    const url = new URL(this.#base.href.replace(/\/+$/, "") + path);
    const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
      agent: this.#agent,
      headers: {
        accept: "application/json",
        "accept-encoding": "identity",
        ...(authorization === undefined ? {} : { authorization }),
      },
    });
    const { timeoutMs, maxBytes } = this.#bounds;
    const timer = setTimeout(() => {
      request.destroy(new PanelError("timeout", `no answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    request.on("error", (error) => {
      const isStale = request.reusedSocket && "code" in error && error.code === "ECONNRESET";
      reject(isStale ? meant(new StaleConnection()) : meant(error));
    });
    request.on("response", (response) => {
      readBody(response, maxBytes).then(resolve, (error: unknown) => {
        // what is left of the body is not waited for
        request.destroy();
        reject(meant(error));
      });
    });
    request.end();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#agent.destroy();
  }
}

/** A connection that was kept, and that the panel had closed. */
class StaleConnection extends Error {}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<PanelAnswer> {
  const coding = response.headers["content-encoding"] ?? "identity";
  if (coding !== "identity") {
    throw new PanelError(
      "bad_answer",
      "it sends its answer compressed, which it was not asked for",
    );
  }
  const { statusCode: status = 0 } = response;
  if (status >= 300 && status < 400) {
    throw new PanelError(
      "bad_answer",
      `it sends elsewhere (HTTP ${status}): give the panel's own address`,
    );
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const parts: AsyncIterable<Uint8Array> = response;
  for await (const chunk of parts) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new PanelError("too_long", `an answer is over ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new PanelError("unreachable", "its answer was cut off");
  return { status, text: decode(Buffer.concat(chunks)) };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new PanelError("bad_answer", "its answer is not UTF-8");
  }
}

function meant(error: unknown): PanelError {
  if (error instanceof PanelError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const cause = { cause: error };
  if (CERTIFICATE.test(code)) {
    return new PanelError("certificate", `nobody vouches for its certificate (${code})`, cause);
  }
  const why = code === "" ? "the connection broke" : code;
  return new PanelError("unreachable", `it cannot be reached: ${why}`, cause);
}
