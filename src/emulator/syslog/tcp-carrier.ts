import { connect, type Socket } from "node:net";
import { GRACE_MS, type LineCarrier, type Receiver } from "./line-carrier.ts";
import type { LineQueue } from "./line-queue.ts";
import { Retry } from "./retry.ts";

/** Lines that were handed to the network together. */
interface Handed {
  readonly end: number;
  readonly atMs: number;
}

/**
 * Writes lines to one connection, each with a newline behind it, and all that wait in one go. Opens
 * the connection when there is a line, and again when it broke.
 *
 * TCP does not say what its other end has read. So a line may still be lost until its connection
 * outlived it by `settleMs`; those that may be come again on the next connection.
 */
export class TcpCarrier implements LineCarrier {
  readonly #queue: LineQueue;
  readonly #receiver: Receiver;
  readonly #settleMs: number;
  readonly #retry: Retry;
  #socket: Socket | undefined;
  #isConnected = false;
  #isWriting = false;
  #isClosing = false;
  #handed: Handed[] = [];

  constructor(queue: LineQueue, receiver: Receiver & { readonly settleMs: number }) {
    this.#queue = queue;
    this.#receiver = receiver;
    this.#settleMs = receiver.settleMs;
    this.#retry = new Retry(receiver.retryMs, () => this.wake());
  }

  wake(): void {
    if (this.#isClosing || this.#retry.isWaiting) return;
    if (this.#isConnected) this.#write();
    else if (this.#queue.state().queued === 0) return;
    else if (this.#receiver.cable?.isCut === true) this.#retry.start();
    else this.#socket ??= this.#connect();
  }

  async close(): Promise<void> {
    this.#retry.stop();
    this.wake();
    // where the cable is cut, it would begin to wait again
    this.#retry.stop();
    this.#isClosing = true;
    const socket = this.#socket;
    if (socket === undefined) return;
    const closed = Promise.withResolvers<undefined>();
    socket.once("close", () => closed.resolve(undefined));
    const timer = setTimeout(() => socket.destroy(), GRACE_MS);
    if (this.#isConnected) this.#write();
    await closed.promise;
    clearTimeout(timer);
  }

  #connect(): Socket {
    const { host, port, timeoutMs } = this.#receiver;
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    this.#receiver.cable?.track(socket);
    socket.setTimeout(timeoutMs, () => socket.destroy());
    socket.once("connect", () => {
      socket.setTimeout(0);
      this.#isConnected = true;
      this.#write();
    });
    // what a receiver of syslog says is not read, but its end is
    socket.resume();
    // "close" follows
    socket.on("error", () => undefined);
    socket.once("close", () => this.#lose());
    return socket;
  }

  /** Writes all that waits, again and again; when nothing does, and it closes, ends the connection. */
  #write(): void {
    if (this.#isWriting) return;
    const { lines, end } = this.#queue.waiting();
    if (lines.length === 0) {
      if (this.#isClosing) this.#socket?.end();
      return;
    }
    this.#isWriting = true;
    this.#socket?.write(`${lines.join("\n")}\n`, (error) => {
      // else the socket is about to close, and they wait still
      if (error instanceof Error) return;
      this.#isWriting = false;
      this.#settle();
      this.#queue.hand(end);
      this.#handed.push({ end, atMs: performance.now() });
      this.#write();
    });
  }

  /** Takes for received what the connection outlived long enough. */
  #settle(): void {
    const untilMs = performance.now() - this.#settleMs;
    const young = this.#handed.findIndex(({ atMs }) => atMs > untilMs);
    const old = this.#handed.splice(0, young === -1 ? this.#handed.length : young);
    const last = old.at(-1);
    if (last !== undefined) this.#queue.settle(last.end);
  }

  #lose(): void {
    this.#socket = undefined;
    this.#isConnected = false;
    this.#isWriting = false;
    if (this.#isClosing) return;
    this.#settle();
    this.#queue.takeBack();
    this.#handed = [];
    if (this.#queue.state().queued > 0) this.#retry.start();
  }
}
