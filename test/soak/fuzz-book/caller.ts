import { Agent, request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";

/** An answer, of a stream its beginning. */
export interface FuzzAnswer {
  readonly status: number;
  /** Without parameters. */
  readonly type: string;
  readonly text: string;
}

/** How long an answer that does not end is read. */
const STREAM_MS = 30;

/** No answer may take longer. */
const WITHIN_MS = 30_000;

/** Sends requests whose paths are as they are, on connections that are kept. */
export class Caller implements Disposable {
  readonly #address: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  /** Logins that fail are counted by address: they come from another one. */
  readonly #loginAgent = new Agent({ keepAlive: true, maxSockets: 1, localAddress: "127.0.0.9" });

  constructor(address: string) {
    this.#address = new URL(address);
  }

  /** @throws Error when there is no answer, or none in time */
  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<FuzzAnswer> {
    const { hostname, port } = this.#address;
    const length = Buffer.byteLength(body ?? "");
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        hostname,
        port,
        method,
        path,
        agent: path.endsWith("/session") ? this.#loginAgent : this.#agent,
        headers: { ...headers, ...(body !== undefined && { "content-length": length }) },
      });
      sent.setTimeout(WITHIN_MS, () => sent.destroy(new Error(`${method} ${path}: no answer`)));
      sent.on("error", reject);
      sent.on("response", (response) => read(response, resolve, reject));
      sent.end(body);
    });
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
    this.#loginAgent.destroy();
  }
}

function read(
  response: IncomingMessage,
  resolve: (answer: FuzzAnswer) => void,
  reject: (error: Error) => void,
): void {
  const type = (response.headers["content-type"] ?? "").split(";")[0] ?? "";
  const parts: Buffer[] = [];
  const done = () => {
    const text = Buffer.concat(parts).toString();
    resolve({ status: response.statusCode ?? 0, type, text });
  };
  response.on("data", (part: Buffer) => parts.push(part));
  response.on("end", done);
  response.on("error", reject);
  if (type !== "text/event-stream") return;
  // a moment of it
  response.removeListener("error", reject);
  response.on("error", () => undefined);
  setTimeout(() => {
    done();
    response.destroy();
  }, STREAM_MS);
}
