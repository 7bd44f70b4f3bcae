/** A piece of a text, such as a word. */
export interface AnyToken {
  /** What sort of piece it is; the last one of a text is its `end`. */
  readonly is: string;
  /** What it says. */
  readonly text: string;
  /** Where it begins, in UTF-16 units from 0. */
  readonly position: number;
}

/** Goes through the pieces of a text, from the first to the end, which is never passed. */
export class TokenCursor<Token extends AnyToken> {
  readonly #tokens: readonly Token[];
  #next = 0;

  /** @param tokens one at least: the end */
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The piece that comes next, or one behind it. @param ahead how far behind it, from 0 */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  /** The piece that comes next; the one behind it comes next then. */
  take(): Token {
    const token = this.peek();
    this.#next = Math.min(this.#next + 1, this.#tokens.length - 1);
    return token;
  }

  /** Takes the next piece if it is such a one. @param text what it must say; anything when absent */
  takeIf(is: Token["is"], text?: string): boolean {
    const next = this.peek();
    const isThere = next.is === is && (text === undefined || next.text === text);
    if (isThere) this.take();
    return isThere;
  }
}
