import type { EventBook, FindQuery, Found, Tallied, TallyQuery } from "../../event/book.ts";
import { checkDelivery } from "../../event/check-delivery.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import { MAX_KINDS } from "../../event/kind.ts";
import type { ListQuery, View } from "../../event/query.ts";
import type { Appended, EventPage, EventStore } from "../../event/store.ts";
import { DirectoryBook } from "../directory/directory-book.ts";
import { LogWatchers } from "../directory/log-watchers.ts";
import { ScanBook } from "../directory/scan-book.ts";
import { Listener } from "./listener.ts";
import type { Committed } from "./log-commit.ts";
import { LogReader } from "./log-reader.ts";
import type { ReadingSessions } from "./log-reader.ts";
import { Names } from "./names.ts";
import { readingOptions, Session } from "./sessions.ts";
import { FleetSnapshot } from "./snapshot.ts";
import { Writer } from "./writer.ts";

/** Events after which the fleet's directory is kept anew, so that a start follows no more of them. */
const SNAPSHOT_EVENTS = 1_000_000;

/** The same at the end, for which a node can take its time. */
const LAST_SNAPSHOT_EVENTS = 1000;

/** How a store is opened. */
export interface PostgresStoreOptions {
  /** `postgresql://user@host:port/database`; PostgreSQL 15 or later, encoding UTF8. */
  readonly url: string;
  /** The schema that holds the log, made when it is not there; default `doorbook`. */
  readonly schema?: string;
  /** Told of each commit how long it took, milliseconds. */
  readonly onCommit?: (tookMs: number) => void;
  /** Kinds told apart by key, for tests of the bound; default that of the log. */
  readonly maxKinds?: number;
}

/** The log in a PostgreSQL database. Any number of nodes may have one log open. */
export class PostgresStore implements EventStore, EventBook {
  readonly #writer: Writer;
  readonly #reader: LogReader;
  readonly #sessions: ReadingSessions;
  readonly #listener: Listener;
  readonly #snapshot: FleetSnapshot;
  readonly #book: DirectoryBook;
  readonly #watchers: LogWatchers;
  #snapshotSeq: number;
  #closing: Promise<void> | undefined;

  /**
   * Makes the schema when it is not there.
   *
   * @throws AppError `unavailable`, `newer_schema`, `damaged`
   */
  static async open(options: PostgresStoreOptions): Promise<PostgresStore> {
    const address = { url: options.url, schema: options.schema ?? "doorbook" };
    const names = new Names();
    const sessions = {
      questions: new Session(readingOptions(address)),
      background: new Session(readingOptions(address)),
    };
    let reader: LogReader | undefined;
    const writer = new Writer({
      address,
      names,
      maxKinds: options.maxKinds ?? MAX_KINDS,
      onCommitted: (committed, tookMs) => {
        options.onCommit?.(tookMs);
        if (store !== undefined) store.#committed(committed);
      },
    });
    const listener = new Listener(address, (seq) => {
      reader?.hint(seq);
      if (store !== undefined) store.#watchers.grown(seq);
    });
    const snapshot = new FleetSnapshot(sessions.background);
    let store: PostgresStore | undefined;
    try {
      await Promise.all([writer.open(), listener.open(), openAll(sessions)]);
      reader = await LogReader.open(sessions, names, snapshot);
      store = new PostgresStore({ writer, reader, sessions, listener, snapshot });
      return store;
    } catch (error) {
      await Promise.all([writer.close(), listener.close(), closeAll(sessions)]);
      throw error;
    }
  }

  private constructor(parts: Parts) {
    this.#writer = parts.writer;
    this.#reader = parts.reader;
    this.#sessions = parts.sessions;
    this.#listener = parts.listener;
    this.#snapshot = parts.snapshot;
    this.#book = new DirectoryBook({
      log: this.#reader,
      countKinds: (view, windows, asOf) => this.#reader.countKinds(view, windows, asOf),
      searching: new ScanBook(this.#reader),
    });
    this.#watchers = new LogWatchers(parts.reader.followed);
    this.#snapshotSeq = parts.reader.followed;
  }

  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended> {
    checkDelivery(panel, events);
    return this.#writer.append(panel, events);
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

  after(seq: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.#reader.after(seq, limit);
  }

  find(query: FindQuery): Promise<Found> {
    return this.#book.find(query);
  }

  tally(query: TallyQuery): Promise<Tallied> {
    return this.#book.tally(query);
  }

  async epoch(): Promise<string> {
    const connection = await this.#sessions.questions.connection();
    const [row] = await connection.rows<[string]>("SELECT name FROM epoch");
    return row?.[0] ?? "";
  }

  watch(listener: (head: number) => void): () => void {
    return this.#watchers.watch(listener);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** A commit of this node. */
  #committed(committed: Committed): void {
    this.#reader.committed(committed);
    this.#watchers.grown(committed.afterSeq + committed.fresh.length);
    if (this.#reader.followed - this.#snapshotSeq >= SNAPSHOT_EVENTS) void this.#keepSnapshot();
  }

  async #close(): Promise<void> {
    await this.#writer.close();
    await this.#listener.close();
    if (this.#reader.followed - this.#snapshotSeq >= LAST_SNAPSHOT_EVENTS) {
      await this.#keepSnapshot();
    }
    await closeAll(this.#sessions);
  }

  #keepSnapshot(): Promise<void> {
    const asOf = this.#reader.followed;
    this.#snapshotSeq = asOf;
    return this.#snapshot.keep({ directory: this.#reader.fleet.directory, asOf });
  }
}

interface Parts {
  readonly writer: Writer;
  readonly reader: LogReader;
  readonly sessions: ReadingSessions;
  readonly listener: Listener;
  readonly snapshot: FleetSnapshot;
}

/** Connects all at a time: each takes the server a process. */
async function openAll({ questions, background }: ReadingSessions): Promise<void> {
  await Promise.all([questions.connection(), background.connection()]);
}

async function closeAll({ questions, background }: ReadingSessions): Promise<void> {
  await Promise.all([questions.close(), background.close()]);
}
