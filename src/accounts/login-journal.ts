import { OWN_PANEL } from "../event/event.ts";
import type { PanelEvent } from "../event/event.ts";
import type { EventStore } from "../event/store.ts";
import type { Account, AccountType } from "./store.ts";

/** How long logins are gathered into one event. */
const WINDOW_MS = 3_600_000;
/** How many failed logins of one address are an event each within the window. */
const MAX_FAILURE_EVENTS = 100;
/** How many (account, address) are followed; the oldest is written down before its time. */
const MAX_TALLIES = 10_000;

const EVENTS = {
  success: { key: "successful_login_api_call", category: "system", priority: "medium" },
  failure: { key: "incorrect_login_api_call", category: "system", priority: "high" },
} as const;

type Outcome = keyof typeof EVENTS;

/** Logins of one account and address, or failures of one address, that are not events yet. */
interface Tally {
  readonly key: string;
  readonly outcome: Outcome;
  readonly accountType: AccountType | undefined;
  /** As the caller gave it; `undefined` once it is several. */
  account: string | undefined;
  readonly address: string;
  readonly sinceMs: number;
  /** Logins told as an event of their own, from 0. */
  told: number;
  /** Logins to be told as a number, from 0. */
  count: number;
}

/** A journal's surroundings. */
export interface JournalParts {
  readonly log: Pick<EventStore, "append">;
  readonly now: () => number;
  /** Told when an event could not be written; the login is told with the next number instead. */
  readonly report: (cause: unknown) => void;
}

/** Told of every login. */
export interface Journal {
  /** A login that was right. */
  succeeded(account: Account, address: string): Promise<void>;
  /** A login that was wrong, or a refused Basic credential. @param account the name that was given */
  failed(account: string, address: string): Promise<void>;
  /** An attempt that was throttled. */
  refused(account: string, address: string): void;
  /** Called now and then, to write what is due. */
  flushDue(): Promise<void>;
  /** Called once, before the log is closed. */
  close(): Promise<void>;
}

/**
 * Writes logins into the log as events of panel `doorbook`, without ever flooding it: the first
 * successful login of an account from an address is an event at once, the others within the hour
 * become one event with their number at its end. The same goes for the failures of an address, of
 * which the first 100 are told one by one; what was throttled is only counted.
 *
 * The model is what a panel would say, `{"account_type":"admin"}` or `{}`, and a `count` where it is
 * a number. Who and from where (`account`, `address`, and `since` with a number, ms) stands beside
 * it, among the members that the panel's API does not show.
 */
export class LoginJournal implements Journal {
  readonly #parts: JournalParts;
  /** The oldest window first. */
  readonly #tallies = new Map<string, Tally>();

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** A login that was right. Durable when it resolves, but for a counted one. */
  async succeeded(account: Account, address: string): Promise<void> {
    const key = `${EVENTS.success.key} ${address} ${account.name}`;
    const tally = this.#tally(key, "success", account.name, address, account.type);
    if (tally.told > 0) tally.count += 1;
    else await this.#tellOne(tally, account.name);
  }

  /** A login that was wrong, or a refused Basic credential. */
  async failed(account: string, address: string): Promise<void> {
    const tally = this.#failures(account, address);
    if (tally.told >= MAX_FAILURE_EVENTS) tally.count += 1;
    else await this.#tellOne(tally, account);
  }

  /** An attempt that was throttled. */
  refused(account: string, address: string): void {
    this.#failures(account, address).count += 1;
  }

  /** Writes the numbers whose hour is over. */
  async flushDue(): Promise<void> {
    const before = this.#parts.now() - WINDOW_MS;
    await this.#flush((tally) => tally.sinceMs <= before);
  }

  /** Writes every number, due or not. */
  async close(): Promise<void> {
    await this.#flush(() => true);
  }

  #failures(account: string, address: string): Tally {
    const key = `${EVENTS.failure.key} ${address}`;
    const name = boundedName(account);
    const tally = this.#tally(key, "failure", name, address, undefined);
    if (tally.account !== name) tally.account = undefined;
    return tally;
  }

  #tally(
    key: string,
    outcome: Outcome,
    account: string,
    address: string,
    accountType: AccountType | undefined,
  ): Tally {
    const now = this.#parts.now();
    const open = this.#tallies.get(key);
    if (open !== undefined && open.sinceMs + WINDOW_MS > now) return open;
    this.#tallies.delete(key);
    const opened = { sinceMs: now, told: 0, count: 0 };
    const tally = { key, outcome, account, address, accountType, ...opened };
    this.#tallies.set(key, tally);
    if (open !== undefined) void this.#write([open]);
    if (this.#tallies.size > MAX_TALLIES) this.#evictOldest();
    return tally;
  }

  async #tellOne(tally: Tally, account: string): Promise<void> {
    // before the write: logins meanwhile are not the first
    tally.told += 1;
    const event = this.#event(tally, { account: boundedName(account) }, {});
    try {
      await this.#parts.log.append(OWN_PANEL, [event]);
    } catch (cause) {
      tally.count += 1;
      this.#parts.report(cause);
    }
  }

  async #flush(isDue: (tally: Tally) => boolean): Promise<void> {
    const due = [...this.#tallies.values()].filter(isDue);
    for (const tally of due) this.#tallies.delete(tally.key);
    await this.#write(due);
  }

  #evictOldest(): void {
    for (const [key, oldest] of this.#tallies) {
      this.#tallies.delete(key);
      void this.#write([oldest]);
      return;
    }
  }

  /** Never rejects. */
  async #write(tallies: readonly Tally[]): Promise<void> {
    const events = tallies
      .filter((tally) => tally.count > 0)
      .map((tally) =>
        this.#event(
          tally,
          { ...(tally.account !== undefined && { account: tally.account }), since: tally.sinceMs },
          { count: tally.count },
        ),
      );
    if (events.length === 0) return;
    try {
      await this.#parts.log.append(OWN_PANEL, events);
    } catch (cause) {
      this.#parts.report(cause);
      for (const tally of tallies) this.#takeBack(tally);
    }
  }

  /** Keeps a number that could not be written for the next time. */
  #takeBack(tally: Tally): void {
    const open = this.#tallies.get(tally.key);
    if (open === undefined) this.#tallies.set(tally.key, tally);
    else open.count += tally.count;
  }

  #event(tally: Tally, who: object, model: object): PanelEvent {
    const type = tally.accountType === undefined ? {} : { account_type: tally.accountType };
    return {
      ...EVENTS[tally.outcome],
      occurredAtMs: this.#parts.now(),
      model: JSON.stringify({ ...type, ...model }),
      extra: JSON.stringify({ ...who, address: tally.address }),
      source: "api",
    };
  }
}

/** A caller may send any name at all; the log keeps what an account could be called. */
function boundedName(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
