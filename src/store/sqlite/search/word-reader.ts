import type { Connection } from "../connection.ts";
import { openWordReader, wordFileName, wordStateOf } from "./word-file.ts";
import type { WordState } from "./word-file.ts";
import { AppError } from "../../../event/errors.ts";

/** How many counts are remembered, and of how long questions at most, UTF-16 units. */
const MAX_COUNTS = 200;
const MAX_QUESTION_LENGTH = 8192;

/** How many rows of the index a question finds, odd ones apart. */
export interface WordCount {
  readonly total: number;
  /** How far the index had come then. */
  readonly state: WordState;
}

/**
 * The word index as the thread that searches sees it. It may not be there, be of another log or be
 * damaged, or another file may take its place: then it is as good as none until there is a good one.
 */
export class WordReader implements Disposable {
  readonly #dataFolder: string;
  readonly #log: Connection;
  readonly #onDamaged: () => void;
  #name: string | undefined;
  #words: Connection | undefined;
  #counting: Connection | undefined;
  #isCounting = false;
  /** By question, the least lately counted first. */
  readonly #counts = new Map<string, WordCount>();

  /** @param onDamaged told each time the file turns out to be damaged */
  constructor(dataFolder: string, log: Connection, onDamaged: () => void) {
    this.#dataFolder = dataFolder;
    this.#log = log;
    this.#onDamaged = onDamaged;
  }

  /** What the index is read by; `undefined` when there is none. */
  get connection(): Connection | undefined {
    return this.#words;
  }

  /** How far the index has come; `undefined` when there is none. */
  state(): WordState | undefined {
    return this.attempt(() => {
      const name = wordFileName(this.#dataFolder);
      if (name !== this.#name) this.#forget();
      if (name === undefined) return undefined;
      this.#words ??= openWordReader(this.#dataFolder);
      this.#name = name;
      return wordStateOf(this.#words, this.#log);
    });
  }

  /** Reads; `undefined` where the index cannot be read. @throws AppError of another kind */
  attempt<Result>(read: () => Result): Result | undefined {
    try {
      return read();
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  /** Lets go of an index that cannot be read. @throws what is not the index's fault */
  failed(error: unknown): void {
    if (!(error instanceof AppError)) throw error;
    this.#forget();
    // a file without its tables yet is no fault
    if (error.code === "damaged") this.#onDamaged();
  }

  /** What a question was last counted to be; `undefined` when that is not remembered. */
  counted(question: string): WordCount | undefined {
    return this.#counts.get(question);
  }

  /** Forgets what a question was counted to be: it holds no more. */
  forget(question: string): void {
    this.#counts.delete(question);
  }

  /** Remembers what a question was counted to be. */
  remember(question: string, count: WordCount): void {
    this.#counts.delete(question);
    if (question.length > MAX_QUESTION_LENGTH) return;
    this.#counts.set(question, count);
    if (this.#counts.size <= MAX_COUNTS) return;
    const oldest = this.#counts.keys().next();
    if (!oldest.done) this.#counts.delete(oldest.value);
  }

  /**
   * A second connection, for counting in one state over many turns; one piece of work has it at a
   * time. `undefined` while another has it.
   */
  beginCounting(): Connection | undefined {
    if (this.#isCounting) return undefined;
    this.#counting ??= openWordReader(this.#dataFolder);
    this.#counting.exec("BEGIN");
    this.#isCounting = true;
    return this.#counting;
  }

  /** What {@link beginCounting} gave, until {@link endCounting}. */
  get counting(): Connection | undefined {
    return this.#isCounting ? this.#counting : undefined;
  }

  endCounting(): void {
    this.#isCounting = false;
    if (this.#counting?.isTransaction === true) this.#counting.exec("COMMIT");
  }

  [Symbol.dispose](): void {
    this.#forget();
  }

  #forget(): void {
    this.#words?.close();
    this.#counting?.close();
    this.#words = undefined;
    this.#counting = undefined;
    this.#name = undefined;
    this.#counts.clear();
  }
}
