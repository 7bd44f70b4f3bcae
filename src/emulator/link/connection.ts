import { connect as connectPlain, isIP } from "node:net";
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

/** The server has not seen the request: it may be sent anew at once. */
export class UnsentError extends Error {
  override readonly name = "UnsentError";

  constructor() {
    super("the connection ended before the request was sent");
  }
}

/** A request whose answer is waited for. */
interface Waiting extends Deferred<WireAnswer> {
  isSent: boolean;
}

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
  /** Ends the patience with a server that owes an answer. */
  #silence: NodeJS.Timeout | undefined;
  /** When the next request may go out. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(parts: ConnectionParts, socket: Socket) {
    this.#parts = parts;
    this.#socket = socket;
    socket.setEncoding("latin1").setNoDelay(true);
    socket.on("data", (text: string) => this.#receive(text, false));
    socket.on("end", () => this.#receive("", true));
    socket.on("error", () => undefined);
    socket.on("close", () => this.#end(new Error("the server closed the connection")));
  }

  /** @throws Error when the server cannot be reached */
  static async open(parts: ConnectionParts): Promise<Connection> {
    const { url, network } = parts;
    if (network.isCut) throw new Error("the network is cut");
    const socket = connectTo(url);
    network.track(socket);
    // a server that is there may still not shake hands
    const silence = setTimeout(() => socket.destroy(), ANSWER_MS);
    await new Promise<void>((resolve, reject) => {
      const event = url.protocol === "https:" ? "secureConnect" : "connect";
      socket.once(event, resolve).once("error", reject);
      socket.once("close", () => reject(new Error("the server closed the connection")));
    }).finally(() => clearTimeout(silence));
    return new Connection(parts, socket);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Sends a request and waits for its answer.
   *
   * @throws UnsentError when the connection ended before the request went out; Error without an answer
   */
  async ask(request: string): Promise<WireAnswer> {
    if (!this.#isOpen) throw new UnsentError();
    const waiting: Waiting = { ...defer<WireAnswer>(), isSent: false };
    // answers come in the order of the requests
    this.#waiting.push(waiting);
    if (this.#waiting.length === 1) this.#awaitAnswer();
    const written = this.#turn.then(async () => this.#write(waiting, Buffer.from(request, "utf8")));
    const { isPipelined } = this.#parts;
    this.#turn = isPipelined ? written : Promise.allSettled([written, waiting.promise]);
    return waiting.promise;
  }

  /** Ends it. What was asked and is not answered yet gets no answer. */
  close(): void {
    this.#end(new Error("the connection was closed"));
  }

  async #write(waiting: Waiting, bytes: Buffer): Promise<void> {
    const { random, network } = this.#parts;
    const { delayMs } = network;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (!this.#isOpen) return;
    waiting.isSent = true;
    let rest = bytes;
    while (this.#parts.isPipelined && rest.length > 1 && random.isChosen(0.5)) {
      const size = random.between(1, rest.length - 1);
      this.#socket.write(rest.subarray(0, size));
      rest = rest.subarray(size);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#socket.write(rest);
  }

  #receive(text: string, hasEnded: boolean): void {
    if (!this.#isOpen) return;
    this.#received += text;
    try {
      for (;;) {
        const read = this.#received === "" ? undefined : readAnswer(this.#received, hasEnded);
        if (read === undefined || !this.#isOpen) break;
        this.#received = this.#received.slice(read.end);
        this.#waiting.shift()?.resolve(read.answer);
        if (read.answer.isLast) this.#end(new Error("the server closes the connection"));
      }
      this.#awaitAnswer();
    } catch (error) {
      this.#end(error);
    }
  }

  /** Begins to wait anew for the server to say something, while it owes an answer. */
  #awaitAnswer(): void {
    clearTimeout(this.#silence);
    if (this.#waiting.length === 0) return;
    const giveUp = () => this.#end(new Error("the server does not answer"));
    this.#silence = setTimeout(giveUp, ANSWER_MS);
  }

  #end(reason: unknown): void {
    // at once: who is told of the last answer must not ask here any more
    this.#isOpen = false;
    clearTimeout(this.#silence);
    for (const { isSent, reject } of this.#waiting.splice(0)) {
      reject(isSent ? reason : new UnsentError());
    }
    this.#socket.destroy();
  }
}

function connectTo({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "http:") return connectPlain({ host, port: Number(port || 80) });
  // an address is no server name. Source: RFC 6066, 3
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectSecure({ host, ...name, port: Number(port || 443) });
}
