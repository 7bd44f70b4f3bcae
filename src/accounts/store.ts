import type { PanelSerial } from "../event/event.ts";
import type { Right } from "./rights.ts";
import type { Scope } from "./scope.ts";

/** `admin` may read the log within its scope of panels; `manager` may log in, no more. */
export const ACCOUNT_TYPES = ["admin", "manager"] as const;

export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** Someone, or some program, that logs in by name and password. */
export interface Account {
  /** From 1, never reused. */
  readonly id: number;
  /** 1 to 64 characters, unique to the letter. */
  readonly name: string;
  readonly type: AccountType;
  /** What checks a password, as made by `password.ts`; never the password. */
  readonly verifier: string;
  readonly createdAtMs: number;
  /** The panels that it sees; `undefined` for all, and Doorbook's own events. */
  readonly scope: Scope | undefined;
}

/** A token that an account's owner made for a program, with rights of its own. */
export interface PersonalToken {
  /** From 1, never reused. */
  readonly id: number;
  readonly accountId: number;
  /** For people, 1 to 64 characters; several may share one. */
  readonly name: string;
  /** At least one; what of them counts is what the account may as well. */
  readonly rights: readonly Right[];
  /** Narrows what the account sees; `undefined` for all of that. */
  readonly scope: Scope | undefined;
  readonly createdAtMs: number;
  /** `undefined` for one that does not expire. */
  readonly expiresAtMs: number | undefined;
  /** Within a minute; `undefined` for one that was never used. */
  readonly lastUsedAtMs: number | undefined;
}

/** A personal token that is to be kept. The token itself is not kept, only its SHA-256. */
export interface NewPersonalToken extends Omit<PersonalToken, "id" | "lastUsedAtMs"> {
  /** SHA-256 of the token, hex. */
  readonly digest: string;
}

/** A personal token with the account that it speaks for. */
export interface PersonalSession {
  readonly account: Account;
  readonly token: PersonalToken;
}

/** When a personal token was used. */
export interface TokenUse {
  readonly id: number;
  readonly usedAtMs: number;
}

/** A bearer token's session. The token itself is not kept, only its SHA-256. */
export interface TokenSession {
  readonly account: Account;
  readonly expiresAtMs: number;
}

/** What an account has cleared: under one base path it sees only events with a greater seq. */
export interface Floor {
  /** The panel whose base path it is; `undefined` for the fleet's. */
  readonly panel: PanelSerial | undefined;
  /** From 1. */
  readonly seq: number;
}

/** Where accounts, their tokens and their floors are kept. What is written is durable when it resolves. */
export interface AccountStore {
  /** By name. */
  listAccounts(): Promise<readonly Account[]>;
  findAccount(name: string): Promise<Account | undefined>;
  /** @throws AppError `exists` when the name is taken. */
  addAccount(account: Omit<Account, "id">): Promise<Account>;
  /** Removes the account, its tokens of both sorts and its floors. @throws AppError `not_found` */
  removeAccount(name: string): Promise<void>;
  /**
   * Replaces the verifier and drops the account's tokens; its personal tokens stay.
   *
   * @throws AppError `not_found`
   */
  setVerifier(name: string, verifier: string): Promise<void>;
  /** @throws AppError `not_found` */
  setType(name: string, type: AccountType): Promise<void>;
  /** @throws AppError `not_found` */
  setScope(name: string, scope: Scope | undefined): Promise<void>;

  /** @param digest SHA-256 of the token, hex */
  addToken(digest: string, accountId: number, expiresAtMs: number): Promise<void>;
  /** Expired ones are not found. @param nowMs the present */
  findToken(digest: string, nowMs: number): Promise<TokenSession | undefined>;
  /** Says nothing when there was none. */
  removeToken(digest: string): Promise<void>;
  /** Forgets what expired before `nowMs`; returns how many. */
  sweepTokens(nowMs: number): Promise<number>;

  /** @throws AppError `not_found` when the account is gone. */
  addPersonalToken(token: NewPersonalToken): Promise<PersonalToken>;
  /** Expired ones are not found. @param nowMs the present */
  findPersonalToken(digest: string, nowMs: number): Promise<PersonalSession | undefined>;
  /** By id, expired ones too. @param accountId whose; everybody's when absent */
  listPersonalTokens(accountId?: number): Promise<readonly PersonalToken[]>;
  /** @throws AppError `not_found` */
  removePersonalToken(id: number): Promise<void>;
  /** Notes when tokens were used last; of a token that is gone, nothing. */
  touchPersonalTokens(uses: readonly TokenUse[]): Promise<void>;

  /** In no order; of an account that is gone, none. */
  listFloors(accountId: number): Promise<readonly Floor[]>;
  /** Moves an account's floor up; a lower one moves nothing, nor does one of an account that is gone. */
  raiseFloor(accountId: number, floor: Floor): Promise<void>;
}
