import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type Cable, GRACE_MS, type LineCarrier, type Receiver } from "./line-carrier.ts";
import type { LineQueue } from "./line-queue.ts";
import { Retry } from "./retry.ts";

/** Posts lines, all that wait as one body, until they are answered with a status of 200 to 299. */
export class HttpCarrier implements LineCarrier {
  readonly #queue: LineQueue;
  readonly #url: URL;
  readonly #timeoutMs: number;
  readonly #cable: Cable | undefined;
  readonly #retry: Retry;
  readonly #stop = new AbortController();
  #posting = Promise.resolve();
  #isPosting = false;
  #isClosing = false;

  constructor(
    queue: LineQueue,
    url: URL,
    receiver: Pick<Receiver, "retryMs" | "timeoutMs" | "cable">,
  ) {
    this.#queue = queue;
    this.#url = url;
    this.#timeoutMs = receiver.timeoutMs;
    this.#cable = receiver.cable;
    this.#retry = new Retry(receiver.retryMs, () => this.wake());
  }

  wake(): void {
    if (this.#isClosing || this.#isPosting || this.#retry.isWaiting) return;
    this.#posting = this.#postAll();
  }

  async close(): Promise<void> {
    this.#retry.stop();
    this.#isClosing = true;
    const timer = setTimeout(() => this.#stop.abort(), GRACE_MS);
    await this.#posting;
    if (!this.#stop.signal.aborted) await this.#postAll();
    clearTimeout(timer);
  }

  /** Posts until no line waits or one was not taken. */
  async #postAll(): Promise<void> {
    this.#isPosting = true;
    for (;;) {
      const { lines, end } = this.#queue.waiting();
      if (lines.length === 0) break;
      if (!(await this.#post(lines.join("\n")))) {
        if (!this.#isClosing) this.#retry.start();
        break;
      }
      this.#queue.settle(end);
    }
    this.#isPosting = false;
  }

  async #post(text: string): Promise<boolean> {
    if (this.#cable?.isCut === true) return false;
    const late = AbortSignal.timeout(this.#timeoutMs);
    return postText(this.#url, text, {
      signal: AbortSignal.any([this.#stop.signal, late]),
      cable: this.#cable,
    });
  }
}

/** Whether a receiver took a text. Never throws. */
function postText(
  url: URL,
  text: string,
  { signal, cable }: { readonly signal: AbortSignal; readonly cable: Cable | undefined },
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let isTaken = false;
  const headers = { "content-type": "text/plain", "content-length": Buffer.byteLength(text) };
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  // a connection of its own: one that is kept may be gone when it is needed
  const request = send(url, { method: "POST", agent: false, headers, signal });
  request.once("socket", (socket) => cable?.track(socket));
  request.once("response", (response) => {
    const { statusCode = 0 } = response;
    isTaken = statusCode >= 200 && statusCode < 300;
    // the request's "close" follows
    response.on("error", () => undefined);
    response.resume();
  });
  request.on("error", () => undefined);
  request.once("close", () => resolve(isTaken));
  request.end(text);
  return promise;
}
