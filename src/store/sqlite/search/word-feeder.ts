import type { RemovedEvent } from "../../directory/removed-events.ts";
import type { Connection } from "../connection.ts";
import { giveBack } from "../free-room.ts";
import { readAtOnce } from "../read-at-once.ts";
import { RemovalJournal } from "../removal-journal.ts";
import type { Removal } from "../removal-journal.ts";
import {
  isSpoilt,
  newestMark,
  openWordFile,
  removeWordFile,
  wordFileName,
  wordStateOf,
} from "./word-file.ts";
import type { WordState } from "./word-file.ts";
import { wordKeyOf } from "./word-key.ts";
import { indexedText } from "./word-tokens.ts";

/** Events of one transaction: sorted runs of this length are several times as fast as short ones. */
const RUN_EVENTS = 4096;

/** So many bytes of models end a run early: nobody waits long for it, and it takes little memory. */
const RUN_BYTES = 4 * 1024 * 1024;

/** Removals of one transaction. */
const MOST_REMOVALS = 4;

/** Less free room than this share of the index is left to it. */
const MUCH_ROOM = 1 / 8;

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

/** What one step brings into the index, of one state of the log. */
interface Run {
  readonly from: WordState;
  readonly through: WordState;
  readonly entries: Entry[];
  readonly removals: readonly Removal[];
  readonly hasMore: boolean;
  readonly mark: { readonly seq: number; readonly mark: string };
}

/** What one step has done. */
export interface Fed {
  /** Up to which seq the index is complete. */
  readonly seq: number;
  /** How many events the step added. */
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

  /** Gives free room of the index back where there is much, some of it. @returns bytes that can still be. @throws AppError `unavailable` */
  giveBack(): number {
    const [free] = this.#words.one<[number]>("PRAGMA freelist_count");
    const [pages] = this.#words.one<[number]>("PRAGMA page_count");
    // what is fed needs some again
    if (free < pages * MUCH_ROOM) return 0;
    this.#words.exec("BEGIN IMMEDIATE");
    const left = giveBack(this.#words);
    this.#words.exec("COMMIT");
    return left;
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
    const run = readAtOnce(this.#log, () => this.#readRun());
    if (run === undefined) {
      // of a log that was put back while this one had it open, or too far behind what was taken out
      this.rebuild();
      return { seq: 0, added: 0, hasMore: true };
    }
    const { from, through, entries, removals, hasMore } = run;
    if (entries.length === 0 && removals.length === 0) {
      return { seq: from.seq, added: 0, hasMore: false };
    }
    entries.sort((a, b) => a.high - b.high || a.low - b.low || a.seq - b.seq);
    this.#words.exec("BEGIN IMMEDIATE");
    try {
      const [seq, removal] = this.#words.one<[number, number]>("SELECT seq, removal FROM state");
      // another process was faster: its events are there
      if (seq === from.seq && removal === from.removal) {
        for (const { events } of removals) this.#remove(events, from.seq);
        this.#write(entries);
        const { mark } = run;
        const sql = "UPDATE state SET seq = ?, removal = ?, mark_seq = ?, mark = ?";
        this.#put(sql, through.seq, through.removal, mark.seq, mark.mark);
      }
      this.#words.exec("COMMIT");
      this.#merge();
      return { seq: Math.max(seq, through.seq), added: entries.length, hasMore };
    } catch (error) {
      if (this.#words.isTransaction) this.#words.exec("ROLLBACK");
      throw error;
    }
  }

  /**
   * What comes next, of one state of the log: first what was taken out of it, and only then what is new, so
   * that what went before it was fed is not looked for in the index.
   */
  #readRun(): Run | undefined {
    const from = wordStateOf(this.#words, this.#log);
    if (from === undefined) return undefined;
    const journal = new RemovalJournal(this.#log);
    const removals = journal.after(from.removal, MOST_REMOVALS);
    const removal = removals.at(-1)?.id ?? from.removal;
    const isBehind = removal < journal.newest;
    const { entries, hasMore } = isBehind ? { entries: [], hasMore: true } : this.#read(from.seq);
    const seq = entries.at(-1)?.seq ?? from.seq;
    const mark = newestMark(this.#log, seq);
    return { from, through: { seq, removal }, entries, removals, hasMore, mark };
  }

  /** Takes out events of which those up to a seq are in the index. */
  #remove(events: readonly RemovedEvent[], through: number): void {
    for (const { seq, atMs, panel } of events) {
      if (seq > through) return;
      const key = wordKeyOf(atMs, panel, seq);
      if (key === undefined || this.#isOdd(seq)) {
        this.#put("DELETE FROM word WHERE rowid = ?", -seq);
      } else this.#put("DELETE FROM word WHERE rowid = (? << 20) | ?", key.high, key.low);
    }
  }

  #isOdd(seq: number): boolean {
    return this.#words.get("SELECT 1 FROM word_docsize WHERE id = ?", -seq) !== undefined;
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

  #write(entries: readonly Entry[]): void {
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
