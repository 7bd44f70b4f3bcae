/**
 * How long a caller may take and how much of us it may hold. Panels sit behind slow lines, thousands of
 * them behind one gateway; whoever means harm has neither to be waited for nor to be served at once.
 */
export interface HttpLimits {
  /** From a connection, or a request's first byte, to the end of its headers. */
  readonly headersMs: number;
  /** Of a body at least {@link HttpLimits.paceBytes} must come within so long, or its end. */
  readonly paceMs: number;
  readonly paceBytes: number;
  /** From a request's first byte to its last, at any pace. */
  readonly requestMs: number;
  /** How long a connection may say nothing between two requests. */
  readonly keepAliveMs: number;
  /** How long an answer may stand still because nobody reads it. */
  readonly idleMs: number;
  /** How often times are looked at. */
  readonly checkMs: number;
  /** Connections at once, of all and of one address. */
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** Requests of one connection that are worked on at once. */
  readonly running: number;
  /** Requests of one connection that wait behind those; with more it is closed. */
  readonly waiting: number;
  /** Requests of all connections that are not answered; past it whoever sends ahead is closed at once. */
  readonly unanswered: number;
}

/** What holds where nothing else is asked for. */
export const DEFAULT_LIMITS: HttpLimits = {
  headersMs: 30_000,
  // 2 kB/s: half of what the slowest mobile line gives. A stalled body is held for a minute at most,
  // and the largest push, 16 MB, gets through at that pace
  paceMs: 30_000,
  paceBytes: 60_000,
  requestMs: 9_000_000,
  // longer than the minute that clients and proxies keep a connection
  keepAliveMs: 75_000,
  idleMs: 120_000,
  checkMs: 5_000,
  // 5,000 panels behind one gateway with two connections each, and as many programs elsewhere
  connections: 16_000,
  connectionsPerAddress: 10_000,
  // nobody who calls a panel sends ahead. Each that waits takes some 7 kB
  running: 16,
  waiting: 250,
  unanswered: 10_000,
};
