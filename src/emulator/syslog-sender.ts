import { isIPv6 } from "node:net";
import { HttpCarrier } from "./syslog/http-carrier.ts";
import type { Cable, LineCarrier } from "./syslog/line-carrier.ts";
import { LineQueue, type OnLeft, type QueueState } from "./syslog/line-queue.ts";
import { TcpCarrier } from "./syslog/tcp-carrier.ts";
import { UdpCarrier } from "./syslog/udp-carrier.ts";

/** How lines are carried. Source: TCP and HTTP, real panels (observed); UDP is assumed. */
export const SYSLOG_PROTOCOLS = ["udp", "tcp", "http"] as const;

export type SyslogProtocol = (typeof SYSLOG_PROTOCOLS)[number];

/** Where a panel sends its lines, and how it bears a receiver that is away. */
export interface SyslogSenderOptions {
  readonly protocol: SyslogProtocol;
  /** The receiver's name or address. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** Where lines are posted over HTTP, `http:` or `https:`; `http://host:port/` when not given. */
  readonly url?: string;
  /** From a failure to the next try, in milliseconds. */
  readonly retryMs: number;
  /** How long a connection or an answer is waited for, in milliseconds; 10 000 when not given. */
  readonly timeoutMs?: number;
  /**
   * Over TCP, how long a connection must outlive a line for it to count as received, in milliseconds;
   * 30 000 when not given. A younger line is sent again when the connection breaks. `Infinity` sends
   * all again that the connection carried, as far as they are held.
   */
  readonly settleMs?: number;
  /** How many lines are held, those that may be sent again included, 1 or more; 10 000 when not given. */
  readonly maxQueued?: number;
  /** What TCP and HTTP go over; always whole when not given. */
  readonly cable?: Cable;
  /**
   * Told which lines, numbered from 0, were acknowledged over HTTP, handed to the network over UDP and
   * TCP, or given up. Of a line it may be told twice.
   */
  readonly onLeft?: OnLeft;
}

const DEFAULTS: Required<Pick<SyslogSenderOptions, "timeoutMs" | "settleMs" | "maxQueued">> = {
  timeoutMs: 10_000,
  settleMs: 30_000,
  maxQueued: 10_000,
};

/**
 * Sends lines to a receiver of syslog, in their order.
 *
 * UDP: a datagram a line, gone when nobody hears it. TCP: one connection, a newline behind each line.
 * HTTP: a POST of one or many lines, of type text/plain, until its answer is 200 to 299. Over TCP and
 * HTTP lines wait while the receiver is away, and all go at once when it is back. A line may come
 * twice then; none is lost, but for the oldest of more than `maxQueued`, and over TCP for what was
 * written more than `settleMs` before a connection was found to be dead.
 *
 * Close it, or its timers and its connection keep the program running.
 */
export class SyslogSender implements AsyncDisposable {
  readonly #queue: LineQueue;
  readonly #carrier: LineCarrier;
  #closed: Promise<void> | undefined;

  /** @throws RangeError for a port or a bound out of range, TypeError for a URL that is none of HTTP */
  constructor(options: SyslogSenderOptions) {
    const given = { ...DEFAULTS, ...options };
    checkRange("port", given.port, 65_535);
    checkRange("maxQueued", given.maxQueued, Number.MAX_SAFE_INTEGER);
    this.#queue = new LineQueue(given.maxQueued, given.onLeft);
    this.#carrier = openCarrier(this.#queue, given);
  }

  /** Takes a line without its end; breaks within it become blanks. Never throws; after `close` it stays. */
  send(line: string): void {
    this.#queue.add(line.replaceAll(/[\r\n]+/g, " "));
    this.#carrier.wake();
  }

  /** How many lines wait, were handed over, were given up. */
  state(): QueueState {
    return this.#queue.state();
  }

  /** Tries once more to hand over what waits, for at most a quarter of a second, and stops. Never throws. */
  close(): Promise<void> {
    return (this.#closed ??= this.#carrier.close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function openCarrier(
  queue: LineQueue,
  options: SyslogSenderOptions & typeof DEFAULTS,
): LineCarrier {
  switch (options.protocol) {
    case "udp":
      return new UdpCarrier(queue, options);
    case "tcp":
      return new TcpCarrier(queue, options);
    case "http":
      return new HttpCarrier(queue, urlOf(options), options);
  }
}

function urlOf({ host, port, url }: SyslogSenderOptions): URL {
  const name = isIPv6(host) ? `[${host}]` : host;
  const parsed = new URL(url ?? `http://${name}:${String(port)}/`);
  if (!/^https?:$/.test(parsed.protocol))
    throw new TypeError(`url is none of HTTP: ${parsed.href}`);
  return parsed;
}

function checkRange(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`${name} must be an integer from 1 to ${String(most)}: ${String(value)}`);
}
