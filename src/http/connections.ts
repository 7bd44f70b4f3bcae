import type { Socket } from "node:net";
import type { Connection } from "./connection.ts";
import type { HttpLimits } from "./limits.ts";
import { rawAnswer } from "./raw-answer.ts";

const REFUSAL = rawAnswer(503, "Too many connections", { "retry-after": "10" });

/** Closing at once could take the answer from a caller that is still writing. */
const LINGER_MS = 1_000;

/** Refused connections that are given this time; the others are closed at once. */
const MAX_LINGERING = 256;

/** The open connections of a server: no more than a number in all, and of one address. */
export class Connections {
  readonly #limits: HttpLimits;
  readonly #onRefused: (address: string) => void;
  readonly #open = new Map<Socket, Connection>();
  readonly #byAddress = new Map<string, number>();
  #lingering = 0;

  /** @param onRefused told of each connection that is turned away */
  constructor(limits: HttpLimits, onRefused: (address: string) => void) {
    this.#limits = limits;
    this.#onRefused = onRefused;
  }

  /** Takes a new connection in, or answers 503 with when to come again, and closes it. */
  add(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const count = this.#byAddress.get(address) ?? 0;
    const { connections, connectionsPerAddress } = this.#limits;
    if (this.#open.size >= connections || count >= connectionsPerAddress) {
      this.#onRefused(address);
      this.#refuse(socket);
      return;
    }
    this.#byAddress.set(address, count + 1);
    this.#open.set(socket, opened(socket, address));
    socket.once("close", () => this.#remove(socket, address));
  }

  /** `undefined` for one that was turned away or has closed. */
  of(socket: Socket): Connection | undefined {
    return this.#open.get(socket);
  }

  all(): Iterable<Connection> {
    return this.#open.values();
  }

  #remove(socket: Socket, address: string): void {
    this.#open.delete(socket);
    const count = (this.#byAddress.get(address) ?? 1) - 1;
    if (count === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, count);
  }

  #refuse(socket: Socket): void {
    if (this.#lingering >= MAX_LINGERING) {
      socket.destroy();
      return;
    }
    this.#lingering += 1;
    socket.end(REFUSAL);
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      this.#lingering -= 1;
    });
  }
}

function opened(socket: Socket, address: string): Connection {
  return {
    socket,
    address,
    request: undefined,
    mark: undefined,
    unanswered: 0,
    waiting: [],
    isFull: false,
    isClosed: false,
  };
}
