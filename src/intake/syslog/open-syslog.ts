import type { OnTrouble } from "./trouble.ts";
import type { SyslogIntake } from "./syslog-intake.ts";
import { TcpReceiver } from "./tcp-receiver.ts";
import { UdpReceiver } from "./udp-receiver.ts";

/** What the receivers of syslog rest on. */
export interface SyslogParts {
  readonly intake: SyslogIntake;
  /** Address to listen on. */
  readonly host: string;
  /** `undefined` takes no datagrams, 0 picks a free port. */
  readonly udpPort: number | undefined;
  /** `undefined` takes no connections, 0 picks a free port. */
  readonly tcpPort: number | undefined;
  readonly onTrouble: OnTrouble;
  /** Our clock, Unix milliseconds; the machine's when absent. */
  readonly now?: () => number;
  /** What is taken at most, where it is not the default. */
  readonly limits?: Partial<SyslogLimits>;
}

/** What the receivers take at most, and how long they wait. */
export interface SyslogLimits {
  /** From a failure of the store to the next try, ms. */
  readonly retryMs: number;
  /** Datagrams that wait for the store, bytes. */
  readonly maxQueuedBytes: number;
  /** TCP connections at once. */
  readonly maxConnections: number;
  /** After which time without a byte a TCP connection is closed, ms. */
  readonly idleMs: number;
}

/** What holds when nothing is said. A panel may have nothing to say for a night, so idle is a day. */
const DEFAULT_LIMITS: SyslogLimits = {
  retryMs: 1_000,
  maxQueuedBytes: 64_000_000,
  maxConnections: 5_000,
  idleMs: 86_400_000,
};

/** Receivers that listen. */
export interface OpenSyslog extends AsyncDisposable {
  /** `undefined` where none are taken. */
  readonly udpPort: number | undefined;
  readonly tcpPort: number | undefined;
  /** How many lines were lost that came over UDP. */
  readonly lost: number;
}

/**
 * Listens for lines of syslog. Disposed of, it takes in what it has, and no more.
 *
 * @throws what the system says when a port cannot be had; nothing listens then
 */
export async function openSyslog(parts: SyslogParts): Promise<OpenSyslog> {
  const { intake, host, udpPort, tcpPort, onTrouble, now = Date.now, limits } = parts;
  const shared = { intake, host, onTrouble, now, ...DEFAULT_LIMITS, ...limits };
  await using opened = new AsyncDisposableStack();
  const udp =
    udpPort === undefined ? undefined : await UdpReceiver.open({ ...shared, port: udpPort });
  if (udp !== undefined) opened.use(udp);
  const tcp =
    tcpPort === undefined ? undefined : await TcpReceiver.open({ ...shared, port: tcpPort });
  if (tcp !== undefined) opened.use(tcp);
  const receivers = opened.move();
  return {
    udpPort: udp?.port,
    tcpPort: tcp?.port,
    get lost() {
      return udp?.lost ?? 0;
    },
    [Symbol.asyncDispose]: async () => receivers.disposeAsync(),
  };
}
