import { MAX_LINE_BYTES } from "./read-line.ts";

/** A line as it came, without its end. */
export interface SyslogFrame {
  /** Of a line that is too long its first 64 KiB. */
  readonly bytes: Uint8Array;
  readonly isTooLong: boolean;
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const NUL = 0x00;
const BLANK = 0x20;
const OPEN_ANGLE = 0x3c;
/** The digits of a length that is counted; one that is longer is no length. */
const MOST_DIGITS = 6;
const FIRST_HELD_BYTES = 512;

/** Whether what stands between lines begins a length, and what follows ends it. */
type Start = "length" | "line" | "counted";

/**
 * Finds the lines in a stream of bytes, whatever the pieces it comes in: each ends with a newline, or
 * has its length before it, `57 <14>1 …` (RFC 6587, octet counting), one way or the other at each line.
 * Carriage returns and NULs at a line's end belong to the end; empty lines are none. Holds at most
 * 64 KiB; of a longer line the rest is passed over.
 */
export class LineFramer {
  readonly #counts: boolean;
  #held = Buffer.allocUnsafe(FIRST_HELD_BYTES);
  #length = 0;
  #state: "start" | "line" | "counted" = "start";
  /** Bytes that the line still has, when they are counted. */
  #left = 0;
  /** Whether the line was handed over cut, so that its rest is passed over. */
  #isCut = false;
  #frames: SyslogFrame[] = [];

  /** @param counts whether lengths are understood; else a newline ends each line */
  constructor(counts: boolean) {
    this.#counts = counts;
  }

  /** The lines that end in these bytes. Keeps nothing of `chunk`. */
  push(chunk: Uint8Array): SyslogFrame[] {
    for (let at = 0; at < chunk.length;) {
      if (this.#state === "start") at = this.#begin(chunk, at);
      else if (this.#state === "line") at = this.#untilNewline(chunk, at);
      else at = this.#untilCounted(chunk, at);
    }
    return this.#takeFrames();
  }

  /** What is left at the end of the stream: half a line is a line. */
  end(): SyslogFrame[] {
    this.#finish();
    return this.#takeFrames();
  }

  #takeFrames(): SyslogFrame[] {
    const frames = this.#frames;
    this.#frames = [];
    return frames;
  }

  #begin(chunk: Uint8Array, at: number): number {
    const byte = chunk[at] ?? NEWLINE;
    switch (this.#counts ? this.#classify(byte) : "line") {
      case "length":
        this.#hold(chunk, at, at + 1);
        return at + 1;
      case "counted":
        this.#left = Number(this.#held.toString("latin1", 0, this.#length));
        this.#length = 0;
        this.#state = "counted";
        return at;
      case "line":
        this.#state = "line";
        return at;
    }
  }

  /** A length is digits, the first not 0, a blank, and a line that begins as one. */
  #classify(byte: number): Start {
    const length = this.#length;
    const isDigit = byte >= 0x30 && byte <= 0x39;
    if (length === 0) return isDigit && byte !== 0x30 ? "length" : "line";
    if (this.#held[length - 1] === BLANK) return byte === OPEN_ANGLE ? "counted" : "line";
    return byte === BLANK || (isDigit && length < MOST_DIGITS) ? "length" : "line";
  }

  #untilNewline(chunk: Uint8Array, at: number): number {
    const found = chunk.indexOf(NEWLINE, at);
    const end = found === -1 ? chunk.length : found;
    this.#hold(chunk, at, end);
    if (found === -1) return end;
    this.#finish();
    return end + 1;
  }

  #untilCounted(chunk: Uint8Array, at: number): number {
    const end = Math.min(at + this.#left, chunk.length);
    this.#hold(chunk, at, end);
    this.#left -= end - at;
    if (this.#left === 0) this.#finish();
    return end;
  }

  #hold(chunk: Uint8Array, from: number, to: number): void {
    if (this.#isCut) return;
    const room = MAX_LINE_BYTES - this.#length;
    const part = chunk.subarray(from, Math.min(to, from + room));
    this.#reserve(this.#length + part.length);
    this.#held.set(part, this.#length);
    this.#length += part.length;
    if (to - from <= room) return;
    this.#emit(this.#length, true);
    this.#forget();
    this.#isCut = true;
  }

  #reserve(length: number): void {
    if (length <= this.#held.length) return;
    const larger = Buffer.allocUnsafe(Math.max(length, this.#held.length * 2));
    larger.set(this.#held.subarray(0, this.#length));
    this.#held = larger;
  }

  #finish(): void {
    let end = this.#length;
    while (end > 0 && isEnding(this.#held[end - 1])) end--;
    if (end > 0) this.#emit(end, false);
    this.#forget();
    this.#isCut = false;
    this.#state = "start";
  }

  #emit(length: number, isTooLong: boolean): void {
    this.#frames.push({ bytes: new Uint8Array(this.#held.subarray(0, length)), isTooLong });
  }

  #forget(): void {
    this.#length = 0;
    // thousands of connections that once had a long line would hold it for good
    if (this.#held.length > FIRST_HELD_BYTES) this.#held = Buffer.allocUnsafe(FIRST_HELD_BYTES);
  }
}

/** The lines of a text that is there whole: a newline ends each, but maybe the last. */
export function splitLines(bytes: Uint8Array): SyslogFrame[] {
  const framer = new LineFramer(false);
  return [...framer.push(bytes), ...framer.end()];
}

function isEnding(byte: number | undefined): boolean {
  return byte === RETURN || byte === NUL || byte === NEWLINE;
}
