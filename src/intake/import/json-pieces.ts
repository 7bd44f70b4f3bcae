import { decodeString } from "../../basip/link/members.ts";
import type { Piece, Unread } from "./piece.ts";
import { PieceBytes, TOO_LARGE } from "./piece.ts";

/** The members whose lists hold events, in answers of panels and of the book. */
export const ANSWER_LISTS: ReadonlySet<string> = new Set(["list_items", "events"]);
/** A name with more bytes is none of them, whatever its escapes: `\\u006c` for a letter. */
const MAX_NAME_BYTES = 64;

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * What is read: what stands `between` values, a `piece`, or what is `around` the list of an answer.
 */
type State = "between" | "piece" | "around" | "broken";

/**
 * Cuts JSON into its events, whatever the size of the whole: the elements of a list, of the lists
 * `list_items` and `events` of answers, or single objects, as many of each as there are, with or without
 * white space between. It finds where values end; whether they are JSON is for others to say.
 */
export class JsonPieces {
  readonly #held = new PieceBytes();
  readonly #name = new Uint8Array(MAX_NAME_BYTES);
  #nameLength = 0;
  #state: State = "between";
  /** The line that is read, and that on which the piece began. */
  #line = 1;
  #began = 1;
  #part = 0;
  /** How many arrays and objects are open in the piece, or around a list. */
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Whether the piece is no array, object or string. */
  #isBare = false;
  /** Of an object that stands in no list: whether a list of its may follow, as its last name says. */
  #isListNamed = false;
  /** What is open: an array of all, an answer, the list of an answer. */
  #isInArray = false;
  #isInAnswer = false;
  #isInList = false;

  /** The events that end in the chunk. */
  *push(chunk: Uint8Array): Generator<Piece | Unread> {
    let from = 0;
    for (let at = 0; at < chunk.length && this.#state !== "broken"; at++) {
      const byte = chunk[at]!;
      if (byte === LINE_FEED) this.#line += 1;
      if (this.#state === "between") {
        if (byte <= 0x20 || byte === COMMA) continue;
        from = at;
        const unread = this.#begin(byte);
        if (unread !== undefined) yield unread;
        // a list may have begun or ended with it
        continue;
      }
      if (this.#isInString) {
        this.#string(byte);
        if (this.#isInString || this.#depth > 0 || this.#state !== "piece") continue;
        yield* this.#cut(chunk.subarray(from, at + 1));
        continue;
      }
      if (this.#isBare) {
        if (byte > 0x20 && byte !== COMMA && byte !== CLOSE_ARRAY && byte !== CLOSE_OBJECT)
          continue;
        yield* this.#cut(chunk.subarray(from, at));
        if (byte === LINE_FEED) this.#line -= 1;
        at -= 1; // what ends it is read by itself
        continue;
      }
      if (this.#token(byte)) yield* this.#cut(chunk.subarray(from, at + 1));
    }
    if (this.#state === "piece") this.#held.add(chunk.subarray(from));
  }

  /** What is left when the file ends: nothing, or what is cut short. */
  *end(): Generator<Piece | Unread> {
    if (this.#state === "piece" && this.#isBare) yield* this.#cut(new Uint8Array());
    if (this.#state === "piece") yield { line: this.#began, reason: "cut short" };
    else if (this.#state !== "broken" && (this.#isInArray || this.#isInAnswer)) {
      yield { line: this.#line, reason: "the file is cut short within a list" };
    }
  }

  /** A value begins, or a list ends. */
  #begin(byte: number): Unread | undefined {
    if (byte === CLOSE_ARRAY && this.#isInList) {
      this.#isInList = false;
      this.#state = "around";
      this.#depth = 1;
      return undefined;
    }
    if (byte === CLOSE_ARRAY && this.#isInArray) {
      this.#isInArray = false;
      return undefined;
    }
    if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      this.#state = "broken";
      return { line: this.#line, reason: "not JSON from here on; nothing further was read" };
    }
    if (byte === OPEN_ARRAY && !this.#isInList && !this.#isInArray) {
      this.#isInArray = true;
      return undefined;
    }
    this.#state = "piece";
    this.#began = this.#line;
    const opens = byte === OPEN_OBJECT || byte === OPEN_ARRAY;
    this.#depth = opens ? 1 : 0;
    this.#isInString = byte === QUOTE;
    this.#isBare = !opens && byte !== QUOTE;
    this.#isListNamed = false;
    return undefined;
  }

  /** Goes on in a string; the last one on the level of an object's members may be a list's name. */
  #string(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) {
      this.#isInString = false;
      if (this.#isWatched) this.#isListNamed = this.#hasListName();
      return;
    }
    if (this.#nameLength < MAX_NAME_BYTES) this.#name[this.#nameLength] = byte;
    this.#nameLength += 1;
  }

  #hasListName(): boolean {
    if (this.#nameLength > MAX_NAME_BYTES) return false;
    const name = Buffer.from(this.#name.subarray(0, this.#nameLength)).toString();
    try {
      return ANSWER_LISTS.has(decodeString(`"${name}"`));
    } catch {
      return false;
    }
  }

  /** Whether names are those of an object that may be an answer. */
  get #isWatched(): boolean {
    return this.#depth === 1 && (this.#state === "around" || !this.#isInList);
  }

  /** Goes on between strings. @returns whether the piece ends here */
  #token(byte: number): boolean {
    if (byte === QUOTE) {
      this.#isInString = true;
      this.#nameLength = 0;
    } else if (byte === COMMA && this.#depth === 1) this.#isListNamed = false;
    else if (byte === OPEN_ARRAY && this.#isWatched && this.#isListNamed) this.#openList();
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      this.#depth -= 1;
      if (this.#depth > 0) return false;
      if (this.#state === "piece") return true;
      this.#state = "between";
      this.#isInAnswer = false;
    }
    return false;
  }

  /** The object that was read is an answer: what it says around its list is passed over. */
  #openList(): void {
    this.#held.clear();
    this.#isListNamed = false;
    this.#isInAnswer = true;
    this.#isInList = true;
    this.#state = "between";
    this.#part += 1;
  }

  *#cut(last: Uint8Array): Generator<Piece | Unread> {
    const bytes = this.#held.take(last);
    const line = this.#began;
    this.#state = "between";
    this.#isBare = false;
    if (bytes === undefined) yield { line, reason: TOO_LARGE };
    else yield { bytes, line, part: this.#part };
  }
}
