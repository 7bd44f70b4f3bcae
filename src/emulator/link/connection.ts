import { connect as connectPlain } from "node:net";
import type { Socket } from "node:net";
import { connect as connectSecure } from "node:tls";
import { defer } from "../deferred.ts";
import type { Deferred } from "../deferred.ts";
import type { PanelNetwork } from "../panel-network.ts";
import type { Random } from "../random.ts";
import { readAnswer } from "./read-answer.ts";
import type { WireAnswer } from "./read-answer.ts";

/** Who does not answer within it is not there. */
const ANSWER_MS = 30_000;

/** What a connection rests on. */
export interface ConnectionParts {
  readonly url: URL;
  readonly network: PanelNetwork;
  /** Whether a request goes out before the one before is answered, in pieces of any size. */
  readonly isPipelined: boolean;
  readonly random: Random;
}

type Waiting = Deferred<WireAnswer>;

/**
 * One connection of a panel to its server. Requests are written as they are given, byte for byte, and
 * may be given before the one before is answered; no client of the platform lets one do so.
 */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #socket: Socket;
  readonly #waiting: Waiting[] = [];
  #received = "";
  #isOpen = true;
  /** When the next request may go out. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: ConnectionParts, socket: Socket) {
    this.#parts = parts;
    this.#socket = socket;
    socket.setEncoding("latin1").setNoDelay(true).setTimeout(ANSWER_MS);
    socket.on("data", (text: string) => this.#receive(text));
    socket.on("timeout", () => this.#timeOut());
    socket.on("error", () => undefined);
    socket.on("close", () => this.#end(new Error("the server closed the connection")));
  }

  /** @throws Error when the server cannot be reached */
  static async open(parts: ConnectionParts): Promise<Connection> {
    const { url, network } = parts;
    if (network.isCut) throw new Error("the network is cut");
    const socket = connectTo(url);
    network.track(socket);
    await new Promise<void>((resolve, reject) => {
      const event = url.protocol === "https:" ? "secureConnect" : "connect";
      socket.once(event, resolve).once("error", reject);
      socket.once("close", () => reject(new Error("the server closed the connection")));
    });
    return new Connection(parts, socket);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Sends a request and waits for its answer. @throws Error when there is none */
  async ask(request: string): Promise<WireAnswer> {
    if (!this.#isOpen) throw new Error("the connection is closed");
    const waiting = defer<WireAnswer>();
    // answers come in the order of the requests
    this.#waiting.push(waiting);
    const written = this.#turn.then(async () => this.#write(Buffer.from(request, "utf8")));
    const { isPipelined } = this.#parts;
    this.#turn = isPipelined ? written : Promise.allSettled([written, waiting.promise]);
    return waiting.promise;
  }

  close(): void {
    // before the socket says so: who asks next opens another
    this.#isOpen = false;
    this.#socket.destroy();
  }

  async #write(bytes: Buffer): Promise<void> {
    const { random, network } = this.#parts;
    const { delayMs } = network;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    let rest = bytes;
    while (this.#parts.isPipelined && rest.length > 1 && random.isChosen(0.5)) {
      const size = random.between(1, rest.length - 1);
      this.#socket.write(rest.subarray(0, size));
      rest = rest.subarray(size);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#socket.write(rest);
  }

  #receive(text: string): void {
    this.#received += text;
    try {
      for (;;) {
        const read = this.#received === "" ? undefined : readAnswer(this.#received);
        if (read === undefined) return;
        this.#received = this.#received.slice(read.end);
        this.#waiting.shift()?.resolve(read.answer);
        if (read.answer.isLast) this.close();
      }
    } catch (error) {
      this.#end(error);
      this.close();
    }
  }

  #timeOut(): void {
    // silence is no fault while nothing was asked
    if (this.#waiting.length > 0) this.close();
  }

  #end(reason: unknown): void {
    this.#isOpen = false;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(reason);
  }
}

function connectTo({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "http:") return connectPlain({ host, port: Number(port || 80) });
  return connectSecure({ host, port: Number(port || 443) });
}
