import type { FastifyReply } from "fastify";
import type { EventFeed, Reader } from "../../book/stream/event-feed.ts";
import type { StreamLimits } from "../../book/stream/stream-slots.ts";
import { StreamSlots } from "../../book/stream/stream-slots.ts";
import type { StreamSink, Subscription } from "../../book/stream/subscription.ts";

/** What may wait to be sent to one reader, beside one piece of the log: 64 kB. */
const MAX_WAITING_BYTES = 192 * 1024;

/** While we stop, a reader that does not take the rest is left after so long. */
const LINGER_MS = 1_000;

/** Proxies must not keep what is to be seen at once. */
const HEADERS = {
  "content-type": "text/event-stream",
  "x-accel-buffering": "no",
} as const;

/** One who wants to read the stream over HTTP. */
export interface StreamCaller extends Omit<Reader, "sink"> {
  /** The account's id. */
  readonly account: number;
  /** Behind which seq to begin. */
  readonly place: number;
}

/** The streams that are open over HTTP: as many as may be, and none when we stop. */
export class EventStreams {
  readonly feed: EventFeed;
  readonly #slots: StreamSlots;
  readonly #open = new Set<StreamAnswer>();
  #isStopping = false;

  constructor(feed: EventFeed, limits?: StreamLimits) {
    this.feed = feed;
    this.#slots = new StreamSlots(limits);
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * Answers with a stream from now on.
   *
   * @returns why not, if one limit is reached or we stop; nothing was answered then
   */
  serve(
    reply: FastifyReply,
    { account, place, ...reader }: StreamCaller,
  ): keyof StreamLimits | "stopping" | undefined {
    if (this.#isStopping) return "stopping";
    const limit = this.#slots.take(account);
    if (limit !== undefined) return limit;
    reply.hijack();
    const answer = new StreamAnswer(reply);
    this.#open.add(answer);
    reply.raw.once("close", () => {
      this.#open.delete(answer);
      this.#slots.release(account);
    });
    answer.begin(this.feed.subscribe({ ...reader, sink: answer }, place));
    return undefined;
  }

  /** Ends all of them, and takes no more. */
  stop(): void {
    this.#isStopping = true;
    this.feed.end();
    for (const answer of this.#open) answer.leave();
  }
}

/** An answer that goes on as long as its reader stays. */
class StreamAnswer implements StreamSink {
  readonly #response: FastifyReply["raw"];

  constructor(reply: FastifyReply) {
    this.#response = reply.raw;
    // what hooks have set is sent by the framework otherwise
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...HEADERS })) {
      if (value !== undefined) this.#response.setHeader(name, value);
    }
    this.#response.writeHead(200);
  }

  begin(subscription: Subscription): void {
    const response = this.#response;
    response.on("drain", () => subscription.drained());
    response.once("close", () => subscription.close());
    // it hung up before it was answered
    if (response.closed) subscription.close();
  }

  write(bytes: Uint8Array): boolean {
    this.#response.write(bytes);
    return this.#response.writableLength < MAX_WAITING_BYTES;
  }

  end(): void {
    this.#response.end();
  }

  /** Waits no longer than a moment for a reader that does not read. */
  leave(): void {
    const response = this.#response;
    const timer = setTimeout(() => response.destroy(), LINGER_MS);
    response.once("close", () => clearTimeout(timer));
  }
}
