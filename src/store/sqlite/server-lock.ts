import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../event/errors.ts";
import { makeFolder } from "./open-database.ts";
import { mapSqliteError } from "./sqlite-error.ts";

/**
 * Says that a server serves a data folder. It is SQLite's lock on a small file of its own, so the
 * system lets go of it when the process ends, however it ends.
 */
export class ServerLock implements Disposable {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Takes the lock, and makes the data folder when it is not there.
   *
   * @throws AppError `in_use`, naming the process that holds it; `unavailable`
   */
  static take(dataFolder: string): ServerLock {
    makeFolder(dataFolder);
    const lock = tryLock(dataFolder, 500);
    if (lock === undefined) {
      const pid = readPid(dataFolder);
      const holder = pid === undefined ? "another server" : `the server with process id ${pid}`;
      throw new AppError(
        "in_use",
        `${holder} serves the data folder ${dataFolder}: stop it, or choose another --data`,
      );
    }
    writeFileSync(pidPath(dataFolder), `${process.pid}\n`, { mode: 0o600 });
    return lock;
  }

  /** The process that serves a data folder now; `undefined` when none does. */
  static holder(dataFolder: string): number | undefined {
    using lock = tryLock(dataFolder, 0);
    return lock === undefined ? readPid(dataFolder) : undefined;
  }

  /** @internal */
  static of(database: DatabaseSync): ServerLock {
    return new ServerLock(database);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** @param waitMs how long to wait for whoever has it: a doctor only looks for a moment */
function tryLock(dataFolder: string, waitMs: number): ServerLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(dataFolder, "server.lock"), { timeout: waitMs });
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return ServerLock.of(database);
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw mapSqliteError(error);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

function pidPath(dataFolder: string): string {
  return join(dataFolder, "server.pid");
}

function readPid(dataFolder: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidPath(dataFolder), "utf8").trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
