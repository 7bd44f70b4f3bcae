import { lookup } from "node:dns";
import { request as requestHttp } from "node:http";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import type { SecretKey } from "../fleet/secret-key.ts";
import { sealedFor } from "./alarm.ts";
import { readRetryAfter } from "./backoff.ts";
import type { Answer, Notice, NoticeSender } from "./notice.ts";
import { isRefusedAddress } from "./refused-addresses.ts";
import { renderWebhook } from "./render-webhook.ts";
import { SIGNATURE_HEADER, signatureOf } from "./signature.ts";

/** How long a receiver may take in all, ms. */
const ANSWER_MS = 10_000;
/** How much of an answer is read before the connection is closed, bytes. */
const MAX_ANSWER_BYTES = 64 * 1_024;

/** What sending webhooks rests on. */
export interface WebhookParts {
  /** The key that secrets are sealed with. @throws AppError `unavailable`, `damaged` */
  readonly secrets: () => SecretKey;
  /** Doorbook's own. */
  readonly version: string;
  readonly now: () => number;
  /** How long a receiver may take in all, ms; 10 s when absent. */
  readonly answerMs?: number;
}

/** Brings notices to webhooks: one signed POST, whose answer counts as it is. */
export class WebhookSender implements NoticeSender {
  readonly #parts: WebhookParts;

  constructor(parts: WebhookParts) {
    this.#parts = parts;
  }

  async send(notice: Notice, signal: AbortSignal): Promise<Answer> {
    const { target, name } = notice.alarm;
    if (target.is !== "webhook") return failed("the alarm has no webhook");
    const url = new URL(target.url);
    if (isRefusedAddress(url.hostname)) return failed(REFUSED);
    const secret = this.#parts.secrets().open(target.sealedSecret, sealedFor(name));
    if (secret === undefined) {
      return failed("its secret was sealed with another key: make a new one (--new-secret)");
    }
    const body = renderWebhook(notice);
    const headers = this.#headers(notice, body, secret);
    const within = AbortSignal.any([
      signal,
      AbortSignal.timeout(this.#parts.answerMs ?? ANSWER_MS),
    ]);
    try {
      return await this.#post(url, { headers, signal: within }, body);
    } catch (error) {
      return failed(within.aborted ? this.#noAnswer : describe(error));
    }
  }

  get #noAnswer(): string {
    return `no answer within ${(this.#parts.answerMs ?? ANSWER_MS) / 1_000} s`;
  }

  #headers({ id }: Notice, body: string, secret: string): Record<string, string> {
    return {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
      "user-agent": `Doorbook/${this.#parts.version}`,
      "doorbook-notice": id,
      [SIGNATURE_HEADER.toLowerCase()]: signatureOf(body, secret, this.#parts.now()),
    };
  }

  async #post(
    url: URL,
    { headers, signal }: Required<Pick<RequestOptions, "headers" | "signal">>,
    body: string,
  ): Promise<Answer> {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    // a connection of its own: none that the receiver closes at the same moment
    const options = { method: "POST", headers, signal, agent: false, lookup: lookUpAllowed };
    const request = send(url, options);
    request.end(body);
    const response = await responseTo(request);
    // its status is the answer, however the rest of it comes
    await readAway(response).catch(() => undefined);
    const status = response.statusCode ?? 0;
    const asked = readRetryAfter(response.headers["retry-after"], this.#parts.now());
    return {
      isDelivered: status >= 200 && status < 300,
      text: String(status),
      retryAfterMs: asked,
    };
  }
}

const REFUSED = "link-local addresses are refused";

/** Looks a name up, and refuses what it leads to where no webhook goes. */
const lookUpAllowed: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, options, (error, address, family) => {
    const found =
      typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
    const refused = error === null && found.some(isRefusedAddress);
    callback(refused ? new Error(REFUSED) : error, address, family);
  });
};

function responseTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve);
    request.on("error", reject);
    // it ends without either where the receiver wants to speak another protocol
    request.once("close", () => reject(new Error("closed without an answer")));
  });
}

/** Reads an answer to its end, or as far as it may go. */
async function readAway(response: IncomingMessage): Promise<void> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += Buffer.isBuffer(chunk) ? chunk.length : 0;
    if (bytes > MAX_ANSWER_BYTES) break;
  }
  response.destroy();
}

function failed(text: string): Answer {
  return { isDelivered: false, text };
}

/** A fault of the network in one line: its code where it has one. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "it failed";
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const { code, message } = withCode(inner instanceof Error ? inner : error);
  return (code ?? message).slice(0, 200);
}

function withCode(error: Error): { readonly code: string | undefined; readonly message: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code, message: error.message };
}
