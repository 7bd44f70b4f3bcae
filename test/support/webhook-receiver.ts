import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingHttpHeaders, RequestListener, Server } from "node:http";
import { eventually } from "./eventually.ts";

/** What a webhook has brought. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a receiver answers: with a status and headers, never, or by hanging up. */
export type ReceiverAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | "never"
  | "hangs up";

/** A program that takes webhooks, on 127.0.0.1, and answers as it is told. */
export class WebhookReceiver implements AsyncDisposable {
  /** In the order of their arrival, refused ones too. */
  readonly received: Received[] = [];
  /** By the number of the request, from 0. */
  answer: (nth: number) => ReceiverAnswer = () => ({ status: 204 });
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(this.#take);
  }

  static async open(port = 0): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.#server.listen(port, "127.0.0.1");
    await once(receiver.#server, "listening");
    return receiver;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("it does not listen");
    return address.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/alarms`;
  }

  /** The bodies so far, read. */
  get notices(): readonly ReceivedNotice[] {
    return this.received.map(({ body }) => JSON.parse(body) as ReceivedNotice);
  }

  /** The seqs of all events so far. */
  get seqs(): readonly number[] {
    return this.notices.flatMap(({ events }) => events.map(({ seq }) => seq));
  }

  /** Waits until so many requests have come. */
  async until(count: number): Promise<void> {
    await eventually(20_000, async () => {
      if (this.received.length < count) throw new Error(`${this.received.length} have come`);
      return Promise.resolve();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  readonly #take: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = this.answer(this.received.length);
      this.received.push({
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      });
      if (answer === "hangs up") request.socket.destroy();
      else if (answer !== "never") response.writeHead(answer.status, answer.headers).end();
    });
  };
}

/** The body of a webhook. */
export interface ReceivedNotice {
  readonly alarm: string;
  readonly notice: string;
  readonly test?: true;
  readonly replay?: true;
  readonly gone?: number;
  readonly events: readonly {
    readonly id: string;
    readonly seq: number;
    readonly key: string;
    readonly text: string;
    readonly reached?: {
      readonly count: number;
      readonly minutes: number;
      readonly group: string;
      readonly ids: readonly string[];
    };
  }[];
}
