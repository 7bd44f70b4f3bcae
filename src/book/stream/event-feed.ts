import type { EventBook } from "../../event/book.ts";
import { Channel, channelKey } from "./channel.ts";
import type { StreamQuestion } from "./channel.ts";
import { KeptEvents } from "./kept-events.ts";
import type { KeptBounds } from "./kept-events.ts";
import { splitPiece } from "./log-piece.ts";
import type { LogPiece } from "./log-piece.ts";
import { ReadingTurns } from "./reading-turns.ts";
import { SharedPiece } from "./shared-piece.ts";
import type { StreamCursor } from "./stream-cursor.ts";
import { Subscription } from "./subscription.ts";
import type {
  AskWhetherToEnd,
  FollowedLog,
  GoneEvents,
  StreamEnd,
  StreamSink,
} from "./subscription.ts";

/** What of a log is followed. */
export type StreamLog = Pick<EventBook, "after" | "head" | "epoch" | "watch">;

/** What a feed rests on. */
export interface FeedParts {
  readonly log: StreamLog;
  /** Told what went wrong while reading, once until it is right again. */
  readonly report: (cause: unknown) => void;
  /** Up to where events were ever taken out of the log; `undefined` for none. Nothing ever was when absent. */
  readonly gone?: () => GoneEvents | undefined;
  /** From one position to the next, ms; default 15 s. */
  readonly positionMs?: number;
  /** What is kept in memory for readers who are a little behind; default 10,000 events of 16 MB. */
  readonly kept?: KeptBounds;
}

/** A place that is not in the log: of another history, or beyond the end of this one. */
export interface StaleCursor {
  readonly message: string;
  readonly epoch: string;
  readonly head: number;
}

/** One who wants to read the stream. */
export interface Reader {
  readonly question: StreamQuestion;
  readonly sink: StreamSink;
  readonly askWhetherToEnd: AskWhetherToEnd;
}

const POSITION_MS = 15_000;
const KEPT: KeptBounds = { events: 10_000, bytes: 16_000_000 };

/** New events that are read at once: some 1 ms. */
const READ_EVENTS = 256;
/** What one piece of the log comes to when it is written, roughly. */
const PIECE_BYTES = 64 * 1024;
/** Bringing a piece to many readers lets other work in between after so long. */
const SPREAD_MS = 5;
/** Events of so long are brought together; with many readers of twice what the last round took. */
const LEAST_GAP_MS = 5;
const MOST_GAP_MS = 250;
/** How long after a failure the log is read again. */
const AGAIN_MS = 1_000;

const ANOTHER_HISTORY: StreamEnd = {
  code: "stale_cursor",
  message: "The log was put back to an earlier state: begin anew",
};
const UNREADABLE: StreamEnd = {
  code: "unavailable",
  message: "The log cannot be read now: come again",
};

/**
 * Follows the log by seq for all readers of the stream: what is new is read once, and once for all who
 * ask the same it is matched and written. Whoever is far behind reads the log by itself, in turns, and
 * joins the others where they are. Nobody is shown more than the log has told of.
 */
export class EventFeed implements FollowedLog, AsyncDisposable {
  readonly #parts: FeedParts;
  readonly #kept: KeptEvents;
  readonly #channels = new Map<string, Channel>();
  readonly #subscriptions = new Map<Subscription, string>();
  readonly #turns = new ReadingTurns<Subscription>((subscription, cause) => {
    this.#parts.report(cause);
    subscription.end(UNREADABLE);
  });
  readonly #unwatch: () => void;
  readonly #epochTimer: NodeJS.Timeout;
  #epoch = "";
  #head = 0;
  #checking: Promise<void> | undefined;
  #isPumping = false;
  #isFailing = false;
  #isClosed = false;
  #timer: NodeJS.Timeout | undefined;
  #notBeforeMs = 0;

  private constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#kept = new KeptEvents(parts.kept ?? KEPT, 0);
    this.#unwatch = parts.log.watch((head) => this.#grown(head));
    this.#epochTimer = setInterval(() => {
      this.#checkEpoch().catch((cause: unknown) => this.#parts.report(cause));
    }, this.#positionMs).unref();
  }

  /** Begins to follow a log. @throws AppError `unavailable`, `damaged` */
  static async open(parts: FeedParts): Promise<EventFeed> {
    const feed = new EventFeed(parts);
    await feed.#checkEpoch();
    return feed;
  }

  get epoch(): string {
    return this.#epoch;
  }

  get head(): number {
    return this.#head;
  }

  get toSeq(): number {
    return this.#kept.toSeq;
  }

  /** How many readers there are. */
  get size(): number {
    return this.#subscriptions.size;
  }

  /** How many of them have not seen the newest event yet. */
  get behind(): number {
    return [...this.#subscriptions.keys()].filter(({ place }) => place < this.#head).length;
  }

  /**
   * Where a reader begins: behind its cursor; without one at the newest event.
   *
   * @throws AppError `unavailable`, `damaged`
   */
  async placeOf(cursor: StreamCursor | undefined): Promise<number | StaleCursor> {
    await this.#checkEpoch();
    if (cursor === undefined) return this.#head;
    const { epoch = this.#epoch, seq } = cursor;
    if (epoch !== this.#epoch) return this.#stale(`is of another history of the log`);
    if (seq > this.#head && !(await this.#holds(seq))) {
      return this.#stale(`is beyond the end of the log`);
    }
    return seq;
  }

  /** Takes a reader in, behind a place that {@link placeOf} has given. */
  subscribe({ question, sink, askWhetherToEnd }: Reader, place: number): Subscription {
    if (this.#subscriptions.size === 0) this.#kept.restart(this.#head);
    const key = channelKey(question);
    const channel = this.#channels.get(key) ?? new Channel(question);
    this.#channels.set(key, channel);
    const positionMs = this.#positionMs;
    const gone = this.#parts.gone?.();
    const parts = { log: this, channel, sink, askWhetherToEnd, positionMs, gone };
    const subscription = new Subscription(parts, place);
    channel.followers.add(subscription);
    this.#subscriptions.set(subscription, key);
    return subscription;
  }

  async pieceAfter(seq: number, limit: number): Promise<SharedPiece> {
    const piece = this.#kept.reaches(seq)
      ? this.#kept.after(seq, limit)
      : await this.#read(seq, limit, this.#kept.toSeq);
    return new SharedPiece(piece, this.#epoch);
  }

  wantsTurn(subscription: Subscription): void {
    this.#turns.add(subscription);
  }

  remove(subscription: Subscription): void {
    this.#turns.remove(subscription);
    const key = this.#subscriptions.get(subscription);
    if (key === undefined) return;
    this.#subscriptions.delete(subscription);
    const channel = this.#channels.get(key);
    channel?.followers.delete(subscription);
    if (channel?.followers.size === 0) this.#channels.delete(key);
  }

  /** Ends every stream; whoever wants to go on comes again. */
  end(reason?: StreamEnd): void {
    for (const subscription of this.#subscriptions.keys()) subscription.end(reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#unwatch();
    clearInterval(this.#epochTimer);
    clearTimeout(this.#timer);
    this.end();
    return Promise.resolve();
  }

  get #positionMs(): number {
    return this.#parts.positionMs ?? POSITION_MS;
  }

  /** Sees whether the log has another history than it had: then nothing that was read of it holds. */
  #checkEpoch(): Promise<void> {
    this.#checking ??= this.#lookAtEpoch().finally(() => (this.#checking = undefined));
    return this.#checking;
  }

  async #lookAtEpoch(): Promise<void> {
    const { log } = this.#parts;
    const epoch = await log.epoch();
    if (epoch === this.#epoch) return;
    this.end(ANOTHER_HISTORY);
    // whatever we are told from here on is of the new one
    this.#head = 0;
    const head = await log.head();
    this.#head = Math.max(this.#head, head);
    this.#epoch = epoch;
    this.#kept.restart(this.#head);
  }

  #stale(what: string): StaleCursor {
    const message =
      `The place to go on from ${what}: it was put back to an earlier state since. ` +
      "Begin anew, from a seq of the present log (0 for its start).";
    return { message, epoch: this.#epoch, head: this.#head };
  }

  /** Whether the log has an event that nobody has told us of yet: another process may have shown it. */
  async #holds(seq: number): Promise<boolean> {
    const [event] = await this.#parts.log.after(seq - 1, 1);
    return event?.seq === seq;
  }

  #grown(head: number): void {
    if (head <= this.#head) return;
    this.#head = head;
    this.#pumpSoon();
  }

  #pumpSoon(): void {
    if (this.#isPumping || this.#isClosed || this.#timer !== undefined) return;
    if (this.#subscriptions.size === 0) return;
    const waitMs = Math.max(0, this.#notBeforeMs - performance.now());
    this.#timer = setTimeout(() => void this.#pump(), waitMs);
  }

  /** Reads what is new and brings it to those who follow live. */
  async #pump(): Promise<void> {
    this.#timer = undefined;
    this.#isPumping = true;
    try {
      // a gap between rounds, unless one could not take all that there was
      while (!(await this.#pumpOnce()));
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#parts.report(error);
      this.#isFailing = true;
      this.#notBeforeMs = performance.now() + AGAIN_MS;
    } finally {
      this.#isPumping = false;
    }
    if (this.toSeq < this.#head) this.#pumpSoon();
  }

  /** @returns whether that was all */
  async #pumpOnce(): Promise<boolean> {
    const upTo = this.#head;
    const found = await this.#read(this.toSeq, READ_EVENTS, upTo);
    const epoch = this.#epoch;
    const startMs = performance.now();
    for (const piece of splitPiece(found, PIECE_BYTES)) {
      const isAnew = this.toSeq !== piece.afterSeq || this.#epoch !== epoch;
      if (isAnew || this.#isClosed || this.#subscriptions.size === 0) return true;
      this.#kept.add(piece);
      await this.#spread(new SharedPiece(piece, epoch));
    }
    const gapMs = Math.min(MOST_GAP_MS, 2 * (performance.now() - startMs));
    this.#notBeforeMs = performance.now() + Math.max(LEAST_GAP_MS, gapMs);
    return found.toSeq === upTo;
  }

  async #spread(piece: SharedPiece): Promise<void> {
    let untilMs = performance.now() + SPREAD_MS;
    for (const channel of this.#channels.values()) {
      for (const _ of channel.offer(piece)) {
        if (performance.now() < untilMs) continue;
        await new Promise(setImmediate);
        untilMs = performance.now() + SPREAD_MS;
      }
    }
    await new Promise(setImmediate);
  }

  /** Events behind a seq, none beyond another. */
  async #read(seq: number, limit: number, upTo: number): Promise<LogPiece> {
    const found = await this.#parts.log.after(seq, limit);
    const events = found.filter((event) => event.seq <= upTo);
    const isAll = found.length < limit || events.length < found.length;
    return { afterSeq: seq, toSeq: isAll ? upTo : (events.at(-1)?.seq ?? upTo), events };
  }
}
