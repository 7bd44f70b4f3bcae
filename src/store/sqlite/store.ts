import { checkDelivery } from "../../event/check-delivery.ts";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import { MAX_REMOVED } from "../../event/removal.ts";
import type { EventRemover } from "../../event/removal.ts";
import type { ListQuery, View } from "../../event/query.ts";
import type { EventBook, FindQuery, Found, Tallied, TallyQuery } from "../../event/book.ts";
import type { Appended, EventPage, EventStore } from "../../event/store.ts";
import type {
  IntakeStore,
  Quarantined,
  QuarantinedHead,
  QuarantineState,
  Rejected,
} from "../../intake/store.ts";
import { BackgroundClient } from "./background-client.ts";
import type { Connection } from "./connection.ts";
import { examine, indexLag } from "./examine.ts";
import type { Examination, IndexLag } from "./examine.ts";
import { DirectoryBook } from "../directory/directory-book.ts";
import { LogWatchers } from "../directory/log-watchers.ts";
import { LogReader } from "./log-reader.ts";
import { makeFolder, openForReading } from "./open-database.ts";
import { SqliteAccounts } from "./sqlite-accounts.ts";
import { SqliteFleet } from "./sqlite-fleet.ts";
import { SqlitePanels } from "./sqlite-panels.ts";
import { SqliteQuarantine } from "./sqlite-quarantine.ts";
import { FLEET_DIRECTORY } from "./start-of-log.ts";
import { SearchClient } from "./search/search-client.ts";
import { WordClient } from "./search/word-client.ts";
import { WriterClient } from "./writer-client.ts";
import type { WriterListener } from "./writer-client.ts";

const READER_CACHE_KIB = 16_384;

/** How often the file is looked at for what other processes wrote, milliseconds. */
const LOOK_MS = 250;

/** Events after which the fleet's directory is kept anew, so that a start follows no more of them. */
const SNAPSHOT_EVENTS = 1_000_000;

/** Removals after which it is kept anew as well; the journal reaches further back. */
const SNAPSHOT_REMOVALS = 512;

/** How a store is opened. */
export interface SqliteStoreOptions {
  /** Made when it is not there. */
  readonly dataFolder: string;
  /** Bytes; default 1 GiB. */
  readonly quarantineMaxBytes?: number;
  /** Told of each commit how long it took, milliseconds. */
  readonly onCommit?: (tookMs: number) => void;
  /** Told when a thread of the store ends by itself; the process should end then, and start anew. */
  readonly onStopped?: (error: AppError) => void;
  /** Told when merging into the indexes fails, with the reason, and when it goes on again; once each. */
  readonly onMerging?: (failure: AppError | undefined) => void;
  /** Whether the word index is fed: by the one process that serves. Default: no, but it is used. */
  readonly search?: boolean;
  /** Told when a long log is to be fed to the word index, so many events, and when it is. */
  readonly onFilling?: (events: number, isDone: boolean) => void;
  /** Told when feeding the word index fails, with the reason, and when it goes on again; once each. */
  readonly onFeeding?: (failure: AppError | undefined) => void;
  /** Kinds told apart by key, for tests of the bound; default that of the log. */
  readonly maxKinds?: number;
}

/**
 * The log in one SQLite file, with a word index in another: a writer's thread, a background thread, one
 * that feeds the index where that is asked for, one that searches, and this thread reading. Any number
 * of processes may open one data folder.
 */
export class SqliteStore implements EventStore, EventBook, EventRemover, IntakeStore {
  readonly accounts: SqliteAccounts;
  readonly panels: SqlitePanels;
  readonly fleet: SqliteFleet;
  readonly #dataFolder: string;
  readonly #connection: Connection;
  readonly #writer: WriterClient;
  readonly #background: BackgroundClient;
  readonly #search: SearchClient;
  readonly #words: WordClient | undefined;
  readonly #reader: LogReader;
  readonly #quarantine: SqliteQuarantine;
  readonly #book: DirectoryBook;
  readonly #watchers: LogWatchers;
  readonly #timer: NodeJS.Timeout;
  #snapshotSeq: number;
  #snapshotRemoval: number;
  #isClosing = false;

  /**
   * Makes the data folder and file when they are not there, or migrates an older file forward.
   *
   * @throws AppError `damaged`, `newer_schema`, `unavailable`
   */
  static async open(options: SqliteStoreOptions): Promise<SqliteStore> {
    const { dataFolder, quarantineMaxBytes = 1024 ** 3, maxKinds } = options;
    makeFolder(dataFolder);
    const { onStopped = () => undefined } = options;
    const listener = new Listener(options);
    const writer = await WriterClient.open({ dataFolder, quarantineMaxBytes, maxKinds }, listener);
    const background = new BackgroundClient(dataFolder, onStopped);
    let connection: Connection | undefined;
    try {
      connection = openForReading(dataFolder, READER_CACHE_KIB);
      const reader = await LogReader.open(connection, background);
      const parts = { dataFolder, connection, writer, background, reader, ...searchOf(options) };
      const store = new SqliteStore(parts, quarantineMaxBytes);
      listener.attach(store);
      return store;
    } catch (error) {
      connection?.close();
      await Promise.all([writer.close(), background.close()]);
      throw error;
    }
  }

  private constructor(parts: Parts, quarantineMaxBytes: number) {
    const { connection, writer } = parts;
    this.#dataFolder = parts.dataFolder;
    this.#connection = connection;
    this.#writer = writer;
    this.#background = parts.background;
    this.#reader = parts.reader;
    this.#search = parts.search;
    this.#words = parts.words;
    this.accounts = new SqliteAccounts(connection, writer);
    this.panels = new SqlitePanels(connection, writer);
    this.fleet = new SqliteFleet(connection, writer);
    this.#quarantine = new SqliteQuarantine(connection, writer, quarantineMaxBytes);
    this.#book = new DirectoryBook({
      log: this.#reader,
      countKinds: (view, windows, asOf) => this.#reader.countKinds(view, windows, asOf),
      removal: () => this.#reader.removal,
      searching: parts.search,
    });
    this.#watchers = new LogWatchers(parts.reader.followed);
    this.#snapshotSeq = parts.reader.followed;
    this.#snapshotRemoval = parts.reader.removal;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended> {
    return this.take(panel, events, []);
  }

  async take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    checkDelivery(panel, events);
    return this.#writer.append(panel, events, rejected);
  }

  quarantineBody(panel: PanelSerial, rejected: Rejected): Promise<number> {
    return this.#writer.quarantine(panel, rejected);
  }

  async listQuarantined(limit: number): Promise<readonly QuarantinedHead[]> {
    return this.#quarantine.list(limit);
  }

  async findQuarantined(id: number): Promise<Quarantined | undefined> {
    return this.#quarantine.find(id);
  }

  dropQuarantined(id: number): Promise<void> {
    return this.#quarantine.drop(id);
  }

  async quarantineState(): Promise<QuarantineState> {
    return this.#quarantine.state();
  }

  list(query: ListQuery): Promise<EventPage> {
    return this.#reader.list(query);
  }

  kinds(view: View): Promise<readonly Kind[]> {
    return this.#reader.kinds(view);
  }

  head(): Promise<number> {
    return this.#reader.head();
  }

  async after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#reader.after(seq, limit);
  }

  find(query: FindQuery): Promise<Found> {
    return this.#book.find(query);
  }

  tally(query: TallyQuery): Promise<Tallied> {
    return this.#book.tally(query);
  }

  async epoch(): Promise<string> {
    return this.#connection.one<[string]>("SELECT name FROM epoch")[0];
  }

  watch(listener: (head: number) => void): () => void {
    return this.#watchers.watch(listener);
  }

  async remove(seqs: readonly number[]): Promise<number> {
    const isRising = seqs.every((seq, i) => i === 0 || seq > seqs[i - 1]!);
    if (!isRising || seqs.length > MAX_REMOVED) {
      throw new AppError("invalid", `seqs must rise, at most ${MAX_REMOVED} of them`);
    }
    return seqs.length === 0 ? 0 : this.#writer.remove(seqs);
  }

  giveBack(): Promise<number> {
    return this.#writer.giveBack();
  }

  /** Looks the file over. @param isDeep every page and index too: minutes for a large log */
  examine(isDeep: boolean): Examination {
    return examine(this.#connection, this.#dataFolder, isDeep);
  }

  /** How far the indexes are behind the log, at the cost of a page. @throws AppError `unavailable` */
  indexLag(): IndexLag {
    return indexLag(this.#connection, this.#dataFolder);
  }

  /** A commit of this process. */
  committed(head: number): void {
    if (this.#isClosing) return;
    try {
      this.#reader.committed(head);
      this.#grown(head);
    } catch {
      // a question that is asked later reports it
    }
  }

  /** The indexes behind the log have caught up some way. */
  merged(): void {
    if (this.#isClosing) return;
    this.#look();
    if (this.#reader.followed - this.#snapshotSeq >= SNAPSHOT_EVENTS) void this.#keepSnapshot();
  }

  /** Events were taken out of the log by this process. */
  removed(): void {
    if (this.#isClosing) return;
    this.#look();
    this.#words?.grown();
    if (this.#reader.removal - this.#snapshotRemoval >= SNAPSHOT_REMOVALS)
      void this.#keepSnapshot();
  }

  async checkpoint(): Promise<void> {
    try {
      await this.#background.checkpoint();
    } catch {
      // the next one copies what this one did not
    }
    this.#writer.checkpointRest();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    this.#isClosing = true;
    const { followed, removal } = this.#reader;
    if (followed > this.#snapshotSeq || removal > this.#snapshotRemoval) await this.#keepSnapshot();
    // the writer last: whoever closes the file last copies the write-ahead log into it
    this.#connection.close();
    await Promise.all([this.#search.close(), this.#words?.close(), this.#background.close()]);
    await this.#writer.close();
  }

  #grown(head: number): void {
    if (this.#watchers.grown(head)) this.#words?.grown();
  }

  #look(): void {
    try {
      this.#grown(this.#reader.checkHead());
      this.#reader.checkMerged();
    } catch {
      // a question that is asked meanwhile reports it
    }
  }

  /** A start follows the log from here. That it is kept is a convenience, not a promise. */
  async #keepSnapshot(): Promise<void> {
    const snapshot = this.#reader.snapshot();
    if (snapshot === undefined) return;
    const { asOf, removal, packed } = snapshot;
    this.#snapshotSeq = asOf;
    this.#snapshotRemoval = removal;
    const sql =
      "INSERT OR REPLACE INTO directory (view, as_of, removal, packed) VALUES (?, ?, ?, ?)";
    try {
      await this.#writer.statements([sql, FLEET_DIRECTORY, asOf, removal, packed]);
    } catch {
      // a full disk, say: the start after this one takes longer
    }
  }
}

interface Parts {
  readonly dataFolder: string;
  readonly connection: Connection;
  readonly writer: WriterClient;
  readonly background: BackgroundClient;
  readonly reader: LogReader;
  readonly search: SearchClient;
  readonly words: WordClient | undefined;
}

/** The threads of searching, as the options say. */
function searchOf(options: SqliteStoreOptions): Pick<Parts, "search" | "words"> {
  const { dataFolder, onStopped = () => undefined } = options;
  const words =
    options.search === true
      ? new WordClient(dataFolder, {
          filling: (events, isDone) => options.onFilling?.(events, isDone),
          feeding: (failure) => options.onFeeding?.(failure),
          stopped: onStopped,
        })
      : undefined;
  const damaged = (): void => words?.rebuild();
  return { words, search: new SearchClient(dataFolder, { damaged, stopped: onStopped }) };
}

/** What the writer says before the store is open is found by looking at the file. */
class Listener implements WriterListener {
  #store: SqliteStore | undefined;
  #wantsCheckpoint = false;
  readonly #options: SqliteStoreOptions;

  constructor(options: SqliteStoreOptions) {
    this.#options = options;
  }

  committed(head: number, tookMs: number): void {
    this.#options.onCommit?.(tookMs);
    this.#store?.committed(head);
  }

  merged(): void {
    this.#store?.merged();
  }

  removed(): void {
    this.#store?.removed();
  }

  merging(failure: AppError | undefined): void {
    this.#options.onMerging?.(failure);
  }

  stopped(error: AppError): void {
    this.#options.onStopped?.(error);
  }

  checkpointWanted(): void {
    this.#wantsCheckpoint = true;
    void this.#store?.checkpoint();
  }

  /** The writer asks once: what it asked for before the store was open is done now. */
  attach(store: SqliteStore): void {
    this.#store = store;
    if (this.#wantsCheckpoint) void store.checkpoint();
  }
}
