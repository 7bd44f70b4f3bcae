import { OWN_PANEL } from "../../event/event.ts";
import { ownEvent } from "../../event/own-event.ts";
import type { EventStore } from "../../event/store.ts";

/** What was brought in: numbers of events. */
export interface Brought {
  readonly added: number;
  readonly known: number;
  readonly refused: number;
}

/** A journal's surroundings. */
export interface ImportJournalParts {
  readonly log: Pick<EventStore, "append">;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Told when an event could not be written; its numbers are told with the next. */
  readonly report: (cause: unknown) => void;
}

const HOUR_MS = 3_600_000;

/** How often it is looked whether an hour is over, ms. */
const HOUSEKEEPING_MS = 30_000;

/** How many accounts are followed; the one that began first is told and forgotten first. */
const MAX_ACCOUNTS = 1_000;

/** What one account brought in one hour of our clock, from 1970, and is not told yet. */
interface Hour {
  readonly hour: number;
  untold: Brought;
}

const NOTHING: Brought = { added: 0, known: 0, refused: 0 };

/**
 * Writes who brought events in over HTTP, as events of panel `doorbook`: the first body of an account in an
 * hour by itself and at once, so that a process that is killed does not hide who it was; all others of
 * the hour as one, with their sums, when it is over. However often a program calls, that is at most two
 * an account and hour.
 */
export class ImportJournal {
  readonly #parts: ImportJournalParts;
  readonly #hours = new Map<string, Hour>();
  readonly #housekeeping: NodeJS.Timeout;

  private constructor(parts: ImportJournalParts) {
    this.#parts = parts;
    this.#housekeeping = setInterval(() => void this.flush(), HOUSEKEEPING_MS).unref();
  }

  static open(parts: ImportJournalParts): ImportJournal {
    return new ImportJournal(parts);
  }

  /** Events came from an account. Resolves when it is told, or will be. Never rejects. */
  async brought(account: string, brought: Brought): Promise<void> {
    const hour = Math.floor(this.#parts.now() / HOUR_MS);
    const known = this.#hours.get(account);
    if (known?.hour === hour) {
      known.untold = sumOf(known.untold, brought);
      return;
    }
    // what is left of an earlier hour goes with it
    const first = { hour, untold: sumOf(known?.untold ?? NOTHING, brought) };
    this.#hours.delete(account);
    this.#hours.set(account, first);
    await this.#tell(account, first);
    for (const [oldest, its] of this.#hours) {
      if (this.#hours.size <= MAX_ACCOUNTS) break;
      this.#hours.delete(oldest);
      await this.#tell(oldest, its);
    }
  }

  /** Tells of hours that are over. Never rejects. */
  async flush(): Promise<void> {
    const present = Math.floor(this.#parts.now() / HOUR_MS);
    for (const [account, hour] of this.#hours) {
      if (hour.hour === present) continue;
      await this.#tell(account, hour);
      // unless another began meanwhile, or this could not be told
      if (this.#hours.get(account) === hour && isNothing(hour.untold)) this.#hours.delete(account);
    }
  }

  /** Tells of everything; call it before the log is closed. Never rejects. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#housekeeping);
    for (const [account, hour] of this.#hours) await this.#tell(account, hour);
  }

  async #tell(account: string, hour: Hour): Promise<void> {
    const { untold } = hour;
    if (isNothing(untold)) return;
    hour.untold = NOTHING;
    const { log, now, report } = this.#parts;
    const model = { account, file: "api", ...untold };
    try {
      await log.append(OWN_PANEL, [ownEvent("doorbook_log_imported", model, now())]);
    } catch (cause) {
      hour.untold = sumOf(hour.untold, untold);
      report(cause);
    }
  }
}

function sumOf(one: Brought, other: Brought): Brought {
  return {
    added: one.added + other.added,
    known: one.known + other.known,
    refused: one.refused + other.refused,
  };
}

function isNothing({ added, known, refused }: Brought): boolean {
  return added + known + refused === 0;
}
