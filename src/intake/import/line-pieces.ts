import type { Piece, Unread } from "./piece.ts";
import { PieceBytes, TOO_LARGE } from "./piece.ts";

const LINE_FEED = 0x0a;

/** Cuts a file into its lines; empty ones are left out. */
export class LinePieces {
  readonly #held = new PieceBytes();
  #line = 1;

  /** The lines that end in the chunk. */
  *push(chunk: Uint8Array): Generator<Piece | Unread> {
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, from);
      if (end < 0) break;
      yield* this.#cut(chunk.subarray(from, end));
      this.#line += 1;
      from = end + 1;
    }
    if (from < chunk.length) this.#held.add(chunk.subarray(from));
  }

  /** The last line, which nothing ends. */
  *end(): Generator<Piece | Unread> {
    yield* this.#cut(new Uint8Array());
  }

  *#cut(last: Uint8Array): Generator<Piece | Unread> {
    const bytes = this.#held.take(last);
    const line = this.#line;
    if (bytes === undefined) yield { line, reason: TOO_LARGE };
    else if (bytes.some((byte) => byte > 0x20)) yield { bytes, line, part: 0 };
  }
}
