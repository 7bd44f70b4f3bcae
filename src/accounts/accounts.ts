import { randomBytes } from "node:crypto";
import { AppError } from "../event/errors.ts";
import type { EventStore } from "../event/store.ts";
import { parseAuthorization } from "./authorization.ts";
import type { Authorization } from "./authorization.ts";
import { accountCaller, personalCaller } from "./caller.ts";
import type { Caller } from "./caller.ts";
import { CredentialMemory } from "./credential-memory.ts";
import { LoginJournal } from "./login-journal.ts";
import type { Journal } from "./login-journal.ts";
import { LoginThrottle, TooManyAttempts } from "./login-throttle.ts";
import { asMd5Hex, DUMMY_VERIFIER, md5Hex, verifyPassword } from "./password.ts";
import { SessionCache } from "./session-cache.ts";
import type { Session } from "./session-cache.ts";
import { isPersonalToken, tokenDigest } from "./personal-token.ts";
import type { Account, AccountStore, TokenSession } from "./store.ts";
import { TokenUses } from "./token-uses.ts";

const TOKEN_BYTES = 20;
const HOUR_MS = 3_600_000;
/** How often numbers of logins are written and expired tokens are swept. */
const HOUSEKEEPING_MS = 30_000;

/** Sessions that the store could not take, at most. */
const MAX_UNKEPT = 1_000;

/** What accounts rest on. */
export interface AccountsParts {
  readonly store: AccountStore;
  /** Where logins are events, by way of a {@link LoginJournal}. */
  readonly log: Pick<EventStore, "append">;
  /** Takes that one's place: logins are told to it alone. */
  readonly journal?: Journal;
  /** Lifetime of a token and of a remembered credential, hours, above 0. */
  readonly tokenHours: number;
  /** Told what went wrong behind an answer that was given all the same. */
  readonly report: (cause: unknown) => void;
  /** Our clock, ms; the machine's when absent. */
  readonly now?: () => number;
}

/** A successful login. */
export interface Login {
  /** 40 lower-case hex digits. */
  readonly token: string;
  readonly account: Account;
  readonly expiresAtMs: number;
}

/** Who may come in: logs in by name and password, knows callers again, forgets them at logout. */
export class Accounts implements AsyncDisposable {
  readonly #parts: AccountsParts;
  readonly #now: () => number;
  readonly #lifetimeMs: number;
  readonly #throttle: LoginThrottle;
  readonly #memory: CredentialMemory;
  readonly #journal: Journal;
  readonly #sessions = new SessionCache();
  /** By digest: sessions that the store could not take. */
  readonly #unkept = new Map<string, TokenSession>();
  readonly #uses: TokenUses;
  readonly #housekeeping: NodeJS.Timeout;

  private constructor(parts: AccountsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#lifetimeMs = parts.tokenHours * HOUR_MS;
    this.#throttle = new LoginThrottle(this.#now);
    this.#memory = new CredentialMemory(this.#lifetimeMs, this.#now);
    const { log, report, store } = parts;
    this.#uses = new TokenUses(store, this.#now());
    this.#journal = parts.journal ?? new LoginJournal({ log, now: this.#now, report });
    this.#housekeeping = setInterval(() => {
      this.tidy().catch((cause: unknown) => parts.report(cause));
    }, HOUSEKEEPING_MS).unref();
  }

  /** Starts serving the accounts of a store. */
  static open(parts: AccountsParts): Accounts {
    return new Accounts(parts);
  }

  /**
   * Logs in. The login, good or bad, is an event of the log.
   *
   * @param password the MD5 of the password in hex of either case, or the clear password
   * @param address the caller's IP address
   * @throws TooManyAttempts; AppError `unauthorised` for a wrong name or password, `unavailable`
   */
  async login(name: string, password: string, address: string): Promise<Login> {
    const account = await this.#checkPassword(name, asMd5Hex(password), address);
    const token = randomBytes(TOKEN_BYTES).toString("hex");
    const expiresAtMs = this.#now() + this.#lifetimeMs;
    await this.#keepToken(tokenDigest(token), account, expiresAtMs);
    await this.#journal.succeeded(account, address);
    return { token, account, expiresAtMs };
  }

  /**
   * Who an `Authorization` header speaks for: a login's token, a personal token, or name and clear
   * password. The log is told of a password here only where it is wrong, as of any failed login
   * (assumed). What is removed elsewhere stops within a second. A promise only where the store must be
   * asked.
   *
   * @throws AppError `unauthorised`, `unavailable`; TooManyAttempts for a Basic credential
   */
  authenticate(header: string | undefined, address: string): Caller | Promise<Caller> {
    const said = parseAuthorization(header);
    if (said === undefined) throw notLoggedIn();
    const digest = this.#digest(said);
    const known = this.#sessions.fresh(digest, this.#now());
    if (known === undefined) return this.#hold(digest, () => this.#askStore(said, digest, address));
    if (said.scheme === "basic") this.#admit(said.name, address);
    return this.#used(known.caller);
  }

  /**
   * Who a login's token speaks for that came as the page's cookie.
   *
   * @throws AppError `unauthorised`, `unavailable`
   */
  resume(token: string): Caller | Promise<Caller> {
    const digest = tokenDigest(token);
    const key = `cookie ${digest}`;
    const known = this.#sessions.fresh(key, this.#now());
    if (known !== undefined) return known.caller;
    return this.#hold(key, async () => {
      const { account, expiresAtMs } = await this.#findSession(digest);
      return { caller: accountCaller(account, "cookie", expiresAtMs), expiresAtMs };
    });
  }

  /** Ends the session of a Bearer token; a Basic credential has none to end. */
  async logout(header: string | undefined): Promise<void> {
    const said = parseAuthorization(header);
    if (said?.scheme === "bearer") await this.end(said.token);
  }

  /** Ends the session of a login's token; a personal token is not one. @throws AppError */
  async end(token: string): Promise<void> {
    const digest = tokenDigest(token);
    this.#sessions.forget(digest);
    this.#sessions.forget(`cookie ${digest}`);
    this.#unkept.delete(digest);
    await this.#parts.store.removeToken(digest);
  }

  /** Asks the store anew for every caller: an account or a token was changed by this process. */
  forgetSessions(): void {
    this.#sessions.clear();
  }

  /** Writes the numbers of logins that are due, and sweeps what has expired. */
  async tidy(): Promise<void> {
    await this.#journal.flushDue();
    await this.#uses.writeDue(this.#now());
    await this.#parts.store.sweepTokens(this.#now());
  }

  /** Writes what the log must still know; call it before the log is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#housekeeping);
    await this.#journal.close();
    await this.#uses.write().catch((cause: unknown) => this.#parts.report(cause));
  }

  #digest(said: Authorization): string {
    if (said.scheme === "bearer") return tokenDigest(said.token);
    return this.#memory.digest(JSON.stringify([said.name, said.password]));
  }

  async #hold(key: string, ask: () => Promise<Session>): Promise<Caller> {
    const askedAtMs = this.#now();
    const session = await ask();
    this.#sessions.hold(key, session, askedAtMs);
    return this.#used(session.caller);
  }

  async #askStore(said: Authorization, digest: string, address: string): Promise<Session> {
    if (said.scheme === "basic") {
      const expiresAtMs = this.#now() + this.#lifetimeMs;
      const account = await this.#checkPassword(said.name, md5Hex(said.password), address);
      return { caller: accountCaller(account, "basic", undefined), expiresAtMs };
    }
    if (!isPersonalToken(said.token)) {
      const { account, expiresAtMs } = await this.#findSession(digest);
      return { caller: accountCaller(account, "token", expiresAtMs), expiresAtMs };
    }
    const found = await this.#parts.store.findPersonalToken(digest, this.#now());
    if (found === undefined) throw notLoggedIn();
    return { caller: personalCaller(found), expiresAtMs: found.token.expiresAtMs ?? Infinity };
  }

  async #findSession(digest: string): Promise<TokenSession> {
    const kept = await this.#parts.store.findToken(digest, this.#now());
    const session = kept ?? (await this.#findUnkept(digest));
    if (session === undefined) throw notLoggedIn();
    return session;
  }

  #used(caller: Caller): Caller {
    const id = caller.token?.id;
    if (id !== undefined) this.#uses.note({ id, usedAtMs: this.#now() });
    return caller;
  }

  /** On a full disk people must be able to look: a token that cannot be kept is good as long as we live. */
  async #keepToken(digest: string, account: Account, expiresAtMs: number): Promise<void> {
    try {
      await this.#parts.store.addToken(digest, account.id, expiresAtMs);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "unavailable") throw error;
      this.#parts.report(error);
      this.#unkept.set(digest, { account, expiresAtMs });
      for (const oldest of this.#unkept.keys()) {
        if (this.#unkept.size <= MAX_UNKEPT) break;
        this.#unkept.delete(oldest);
      }
    }
  }

  /** A session that could not be kept, of an account that is as it was then. */
  async #findUnkept(digest: string): Promise<TokenSession | undefined> {
    const session = this.#unkept.get(digest);
    if (session === undefined || session.expiresAtMs <= this.#now()) return undefined;
    const account = await this.#parts.store.findAccount(session.account.name);
    if (account?.id !== session.account.id) return undefined;
    if (account.verifier !== session.account.verifier) return undefined;
    return { account, expiresAtMs: session.expiresAtMs };
  }

  async #checkPassword(name: string, md5: string, address: string): Promise<Account> {
    this.#admit(name, address);
    const account = await this.#parts.store.findAccount(name);
    const verifier = account?.verifier ?? DUMMY_VERIFIER;
    const isRight = await this.#verify(name, verifier, md5, address);
    if (isRight && account !== undefined) return account;
    this.#throttle.fail(name, address);
    await this.#journal.failed(name, address);
    throw new AppError("unauthorised", "Wrong login or password");
  }

  async #verify(name: string, verifier: string, md5: string, address: string): Promise<boolean> {
    try {
      return await this.#memory.verify({ subject: name, verifier, secret: md5 }, () =>
        this.#throttle.run(name, address, () => verifyPassword(md5, verifier)),
      );
    } catch (error) {
      if (error instanceof TooManyAttempts) this.#journal.refused(name, address);
      throw error;
    }
  }

  #admit(name: string, address: string): void {
    try {
      this.#throttle.admit(name, address);
    } catch (error) {
      this.#journal.refused(name, address);
      throw error;
    }
  }
}

function notLoggedIn(): AppError {
  return new AppError("unauthorised", "Log In");
}
