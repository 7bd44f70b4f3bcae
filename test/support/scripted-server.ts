import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one call. */
export type AnswerCall = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that answers each call as a test says, in the order of its script; the last goes on. */
export class ScriptedServer implements AsyncDisposable {
  /** The calls so far: `GET /path?question`. */
  readonly calls: string[] = [];
  /** Their headers. */
  readonly headers: IncomingMessage["headers"][] = [];
  readonly #server;

  private constructor(script: readonly AnswerCall[]) {
    this.#server = createServer((request, response) => {
      const answer = script[Math.min(this.calls.length, script.length - 1)];
      this.calls.push(`${request.method} ${request.url}`);
      this.headers.push(request.headers);
      answer?.(response, request);
    });
  }

  static async open(...script: readonly AnswerCall[]): Promise<ScriptedServer> {
    const server = new ScriptedServer(script);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Answers with JSON. */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): AnswerCall {
  return (response) => response.writeHead(status, headers).end(JSON.stringify(body));
}

/** Breaks the connection. */
export const cut: AnswerCall = (response) => response.destroy();
