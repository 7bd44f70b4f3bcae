import type { Socket } from "node:net";
import type { Connection } from "./connection.ts";
import type { HttpLimits } from "./limits.ts";
import { rawAnswer } from "./raw-answer.ts";
import { TrustedProxies } from "./trusted-proxies.ts";

/** What a caller is told for whom there is no room. */
export const TOO_MANY_CONNECTIONS = "Too many connections";

const REFUSAL = rawAnswer(503, TOO_MANY_CONNECTIONS, { "retry-after": "10" });

/** Closing at once could take the answer from a caller that is still writing. */
const LINGER_MS = 1_000;

/** Refused connections that are given this time; the others are closed at once. */
const MAX_LINGERING = 256;

/** What the connections of a server are held to. */
export interface ConnectionBounds {
  readonly limits: HttpLimits;
  /** Told of each connection that is turned away. */
  readonly onRefused: (address: string) => void;
  /** All callers behind one share its address: it is held to the number in all alone. */
  readonly proxies?: TrustedProxies;
  /** Whether what comes is encrypted: then nothing can be answered before a handshake. */
  readonly isTls?: boolean;
}

/** The open connections of a server: no more than a number in all, and of one address. */
export class Connections {
  readonly #bounds: ConnectionBounds;
  readonly #proxies: TrustedProxies;
  readonly #open = new Map<Socket, Connection>();
  readonly #byAddress = new Map<string, number>();
  #admitted = 0;
  #lingering = 0;

  constructor(bounds: ConnectionBounds) {
    this.#bounds = bounds;
    this.#proxies = bounds.proxies ?? new TrustedProxies();
  }

  /**
   * Counts a new connection of the network, or answers 503 with when to come again, and closes it; where
   * it is encrypted it is just closed.
   *
   * @returns whether it may stay
   */
  admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? "";
    const count = this.#byAddress.get(address) ?? 0;
    const { connections, connectionsPerAddress } = this.#bounds.limits;
    const isTooMany = count >= connectionsPerAddress && !this.#proxies.has(address);
    if (this.#admitted >= connections || isTooMany) {
      this.#bounds.onRefused(address);
      this.#refuse(socket);
      return false;
    }
    this.#admitted += 1;
    this.#byAddress.set(address, count + 1);
    socket.once("close", () => this.#leave(address));
    return true;
  }

  /** Takes in a connection that was admitted and on which requests can come now. */
  open(socket: Socket): Connection {
    const connection = opened(socket);
    this.#open.set(socket, connection);
    socket.once("close", () => this.#open.delete(socket));
    return connection;
  }

  /** `undefined` for one that was turned away or has closed. */
  of(socket: Socket): Connection | undefined {
    return this.#open.get(socket);
  }

  all(): Iterable<Connection> {
    return this.#open.values();
  }

  #leave(address: string): void {
    this.#admitted -= 1;
    const count = (this.#byAddress.get(address) ?? 1) - 1;
    if (count === 0) this.#byAddress.delete(address);
    else this.#byAddress.set(address, count);
  }

  #refuse(socket: Socket): void {
    if (this.#bounds.isTls === true || this.#lingering >= MAX_LINGERING) {
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

function opened(socket: Socket): Connection {
  return {
    socket,
    request: undefined,
    mark: undefined,
    unanswered: 0,
    waiting: [],
    isFull: false,
    isClosed: false,
  };
}
