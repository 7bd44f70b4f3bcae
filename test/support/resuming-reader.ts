import { seqOf } from "./stream-reader.ts";
import type { Frame } from "./stream-reader.ts";
import { StreamClient } from "./stream-client.ts";

/** A reader that comes again behind the last event that it saw whole, however often it is cut. */
export class ResumingReader implements AsyncDisposable {
  /** The events of the log that it saw, in order. */
  readonly events: Frame[] = [];
  /** The place where it began; `undefined` before it was told. */
  beganAt: number | undefined;
  /** How often it connected. */
  connections = 0;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #search: string;
  readonly #address: () => string;
  readonly #reading: Promise<void>;
  #lastId: string | undefined;
  #stream: StreamClient | undefined;
  #isDone = false;

  /** @param address asked at each connection: a server may stand elsewhere after a start */
  constructor(address: () => string, headers: Readonly<Record<string, string>>, search = "") {
    this.#address = address;
    this.#headers = headers;
    this.#search = search;
    this.#reading = this.#readOn();
  }

  get seqs(): number[] {
    return this.events.map(seqOf);
  }

  /** The id of the last event that it saw whole. */
  get lastId(): string | undefined {
    return this.#lastId;
  }

  /** Reads no more for now, or goes on. */
  pause(): void {
    this.#stream?.pause();
  }

  resume(): void {
    this.#stream?.resume();
  }

  /** Ends reading. @throws Error what refused it, other than a broken connection */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDone = true;
    this.#stream?.abort();
    await this.#reading;
  }

  async #readOn(): Promise<void> {
    while (!this.#isDone) {
      try {
        await this.#connect();
      } catch (error) {
        if (!isBroken(error)) throw error;
        // a server that starts is not to be called without end
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    }
  }

  async #connect(): Promise<void> {
    const id = this.#lastId;
    const headers = { ...this.#headers, ...(id !== undefined && { "last-event-id": id }) };
    const onFrame = (frame: Frame) => this.#see(frame);
    const ask = { search: this.#search, headers, onFrame };
    await using stream = await StreamClient.open(this.#address(), ask);
    this.connections += 1;
    this.#stream = stream;
    if (this.#isDone) return;
    await stream.closed;
  }

  #see(frame: Frame): void {
    this.beganAt ??= seqOf(frame);
    this.#lastId = frame.id;
    if (frame.name === "event") this.events.push(frame);
  }
}

function isBroken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "ECONNREFUSED" || code === "HPE_INVALID_EOF_STATE";
}
