import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import { splitLines } from "../../basip/syslog/line-framer.ts";
import { takeWithPatience, type Patience } from "./patience.ts";
import { plainAddress } from "./plain-address.ts";
import type { SentLine, SyslogIntake } from "./syslog-intake.ts";
import type { OnTrouble } from "./trouble.ts";

/** What a receiver of datagrams goes by. */
export interface UdpOptions {
  readonly intake: SyslogIntake;
  /** Address to listen on. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  readonly onTrouble: OnTrouble;
  /** Our clock, Unix milliseconds. */
  readonly now: () => number;
  /** From a failure of the store to the next try, ms. */
  readonly retryMs: number;
  /** The most that waits for the store, {@link LINE_COST_BYTES} for each line with it. */
  readonly maxQueuedBytes: number;
}

/** What a line that waits counts beside its bytes. */
export const LINE_COST_BYTES = 256;

/** What the system is asked to hold while we are busy; it gives what it likes. */
const SYSTEM_BUFFER_BYTES = 4 * 1024 * 1024;

/** Lines in a delivery. */
const MOST_LINES = 1_000;

/**
 * Takes datagrams, each with one line or several. Those of one turn of the event loop are taken in
 * together. UDP has no way to make a sender wait, so while the store takes nothing they wait here, and
 * when there is no more room, what comes is lost and counted.
 */
export class UdpReceiver implements AsyncDisposable {
  readonly #socket: Socket;
  readonly #options: UdpOptions;
  readonly #stop = new AbortController();
  readonly #patience: Patience;
  readonly #queue: SentLine[] = [];
  #queuedBytes = 0;
  #lost = 0;
  #isLosing = false;
  #draining: Promise<void> | undefined;

  private constructor(socket: Socket, options: UdpOptions) {
    this.#socket = socket;
    this.#options = options;
    const { intake, retryMs, onTrouble } = options;
    const stop = this.#stop.signal;
    this.#patience = { intake, retryMs, onTrouble, stop, keepsAll: false };
    socket.on("message", (datagram, sender) => this.#take(datagram, sender));
  }

  /** @throws what the system says when the port cannot be had */
  static async open(options: UdpOptions): Promise<UdpReceiver> {
    const { host, port, onTrouble } = options;
    const socket = createSocket({
      type: isIPv6(host) ? "udp6" : "udp4",
      recvBufferSize: SYSTEM_BUFFER_BYTES,
    });
    const receiver = new UdpReceiver(socket, options);
    socket.bind({ address: host, port, exclusive: true });
    try {
      await once(socket, "listening");
    } catch (error) {
      socket.close();
      throw error;
    }
    socket.on("error", (cause) => onTrouble({ text: "syslog's UDP port fails", cause }));
    return receiver;
  }

  /** The port it listens on. */
  get port(): number {
    return this.#socket.address().port;
  }

  /** How many lines were lost for want of room. */
  get lost(): number {
    return this.#lost;
  }

  #take(datagram: Buffer, sender: RemoteInfo): void {
    const address = plainAddress(sender.address);
    const receivedAtMs = this.#options.now();
    for (const frame of splitLines(datagram)) {
      const cost = costOf(frame);
      if (this.#queuedBytes + cost > this.#options.maxQueuedBytes) this.#lose(1);
      else {
        this.#queuedBytes += cost;
        this.#queue.push({ ...frame, address, receivedAtMs });
      }
    }
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // the other datagrams of this turn
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0 && !this.#stop.signal.aborted) await this.#drainSome();
    this.#draining = undefined;
  }

  async #drainSome(): Promise<void> {
    const lines = this.#queue.splice(0, MOST_LINES);
    const taken = await takeWithPatience(this.#patience, lines);
    for (const line of lines) this.#queuedBytes -= costOf(line);
    const missing = taken === undefined ? lines.length : taken.unkept;
    if (missing > 0) this.#lose(missing);
    else this.#isLosing = false;
  }

  #lose(count: number): void {
    this.#lost += count;
    if (this.#isLosing) return;
    this.#isLosing = true;
    this.#options.onTrouble({ text: "lines of syslog are lost", lost: this.#lost });
  }

  /** Takes nothing more, and tries once with what waits; the rest is lost. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#socket, "close");
    this.#socket.close();
    await closed;
    this.#stop.abort();
    await this.#draining;
    while (this.#queue.length > 0) await this.#drainSome();
  }
}

function costOf({ bytes }: Pick<SentLine, "bytes">): number {
  return bytes.length + LINE_COST_BYTES;
}
