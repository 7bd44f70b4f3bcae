import type { Channel, Follower, Looked } from "./channel.ts";
import { FIRST_FRAME, renderFrame } from "./frames.ts";
import type { FrameName } from "./frames.ts";
import type { SharedPiece } from "./shared-piece.ts";
import { renderCursor } from "./stream-cursor.ts";

/** Where a stream's bytes go. */
export interface StreamSink {
  /** Hands bytes over. @returns false when no more should follow until {@link Subscription.drained} */
  write(bytes: Uint8Array): boolean;
  /** Nothing follows. */
  end(): void;
}

/** Why a stream ends that its reader did not end; the reader may come again behind what it has. */
export interface StreamEnd {
  readonly code: "unauthorised" | "forbidden" | "changed" | "stale_cursor" | "unavailable";
  readonly message: string;
}

/** Asked again and again: why the stream has to end, `undefined` while it may go on. */
export type AskWhetherToEnd = () => Promise<StreamEnd | undefined>;

/** What a reader needs of the log's one reader. */
export interface FollowedLog {
  readonly epoch: string;
  /** The newest seq that may be shown. */
  readonly head: number;
  /** The seq up to which the log was read for those who follow live. */
  readonly toSeq: number;
  /** Events behind a seq, as far as the log was read. */
  pieceAfter(seq: number, limit: number): Promise<SharedPiece>;
  /** Asks for a turn: {@link Subscription.step} is called soon. */
  wantsTurn(subscription: Subscription): void;
  /** The reader is gone. */
  remove(subscription: Subscription): void;
}

/** How a reader is served. */
export interface SubscriptionParts {
  readonly log: FollowedLog;
  readonly channel: Channel;
  readonly sink: StreamSink;
  readonly askWhetherToEnd: AskWhetherToEnd;
  /** From one position to the next, ms. */
  readonly positionMs: number;
  /** `undefined` where nothing was ever taken out of the log. */
  readonly gone: GoneEvents | undefined;
}

/** Up to where events were taken out of the log. */
export interface GoneEvents {
  /** None with a greater seq was. */
  readonly seq: number;
  /** None that happened then or later was, Unix ms. */
  readonly beforeMs: number;
}

/** How often it is asked whether the stream has to end: as soon as any other request is refused, ms. */
const ASK_MS = 1_000;

/** How long other work waits for a reader's turn, ms. */
const TURN_MS = 3;
/** What one turn may hand over at once, beside its last event. */
const TURN_CHARACTERS = 64 * 1024;
const FIRST_EVENTS = 64;
const LEAST_EVENTS = 16;
const MOST_EVENTS = 1_000;

/**
 * One reader of the stream. It stands at a seq: everything up to there it has seen or passed over. Live,
 * it is handed each new piece of the log; behind, it reads in turns; held up by its own slowness, it
 * gets nothing until it has read what it has.
 */
export class Subscription implements Follower {
  readonly #parts: SubscriptionParts;
  readonly #positions: NodeJS.Timeout;
  readonly #asks: NodeJS.Timeout;
  #place: number;
  #isLive: boolean;
  #hasBeenLive: boolean;
  #isHeld = false;
  #isClosed = false;
  #isAsking = false;
  /** Where it was told last that it is behind. */
  #toldPlace: number | undefined;
  /** Events read in a turn. */
  #limit = FIRST_EVENTS;

  /** Begins behind a seq: says where it stands, then reads on. */
  constructor(parts: SubscriptionParts, place: number) {
    this.#parts = parts;
    this.#place = place;
    this.#isLive = place >= parts.log.toSeq;
    this.#hasBeenLive = this.#isLive;
    this.#asks = setInterval(() => void this.#ask(), Math.min(ASK_MS, parts.positionMs));
    this.#positions = setInterval(() => this.#tellPosition(), parts.positionMs);
    this.#write(Buffer.from(FIRST_FRAME + this.#where("position") + this.#whatIsGone()));
    if (!this.#isLive) parts.log.wantsTurn(this);
  }

  get place(): number {
    return this.#place;
  }

  wants({ toSeq }: SharedPiece): boolean {
    return this.#isLive && !this.#isClosed && this.#place < toSeq;
  }

  show({ toSeq, bytes }: Looked): void {
    // a place that another node's reader has come to may be ahead of ours
    this.#place = Math.max(this.#place, toSeq);
    if (bytes.length > 0) this.#write(bytes);
  }

  /** Reads on from where it stands. @returns whether there is more to read now */
  async step(): Promise<boolean> {
    if (this.#isClosed || this.#isHeld) return false;
    const { log, channel } = this.#parts;
    const startMs = performance.now();
    const reading = log.pieceAfter(this.#place, this.#limit);
    const readMs = performance.now() - startMs;
    const piece = await reading;
    if (this.#isEnded()) return false;
    const lookMs = performance.now();
    const bounds = { untilMs: lookMs + TURN_MS - readMs, maxCharacters: TURN_CHARACTERS };
    this.show(channel.look(piece, bounds));
    this.#pace(readMs + performance.now() - lookMs);
    if (this.#isHeld) return false;
    if (this.#place < log.toSeq) return true;
    this.#isLive = true;
    this.#hasBeenLive = true;
    this.#write(Buffer.from(this.#where("position")));
    return false;
  }

  /** What was handed over has been taken. */
  drained(): void {
    if (this.#isClosed || !this.#isHeld) return;
    this.#isHeld = false;
    this.#tellBehind();
    this.#parts.log.wantsTurn(this);
  }

  /** Ends the stream and says why; without a reason, as when we stop, it just ends. */
  end(reason?: StreamEnd): void {
    if (this.#isClosed) return;
    const { log, sink } = this.#parts;
    if (reason !== undefined) {
      const id = renderCursor(log.epoch, this.#place);
      sink.write(Buffer.from(renderFrame(id, "end", JSON.stringify(reason))));
    }
    sink.end();
    this.close();
  }

  /** The reader is gone. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#asks);
    clearInterval(this.#positions);
    this.#parts.log.remove(this);
  }

  /** Asked anew after every wait. */
  #isEnded(): boolean {
    return this.#isClosed;
  }

  async #ask(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const reason = await this.#parts.askWhetherToEnd().catch(() => undefined);
    this.#isAsking = false;
    if (reason !== undefined) this.end(reason);
  }

  #tellPosition(): void {
    if (!this.#isHeld) this.#write(Buffer.from(this.#where("position")));
  }

  /** Once at each place; who reads history is behind anyhow, and each position says so. */
  #tellBehind(): void {
    if (!this.#hasBeenLive || this.#place >= this.#parts.log.head) return;
    if (this.#place === this.#toldPlace) return;
    this.#toldPlace = this.#place;
    this.#write(Buffer.from(this.#where("behind")));
  }

  #where(name: FrameName): string {
    const { epoch, head } = this.#parts.log;
    const seq = this.#place;
    const behind = Math.max(0, head - seq);
    return renderFrame(renderCursor(epoch, seq), name, JSON.stringify({ seq, head, behind }));
  }

  /** A reader that comes back is told that some of what it has not seen is not there any more. */
  #whatIsGone(): string {
    const { log, gone } = this.#parts;
    if (gone === undefined || gone.seq <= this.#place) return "";
    const data = JSON.stringify({ seq: gone.seq, before: gone.beforeMs });
    return renderFrame(renderCursor(log.epoch, this.#place), "gone", data);
  }

  #write(bytes: Uint8Array): void {
    if (this.#parts.sink.write(bytes)) return;
    this.#isHeld = true;
    this.#isLive = false;
  }

  #pace(tookMs: number): void {
    if (tookMs > TURN_MS) this.#limit = Math.max(LEAST_EVENTS, this.#limit >> 1);
    else if (tookMs < TURN_MS / 2) this.#limit = Math.min(MOST_EVENTS, this.#limit * 2);
  }
}
