import type { PanelSerial } from "../event/event.ts";

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
  /** Removes the account, its tokens and its floors. @throws AppError `not_found` */
  removeAccount(name: string): Promise<void>;
  /** Replaces the verifier and drops the account's tokens. @throws AppError `not_found` */
  setVerifier(name: string, verifier: string): Promise<void>;

  /** @param digest SHA-256 of the token, hex */
  addToken(digest: string, accountId: number, expiresAtMs: number): Promise<void>;
  /** Expired ones are not found. @param nowMs the present */
  findToken(digest: string, nowMs: number): Promise<TokenSession | undefined>;
  /** Says nothing when there was none. */
  removeToken(digest: string): Promise<void>;
  /** Forgets what expired before `nowMs`; returns how many. */
  sweepTokens(nowMs: number): Promise<number>;

  /** In no order; of an account that is gone, none. */
  listFloors(accountId: number): Promise<readonly Floor[]>;
  /** Moves an account's floor up; a lower one moves nothing, nor does one of an account that is gone. */
  raiseFloor(accountId: number, floor: Floor): Promise<void>;
}
