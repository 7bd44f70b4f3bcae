/**
 * - `pause`: `until` is reached; run again to go on.
 * - `start`, `end`: of a value that lies in at most {@link JsonWalk.watched} arrays and objects.
 * - `name`: a member's name was passed, before such a value.
 * - `finish`: the text is one JSON value.
 * - `broken`: it is not; see `reason`.
 */
export type Signal = "pause" | "start" | "end" | "name" | "finish" | "broken";

/** What may come next: the states between two tokens, and the two inside a long one. */
type Expected = "value" | "element" | "member" | "name" | "colon" | "comma" | "string" | "in name";

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LOWER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const WORDS = ["true", "false", "null"].map((word) => new TextEncoder().encode(word));
const ESCAPED = new Set(new TextEncoder().encode('"\\/bfnrt'));

/** No number that anybody means is longer; it bounds the time of one step. */
const MAX_NUMBER_BYTES = 65_536;

/** Bytes that stand in a string for themselves, all that are part of a longer character included. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/**
 * A walk over the bytes of a JSON text that checks its grammar (RFC 8259), in slices, without
 * recursion and without reading a value: numbers stay as long as they are, members stay where and as
 * often as they are. Only strings may hold bytes above 0x7f; whether these are UTF-8 is not asked.
 */
export class JsonWalk {
  readonly #bytes: Uint8Array;
  readonly #watched: number;
  #at: number;
  #nameFrom = 0;
  #expected: Expected = "value";
  #isStarted = false;
  /** For each open array or object the byte that closes it. */
  #closers = new Uint8Array(64);
  #depth = 0;
  #reason = "";

  /**
   * @param at where the text begins
   * @param watched how many arrays and objects a value may lie in for the walk to signal it
   */
  constructor(bytes: Uint8Array, at: number, watched: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#watched = watched;
  }

  /** At `start` the value's first byte; at `end` and `name` the byte after the last. */
  get at(): number {
    return this.#at;
  }

  /** At `name` where the opening quote of the name stands. */
  get nameFrom(): number {
    return this.#nameFrom;
  }

  /** How many arrays and objects the value just signalled lies in. */
  get depth(): number {
    return this.#depth;
  }

  /** Why the text is `broken`, for people. */
  get reason(): string {
    return this.#reason;
  }

  /** Goes on to the next signal, or some bytes past `until`. */
  run(until: number): Signal {
    const bytes = this.#bytes;
    const end = Math.min(until, bytes.length);
    while (this.#at < end) {
      const byte = bytes[this.#at]!;
      let signal: Signal | undefined;
      if (this.#expected === "string" || this.#expected === "in name") signal = this.#string(end);
      else if (byte <= 0x20 && isSpace(byte)) this.#at++;
      else signal = this.#token(byte);
      if (signal !== undefined) return signal;
    }
    if (this.#at < bytes.length) return "pause";
    if (this.#depth === 0 && this.#expected === "comma") return "finish";
    return this.#break(bytes.length === 0 ? "empty" : "cut short");
  }

  #token(byte: number): Signal | undefined {
    switch (this.#expected) {
      case "comma":
        return this.#comma(byte);
      case "colon":
        if (byte !== COLON) return this.#break();
        this.#at++;
        this.#expected = "value";
        return undefined;
      case "member":
        if (byte === CLOSE_OBJECT) return this.#close();
        return this.#name(byte);
      case "name":
        return this.#name(byte);
      case "element":
        if (byte === CLOSE_ARRAY) return this.#close();
        return this.#value(byte);
      case "value":
      case "string": // these two: run() does not ask here in the middle of a string
      case "in name":
        return this.#value(byte);
    }
  }

  #value(byte: number): Signal | undefined {
    if (!this.#isStarted && this.#depth <= this.#watched) {
      this.#isStarted = true;
      return "start";
    }
    this.#isStarted = false;
    if (byte === QUOTE) {
      this.#at++;
      this.#expected = "string";
      return undefined;
    }
    if (byte === OPEN_OBJECT) return this.#open(CLOSE_OBJECT, "member");
    if (byte === OPEN_ARRAY) return this.#open(CLOSE_ARRAY, "element");
    return byte === MINUS || isDigit(byte) ? this.#number() : this.#word(byte);
  }

  #name(byte: number): Signal | undefined {
    if (byte !== QUOTE) return this.#break();
    this.#nameFrom = this.#at++;
    this.#expected = "in name";
    return undefined;
  }

  #comma(byte: number): Signal | undefined {
    if (this.#depth === 0) return this.#break();
    const closer = this.#closers[this.#depth - 1]!;
    if (byte === closer) return this.#close();
    if (byte !== COMMA) return this.#break();
    this.#at++;
    this.#expected = closer === CLOSE_OBJECT ? "name" : "value";
    return undefined;
  }

  #open(closer: number, expected: Expected): undefined {
    if (this.#depth === this.#closers.length) {
      const more = new Uint8Array(2 * this.#depth);
      more.set(this.#closers);
      this.#closers = more;
    }
    this.#closers[this.#depth++] = closer;
    this.#at++;
    this.#expected = expected;
  }

  #close(): Signal | undefined {
    this.#depth--;
    return this.#ended(this.#at + 1);
  }

  #ended(at: number): Signal | undefined {
    this.#at = at;
    this.#expected = "comma";
    return this.#depth <= this.#watched ? "end" : undefined;
  }

  /** What is left of a string, up to `end`. */
  #string(end: number): Signal | undefined {
    const bytes = this.#bytes;
    let at = this.#at;
    while (at < end) {
      const byte = bytes[at]!;
      if (PLAIN[byte] === 1) at++;
      else if (byte === QUOTE) return this.#stringEnded(at + 1);
      else {
        const length = byte === BACKSLASH ? this.#escape(at + 1) : 0;
        this.#at = at;
        if (length === 0) return this.#break();
        at += length;
      }
    }
    this.#at = at;
    return undefined;
  }

  #stringEnded(at: number): Signal | undefined {
    if (this.#expected === "string") return this.#ended(at);
    this.#at = at;
    this.#expected = "colon";
    return this.#depth <= this.#watched ? "name" : undefined;
  }

  /** How long the escape is whose backslash stands before `at`; 0 for none that there is. */
  #escape(at: number): number {
    const bytes = this.#bytes;
    const byte = bytes[at] ?? 0;
    if (ESCAPED.has(byte)) return 2;
    if (byte !== LOWER_U) return 0;
    for (let i = at + 1; i <= at + 4; i++) if (!isHex(bytes[i] ?? 0)) return 0;
    return 6;
  }

  #number(): Signal | undefined {
    const bytes = this.#bytes;
    let at = this.#at;
    if (bytes[at] === MINUS) at++;
    let from = at;
    at = this.#digits(at);
    if (at === from || (bytes[from] === ZERO && at > from + 1)) return this.#break();
    if (bytes[at] === POINT) {
      from = at + 1;
      at = this.#digits(from);
      if (at === from) return this.#break();
    }
    if (isOneOf(bytes[at], "e", "E")) {
      from = isOneOf(bytes[at + 1], "+", "-") ? at + 2 : at + 1;
      at = this.#digits(from);
      if (at === from) return this.#break();
    }
    return at - this.#at > MAX_NUMBER_BYTES
      ? this.#break("a number of over 64 KiB")
      : this.#ended(at);
  }

  #digits(from: number): number {
    const bytes = this.#bytes;
    const end = Math.min(bytes.length, from + MAX_NUMBER_BYTES + 1);
    let at = from;
    while (at < end && isDigit(bytes[at]!)) at++;
    return at;
  }

  #word(byte: number): Signal | undefined {
    const word = WORDS.find((one) => one[0] === byte);
    if (word?.every((letter, i) => this.#bytes[this.#at + i] === letter) !== true) {
      return this.#break();
    }
    return this.#ended(this.#at + word.length);
  }

  #break(reason = `not JSON at byte ${this.#at}`): Signal {
    this.#reason = reason;
    return "broken";
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

function isHex(byte: number): boolean {
  const lower = byte | 0x20;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

function isOneOf(byte: number | undefined, one: string, other: string): boolean {
  return byte === one.charCodeAt(0) || byte === other.charCodeAt(0);
}
