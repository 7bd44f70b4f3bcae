/** A piece of a file that stands for one thing, such as a line. */
export interface Piece {
  readonly bytes: Uint8Array;
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** Which list of events it is of, rising from 0. */
  readonly part: number;
}

/** A place at which a file could not be read on, or a piece that is too large to be read. */
export interface Unread {
  readonly line: number;
  /** For people. */
  readonly reason: string;
}

/** The largest piece that is read, bytes: an event with what a book works out of it is below. */
export const MAX_PIECE_BYTES = 1_048_576;

/** Why a larger one is not. */
export const TOO_LARGE = "over 1 MiB";

/** Gathers the bytes of one piece from chunks, and no more than {@link MAX_PIECE_BYTES} of them. */
export class PieceBytes {
  #chunks: Uint8Array[] = [];
  #length = 0;

  /** Adds a part of a chunk, which is copied: the chunk may be used again. */
  add(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#length <= MAX_PIECE_BYTES) this.#chunks.push(bytes.slice());
    else this.#chunks = [];
  }

  /** The piece, whose last part is `bytes`; begins anew. `undefined` when it is too large. */
  take(bytes: Uint8Array): Uint8Array | undefined {
    const length = this.#length + bytes.length;
    const chunks = this.#chunks;
    this.clear();
    if (length > MAX_PIECE_BYTES) return undefined;
    return chunks.length === 0 ? bytes : Buffer.concat([...chunks, bytes], length);
  }

  clear(): void {
    this.#chunks = [];
    this.#length = 0;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }
}
