import { hash } from "node:crypto";
import { OWN_PANEL } from "../event/event.ts";
import type { PanelEvent } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { EventStore } from "../event/store.ts";
import type { Caller } from "./caller.ts";

/** For how long a question that is asked again is told once. */
const WINDOW_MS = 3_600_000;
/** How many questions of one account are told one by one in an hour. */
const MAX_TOLD = 500;
/** How many accounts are followed; the one that looked longest ago first is forgotten first. */
const MAX_ACCOUNTS = 1_000;
/** How many questions wait to be written; what is beyond is counted. */
const MAX_WAITING = 10_000;
/** The longest question that is told whole, in characters. */
const MAX_QUERY_CHARACTERS = 1_024;
/** How long questions are gathered before they are written, ms. */
const GATHER_MS = 1_000;
/** How often it is looked whether an hour is over, ms. */
const HOUSEKEEPING_MS = 30_000;

/** What one account asked in one hour. */
interface Hour {
  readonly account: string;
  /** Of our clock, from 1970. */
  readonly hour: number;
  /** Digests of the questions that were told. */
  readonly told: Set<string>;
  /** Further ones. */
  count: number;
}

/** A journal's surroundings. */
export interface LookJournalParts {
  readonly log: Pick<EventStore, "append">;
  readonly now: () => number;
  /** Told when events could not be written; they are written with the next. */
  readonly report: (cause: unknown) => void;
}

/**
 * Writes who looked into the log, as events of panel `doorbook`: one for each account, question and hour
 * of our clock. Past 500 questions of an account in an hour the others are one event with their number,
 * at the hour's end, so that asking cannot flood the log. What was asked within the last second is lost
 * with a process that is killed; a start tells an hour's questions again.
 */
export class LookJournal {
  readonly #parts: LookJournalParts;
  /** By account's id; the one that began to look first, first. */
  readonly #hours = new Map<number, Hour>();
  #waiting: PanelEvent[] = [];
  #writing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #housekeeping: NodeJS.Timeout;

  private constructor(parts: LookJournalParts) {
    this.#parts = parts;
    this.#housekeeping = setInterval(() => void this.flush(), HOUSEKEEPING_MS).unref();
  }

  static open(parts: LookJournalParts): LookJournal {
    return new LookJournal(parts);
  }

  /**
   * Somebody asked the book something. Nothing is waited for.
   *
   * @param query the question without times, pages and cursors, in one form for all that ask the same;
   *   empty for everything
   */
  looked({ account, token }: Caller, query: string): void {
    const hour = this.#hourOf(account);
    const digest = hash("sha256", query, "base64");
    if (hour.told.has(digest)) return;
    if (hour.told.size >= MAX_TOLD || this.#waiting.length >= MAX_WAITING) {
      hour.count += 1;
      return;
    }
    hour.told.add(digest);
    this.#tell({ account: account.name, token: token?.name, query: bounded(query) });
  }

  /** Writes what is due. Never rejects. */
  async flush(): Promise<void> {
    const present = this.#presentHour();
    for (const [id, { hour }] of this.#hours) if (hour !== present) this.#close(id);
    await this.#write();
  }

  /** Writes everything; call it before the log is closed. Never rejects. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#housekeeping);
    for (const id of this.#hours.keys()) this.#close(id);
    await this.#write();
  }

  #hourOf({ id, name }: Caller["account"]): Hour {
    const hour = this.#presentHour();
    const known = this.#hours.get(id);
    if (known?.hour === hour) return known;
    this.#close(id);
    const opened = { account: name, hour, told: new Set<string>(), count: 0 };
    this.#hours.set(id, opened);
    for (const oldest of this.#hours.keys()) {
      if (this.#hours.size <= MAX_ACCOUNTS) break;
      this.#close(oldest);
    }
    return opened;
  }

  /** Ends an account's hour: what was only counted is told as a number. */
  #close(id: number): void {
    const ended = this.#hours.get(id);
    this.#hours.delete(id);
    if (ended === undefined || ended.count === 0) return;
    this.#tell({ account: ended.account, count: ended.count });
  }

  #tell(model: object): void {
    this.#waiting.push(ownEvent("doorbook_log_read", model, this.#parts.now()));
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  /** One writing after the other. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeWaiting());
    return this.#writing;
  }

  async #writeWaiting(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#waiting;
    if (events.length === 0) return;
    this.#waiting = [];
    try {
      await this.#parts.log.append(OWN_PANEL, events);
    } catch (cause) {
      this.#waiting = [...events, ...this.#waiting];
      this.#parts.report(cause);
    }
  }

  #presentHour(): number {
    return Math.floor(this.#parts.now() / WINDOW_MS);
  }
}

function bounded(query: string): string {
  if (query.length <= MAX_QUERY_CHARACTERS) return query;
  return `${query.slice(0, MAX_QUERY_CHARACTERS)}…`;
}
