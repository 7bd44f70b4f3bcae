import type { Socket } from "node:net";
import type { Call, Connection } from "./connection.ts";
import type { HttpLimits } from "./limits.ts";

/** What a caller may send on after it sent too many requests, while it reads its answers, bytes. */
const MAX_DISCARDED_BYTES = 4_000_000;

/**
 * Bounds what a caller gets that sends requests ahead without waiting for the answers. Some of a
 * connection are worked on at once, the next ones wait and hold no more than they came with, and whoever
 * sends still more is answered what was taken in, in order, and closed: a caller has to send again what
 * was not answered, as ever when a connection closes.
 */
export class Pipelines {
  readonly #limits: HttpLimits;
  readonly #carryOut: (call: Call) => void;
  /** Of all connections. */
  #unanswered = 0;

  /** @param carryOut answers a request, now or later */
  constructor(limits: HttpLimits, carryOut: (call: Call) => void) {
    this.#limits = limits;
    this.#carryOut = carryOut;
  }

  /** Takes note of a new connection. */
  watch(connection: Connection): void {
    connection.socket.once("close", () => {
      connection.isClosed = true;
      connection.waiting.length = 0;
      this.#unanswered -= connection.unanswered;
    });
  }

  /** The next request of a connection. */
  take(connection: Connection, call: Call): void {
    if (connection.isClosed) return;
    const { running, waiting, unanswered } = this.#limits;
    if (this.#unanswered >= unanswered && connection.unanswered >= running) {
      connection.socket.destroy();
      return;
    }
    // those that are passed over too: they are there until the connection closes
    connection.unanswered += 1;
    this.#unanswered += 1;
    if (connection.isFull) return;
    call.response.once("close", () => this.#answered(connection));
    if (connection.unanswered <= running) {
      this.#carryOut(call);
      return;
    }
    connection.waiting.push(call);
    if (connection.waiting.length < waiting) return;
    connection.isFull = true;
    call.response.shouldKeepAlive = false;
    // not before the present bytes are parsed
    setImmediate(() => discardRest(connection.socket));
  }

  #answered(connection: Connection): void {
    if (connection.isClosed) return;
    connection.unanswered -= 1;
    this.#unanswered -= 1;
    const next = connection.waiting.shift();
    if (next !== undefined) this.#carryOut(next);
  }
}

/** Reads on without parsing: to close with something unread would take the answers from the caller. */
function discardRest(socket: Socket): void {
  let bytes = 0;
  socket.removeAllListeners("data");
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_DISCARDED_BYTES) socket.destroy();
  });
}
