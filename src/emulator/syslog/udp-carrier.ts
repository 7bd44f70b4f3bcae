import { createSocket } from "node:dgram";
import { isIPv6 } from "node:net";
import { GRACE_MS, type LineCarrier, type Receiver } from "./line-carrier.ts";
import type { Batch, LineQueue } from "./line-queue.ts";

/** Sends each line as a datagram, one after the other. What the network refuses is dropped. */
export class UdpCarrier implements LineCarrier {
  readonly #queue: LineQueue;
  readonly #receiver: Pick<Receiver, "host" | "port">;
  readonly #socket;
  #sending = Promise.resolve();
  #isSending = false;
  #isClosing = false;
  #isStopped = false;

  constructor(queue: LineQueue, receiver: Pick<Receiver, "host" | "port">) {
    this.#queue = queue;
    this.#receiver = receiver;
    this.#socket = createSocket(isIPv6(receiver.host) ? "udp6" : "udp4");
    // each datagram's failure comes with it
    this.#socket.on("error", () => undefined);
  }

  wake(): void {
    if (this.#isClosing || this.#isSending) return;
    this.#sending = this.#sendAll();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const stopped = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => stopped.resolve(undefined), GRACE_MS);
    await Promise.race([this.#sending, stopped.promise]);
    clearTimeout(timer);
    this.#isStopped = true;
    this.#socket.close();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (;;) {
      const batch = this.#queue.waiting();
      if (batch.lines.length === 0 || this.#isStopped) break;
      await this.#sendBatch(batch);
    }
    this.#isSending = false;
  }

  async #sendBatch({ lines, end }: Batch): Promise<void> {
    for (const [at, line] of lines.entries()) {
      if (this.#isStopped) return;
      const isSent = await this.#send(line);
      const next = end - lines.length + at + 1;
      if (isSent) this.#queue.settle(next);
      else this.#queue.drop(next);
    }
  }

  #send(line: string): Promise<boolean> {
    const { host, port } = this.#receiver;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#socket.send(line, port, host, (error) => resolve(!(error instanceof Error)));
    return promise;
  }
}
