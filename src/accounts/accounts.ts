import { hash, randomBytes } from "node:crypto";
import { AppError } from "../event/errors.ts";
import type { EventStore } from "../event/store.ts";
import { parseAuthorization } from "./authorization.ts";
import type { Authorization } from "./authorization.ts";
import { CredentialMemory } from "./credential-memory.ts";
import { LoginJournal } from "./login-journal.ts";
import type { Journal } from "./login-journal.ts";
import { LoginThrottle, TooManyAttempts } from "./login-throttle.ts";
import { asMd5Hex, DUMMY_VERIFIER, md5Hex, verifyPassword } from "./password.ts";
import { SessionCache } from "./session-cache.ts";
import type { Session } from "./session-cache.ts";
import type { Account, AccountStore } from "./store.ts";

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
  readonly #unkept = new Map<string, Session>();
  readonly #housekeeping: NodeJS.Timeout;

  private constructor(parts: AccountsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#lifetimeMs = parts.tokenHours * HOUR_MS;
    this.#throttle = new LoginThrottle(this.#now);
    this.#memory = new CredentialMemory(this.#lifetimeMs, this.#now);
    const { log, report } = parts;
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
   * The account that an `Authorization` header speaks for: a token, or name and clear password. The
   * log is told of a password here only where it is wrong, as of any failed login (assumed). What
   * is removed elsewhere stops within a second. A promise only where the store must be asked.
   *
   * @throws AppError `unauthorised`, `unavailable`; TooManyAttempts for a Basic credential
   */
  authenticate(header: string | undefined, address: string): Account | Promise<Account> {
    const said = parseAuthorization(header);
    if (said === undefined) throw notLoggedIn();
    const digest = this.#digest(said);
    const session = this.#sessions.fresh(digest, this.#now());
    if (session === undefined) return this.#askStore(said, digest, address);
    if (said.scheme === "basic") this.#admit(said.name, address);
    return session.account;
  }

  /** Ends the session of a Bearer token; a Basic credential has none to end. */
  async logout(header: string | undefined): Promise<void> {
    const said = parseAuthorization(header);
    if (said?.scheme !== "bearer") return;
    const digest = this.#digest(said);
    this.#sessions.forget(digest);
    this.#unkept.delete(digest);
    await this.#parts.store.removeToken(digest);
  }

  /** Writes the numbers of logins that are due, and sweeps what has expired. */
  async tidy(): Promise<void> {
    await this.#journal.flushDue();
    await this.#parts.store.sweepTokens(this.#now());
  }

  /** Writes what the log must still know; call it before the log is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#housekeeping);
    await this.#journal.close();
  }

  #digest(said: Authorization): string {
    if (said.scheme === "bearer") return tokenDigest(said.token);
    return this.#memory.digest(JSON.stringify([said.name, said.password]));
  }

  async #askStore(said: Authorization, digest: string, address: string): Promise<Account> {
    const askedAtMs = this.#now();
    const session =
      said.scheme === "bearer"
        ? ((await this.#parts.store.findToken(digest, askedAtMs)) ??
          (await this.#findUnkept(digest)))
        : {
            account: await this.#checkPassword(said.name, md5Hex(said.password), address),
            expiresAtMs: askedAtMs + this.#lifetimeMs,
          };
    if (session === undefined) throw notLoggedIn();
    this.#sessions.hold(digest, session, askedAtMs);
    return session.account;
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
  async #findUnkept(digest: string): Promise<Session | undefined> {
    const session = this.#unkept.get(digest);
    if (session === undefined || session.expiresAtMs <= this.#now()) return undefined;
    const account = await this.#parts.store.findAccount(session.account.name);
    const isSame =
      account?.id === session.account.id && account.verifier === session.account.verifier;
    return isSame ? session : undefined;
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

function tokenDigest(token: string): string {
  return hash("sha256", token, "hex");
}

function notLoggedIn(): AppError {
  return new AppError("unauthorised", "Log In");
}
