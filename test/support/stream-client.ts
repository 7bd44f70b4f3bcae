import { request } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Answer } from "./app.ts";
import { readFrames, seqOf } from "./stream-reader.ts";
import type { Frame } from "./stream-reader.ts";

/** What a client of the stream asks, and how. */
export interface StreamAsk {
  /** What follows the path, with its `?`. */
  readonly search?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Told of each whole event as it comes. */
  readonly onFrame?: (frame: Frame) => void;
}

/** A stream over a connection of its own. */
export class StreamClient implements AsyncDisposable {
  readonly response: IncomingMessage;
  /** The whole events that came so far. */
  readonly frames: Frame[] = [];
  /** Whether the server ended the stream; not when it was cut. */
  isEnded = false;
  /** What came behind the last whole event; what a cut leaves there is dropped, as readers do. */
  #rest = "";
  readonly #request: ClientRequest;
  readonly #closed: Promise<void>;

  readonly #onFrame: (frame: Frame) => void;

  private constructor(
    sending: ClientRequest,
    response: IncomingMessage,
    { onFrame = () => undefined }: StreamAsk,
  ) {
    this.#request = sending;
    this.#onFrame = onFrame;
    this.response = response;
    response.setEncoding("utf8");
    response.on("data", (chunk: string) => this.#take(chunk));
    response.on("end", () => (this.isEnded = true));
    response.on("error", () => undefined);
    this.#closed = new Promise((resolve) => response.once("close", () => resolve()));
  }

  /** @throws Error with the answer when it is no stream */
  static async open(address: string, ask: StreamAsk): Promise<StreamClient> {
    const [sending, response] = await call(address, ask);
    if (response.statusCode === 200) return new StreamClient(sending, response, ask);
    const { status, text } = await readAnswer(response);
    throw new Error(`the stream was refused: ${String(status)} ${text}`);
  }

  /** The events of the log that came, in order. */
  get events(): Frame[] {
    return this.frames.filter(({ name }) => name === "event");
  }

  get seqs(): number[] {
    return this.events.map(seqOf);
  }

  /** What events of a name say, in order. */
  told(name: string): unknown[] {
    return this.frames
      .filter((frame) => frame.name === name)
      .map(({ data }): unknown => JSON.parse(data));
  }

  /** Resolves when the connection is closed. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Reads no more, or goes on. */
  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  abort(): void {
    this.#request.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.abort();
    await this.#closed;
  }

  #take(chunk: string): void {
    this.#rest += chunk;
    const end = this.#rest.lastIndexOf("\n\n");
    if (end < 0) return;
    for (const frame of readFrames(this.#rest.slice(0, end + 2))) {
      this.frames.push(frame);
      this.#onFrame(frame);
    }
    this.#rest = this.#rest.slice(end + 2);
  }
}

/** The answer to a call of the stream that is refused. */
export async function refusedStream(address: string, ask: StreamAsk): Promise<Answer> {
  const [, response] = await call(address, ask);
  return readAnswer(response);
}

async function call(
  address: string,
  { search = "", headers }: StreamAsk,
): Promise<[ClientRequest, IncomingMessage]> {
  const sending = request(`${address}/book/v1/events/stream${search}`, { headers, agent: false });
  // after the answer has begun it is the response that tells of it
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sending.on("response", resolve).on("error", reject).end();
  });
  return [sending, response];
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  let text = "";
  for await (const chunk of response.setEncoding("utf8")) text += String(chunk);
  const headers = new Headers();
  for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value));
  return { status: response.statusCode ?? 0, headers, text };
}
