import type { Connection } from "../connection.ts";
import {
  isSpoilt,
  markOf,
  openWordFile,
  removeWordFile,
  watermarkOf,
  wordFileName,
} from "./word-file.ts";
import { wordKeyOf } from "./word-key.ts";
import { indexedText } from "./word-tokens.ts";

/** Events of one transaction: sorted runs of this length are several times as fast as short ones. */
const RUN_EVENTS = 4096;

/** So many bytes of models end a run early: nobody waits long for it, and it takes little memory. */
const RUN_BYTES = 4 * 1024 * 1024;

const CACHE_KIB = 16_384;

/** Pages that one transaction of a merge writes: some 5 ms. */
const MERGE_PAGES = 64;

/** How long is merged after a run, milliseconds: rather more than keeps pace with the runs. */
const MERGE_MS = 60;

type LogRow = readonly [
  seq: number,
  panel: number,
  atMs: number,
  model: string | null,
  extra: string | null,
];

interface Entry {
  readonly high: number;
  readonly low: number;
  readonly seq: number;
  readonly text: string;
}

/** Stands for the key of an event that has none. */
const ODD = { high: -1, low: 0 } as const;

/** What one step has done. */
export interface Fed {
  /** Up to which seq the index is complete. */
  readonly seq: number;
  /** How many events the step added; 0 when there is nothing to do. */
  readonly added: number;
  /** Whether more are known to wait. */
  readonly hasMore: boolean;
}

/**
 * Feeds the word index behind the log, run after run in the order of its rows. It is behind by what its
 * watermark says, and a crash repeats at most one run: rows and watermark are of one transaction. Two
 * that feed one file take turns.
 */
export class WordFeeder implements Disposable {
  readonly #dataFolder: string;
  readonly #log: Connection;
  #words: Connection;
  #name: string | undefined;

  readonly #runEvents: number;

  /**
   * @param log the log's file, open for reading
   * @param runEvents events of one transaction at most, for tests of the watermark
   * @throws AppError `unavailable`
   */
  constructor(dataFolder: string, log: Connection, runEvents = RUN_EVENTS) {
    this.#dataFolder = dataFolder;
    this.#log = log;
    this.#runEvents = runEvents;
    this.#words = openWordFile(dataFolder, log, CACHE_KIB);
    this.#name = wordFileName(dataFolder);
  }

  /** Adds the next run of events. @throws AppError `unavailable` */
  step(): Fed {
    try {
      return this.#step();
    } catch (error) {
      if (!isSpoilt(error)) throw error;
      this.rebuild();
      return this.#step();
    }
  }

  /** Throws the index away and begins anew. @throws AppError `unavailable` */
  rebuild(): void {
    this.#words.close();
    removeWordFile(this.#dataFolder);
    this.#reopen();
  }

  [Symbol.dispose](): void {
    this.#words.close();
  }

  #reopen(): void {
    this.#words.close();
    // until it is open again every step tries
    this.#name = "";
    this.#words = openWordFile(this.#dataFolder, this.#log, CACHE_KIB);
    this.#name = wordFileName(this.#dataFolder);
  }

  /** Merges what runs have left, for a while, in short transactions; the fewer parts, the faster. */
  #merge(): void {
    const end = performance.now() + MERGE_MS;
    const changes = (): number => this.#words.one<[number]>("SELECT total_changes()")[0];
    for (let before = changes(); performance.now() < end;) {
      this.#put("INSERT INTO word (word, rank) VALUES ('merge', ?)", MERGE_PAGES);
      const after = changes();
      // so much the command itself changes
      if (after - before < 2) return;
      before = after;
    }
  }

  #step(): Fed {
    // taken away, or made anew by another process
    if (wordFileName(this.#dataFolder) !== this.#name) this.#reopen();
    const from = watermarkOf(this.#words, this.#log);
    if (from === undefined) {
      // of a log that was put back while this one had it open
      this.rebuild();
      return { seq: 0, added: 0, hasMore: true };
    }
    const { entries, hasMore } = this.#read(from);
    const last = entries.at(-1)?.seq;
    if (last === undefined) return { seq: from, added: 0, hasMore: false };
    entries.sort((a, b) => a.high - b.high || a.low - b.low || a.seq - b.seq);
    const mark = markOf(this.#log, last) ?? "";
    this.#words.exec("BEGIN IMMEDIATE");
    try {
      const [present] = this.#words.one<[number]>("SELECT seq FROM state");
      // another process was faster: its events are there
      if (present === from) this.#write(entries, last, mark);
      this.#words.exec("COMMIT");
      this.#merge();
      return { seq: Math.max(present, last), added: entries.length, hasMore };
    } catch (error) {
      if (this.#words.isTransaction) this.#words.exec("ROLLBACK");
      throw error;
    }
  }

  /** In the order of seq. */
  #read(from: number): { readonly entries: Entry[]; readonly hasMore: boolean } {
    const rows = this.#log.all<LogRow>(
      "SELECT seq, panel, at, model, extra FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
      from,
      this.#runEvents,
    );
    const entries: Entry[] = [];
    let bytes = 0;
    for (const [seq, panel, atMs, model, extra] of rows) {
      const event = { model: model ?? undefined, extra: extra ?? undefined };
      const text = indexedText(event, panel);
      const { high, low } = wordKeyOf(atMs, panel, seq) ?? ODD;
      entries.push({ high, low, seq, text });
      bytes += text.length;
      if (bytes > RUN_BYTES) break;
    }
    const isCut = entries.length < rows.length;
    return { entries, hasMore: isCut || rows.length === this.#runEvents };
  }

  #write(entries: readonly Entry[], last: number, mark: string): void {
    const odd: Entry[] = [];
    const newest = this.#words.get<[high: number, low: number]>(
      "SELECT id >> 20, id & 1048575 FROM word_docsize WHERE id >= 0 ORDER BY id LIMIT 1",
    );
    let previous: Entry | undefined;
    for (const entry of entries) {
      const { high, low, text } = entry;
      const isTwice = previous?.high === high && previous.low === low;
      if (entry.high === ODD.high || isTwice || this.#isTaken(entry, newest)) odd.push(entry);
      else {
        previous = entry;
        this.#words.all(
          "INSERT INTO word (rowid, text) VALUES ((? << 20) | ?, ?)",
          high,
          low,
          text,
        );
      }
    }
    odd.sort((a, b) => b.seq - a.seq);
    for (const { seq, text } of odd) {
      this.#put("INSERT INTO word (rowid, text) VALUES (?, ?)", -seq, text);
    }
    this.#put("UPDATE state SET seq = ?, mark = ?", last, mark);
  }

  /** Not by `run`: it hands over the last rowid, which is no safe number. */
  #put(sql: string, ...values: readonly (number | string)[]): void {
    this.#words.all(sql, ...values);
  }

  /** Whether an earlier event of the same panel and millisecond has the row. */
  #isTaken(
    { high, low }: Entry,
    newest: readonly [high: number, low: number] | undefined,
  ): boolean {
    // nearly all events are newer than all that came before
    if (newest === undefined || high < newest[0]) return false;
    const sql = "SELECT 1 FROM word_docsize WHERE id = (? << 20) | ?";
    return this.#words.get(sql, high, low) !== undefined;
  }
}
