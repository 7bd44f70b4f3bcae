import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { LineFramer, type SyslogFrame } from "../../basip/syslog/line-framer.ts";
import { takeWithPatience, type Patience } from "./patience.ts";
import { plainAddress } from "./plain-address.ts";
import type { SyslogIntake } from "./syslog-intake.ts";
import type { OnTrouble } from "./trouble.ts";

/** What a receiver of streams goes by. */
export interface TcpOptions {
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
  /** Connections at once; more are closed as they come. */
  readonly maxConnections: number;
  /** After which time without a byte a connection is closed, ms. */
  readonly idleMs: number;
}

/** How long lines under way may still wait for the store when we stop, ms. */
const GRACE_MS = 1_000;

/**
 * Takes lines from connections, framed either way. What came together is taken in together, and
 * nothing more is read of a connection until it is durable: so its sender waits, and holds what is not.
 */
export class TcpReceiver implements AsyncDisposable {
  readonly #server: Server;
  readonly #options: TcpOptions;
  readonly #patience: Patience;
  readonly #stop = new AbortController();
  readonly #connections = new Map<Socket, Promise<void>>();
  #isRefusing = false;

  private constructor(server: Server, options: TcpOptions) {
    this.#server = server;
    this.#options = options;
    const { intake, retryMs, onTrouble } = options;
    const stop = this.#stop.signal;
    this.#patience = { intake, retryMs, onTrouble, stop, keepsAll: true };
    server.maxConnections = options.maxConnections;
    server.on("connection", (socket) => this.#connections.set(socket, this.#serve(socket)));
    server.on("drop", () => this.#refuse());
  }

  /** @throws what the system says when the port cannot be had */
  static async open(options: TcpOptions): Promise<TcpReceiver> {
    const { host, port, onTrouble } = options;
    const server = createServer({ keepAlive: true });
    const receiver = new TcpReceiver(server, options);
    server.listen({ host, port });
    await once(server, "listening");
    server.on("error", (cause) => onTrouble({ text: "syslog's TCP port fails", cause }));
    return receiver;
  }

  /** The port it listens on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  async #serve(socket: Socket): Promise<void> {
    const { idleMs } = this.#options;
    const address = plainAddress(socket.remoteAddress ?? "");
    const framer = new LineFramer(true);
    socket.setTimeout(idleMs, () => socket.destroy());
    // the reading below ends by it
    socket.on("error", () => undefined);
    try {
      for await (const chunk of socket) {
        if (!Buffer.isBuffer(chunk)) continue;
        socket.setTimeout(0);
        if (!(await this.#take(framer.push(chunk), address))) return;
        socket.setTimeout(idleMs);
      }
    } catch {
      // it broke: what came of a line is kept below
    } finally {
      await this.#take(framer.end(), address);
      socket.destroy();
      this.#connections.delete(socket);
      this.#isRefusing = false;
    }
  }

  /** Whether the lines are durable. Until they are it waits, unless it is stopped. */
  async #take(frames: readonly SyslogFrame[], address: string): Promise<boolean> {
    if (frames.length === 0) return true;
    const receivedAtMs = this.#options.now();
    const lines = frames.map((frame) => ({ ...frame, address, receivedAtMs }));
    return (await takeWithPatience(this.#patience, lines)) !== undefined;
  }

  #refuse(): void {
    if (this.#isRefusing) return;
    this.#isRefusing = true;
    const { maxConnections } = this.#options;
    this.#options.onTrouble({
      text: `a connection for syslog was refused: there are ${String(maxConnections)}`,
    });
  }

  /** Takes in what was read, closes the connections, and leaves what was not read to their senders. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    const timer = setTimeout(() => this.#stop.abort(), GRACE_MS);
    const served = [...this.#connections.values()];
    for (const socket of this.#connections.keys()) socket.destroy();
    await Promise.all(served);
    clearTimeout(timer);
    await closed;
  }
}
