import { mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { AppError } from "../../../event/errors.ts";
import { mapSqliteError } from "../sqlite-error.ts";
import { finishFile, mapSystemError, UNFINISHED } from "./files.ts";
import { PIECES_FOLDER } from "./piece-name.ts";

/** Says of which history of which log a folder has a backup, from its first moment on. */
const MARK_FILE = "backup.json";

/** Held while a backup is written. */
const LOCK_FILE = "backup.lock";

/** What a folder may hold before it has its mark: what we make first, and what disks have at their root. */
const BEFORE_MARK: readonly string[] = [LOCK_FILE, `${MARK_FILE}${UNFINISHED}`, "lost+found"];

const SQLITE_BUSY = 5;

/** A backup's folder, held by the one process that writes to it. */
export class BackupTarget implements Disposable {
  readonly folder: string;
  readonly #lock: DatabaseSync;

  private constructor(folder: string, lock: DatabaseSync) {
    this.folder = folder;
    this.#lock = lock;
  }

  /**
   * Takes a folder for a log's backup, and makes one that is not there.
   *
   * @param epoch the log's history
   * @throws AppError `invalid` for a folder that holds something else, another history's backup, or lies in
   *   the data folder; `in_use`; `unavailable`
   */
  static take(folder: string, dataFolder: string, epoch: string): BackupTarget {
    refuseDataFolder(folder, dataFolder);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const names = readdirSync(folder);
      const isNew = names.every((name) => BEFORE_MARK.includes(name));
      if (!isNew) checkMark(folder, names, epoch);
      const lock = lockFolder(folder);
      if (isNew) writeMark(folder, epoch);
      mkdirSync(join(folder, PIECES_FOLDER), { recursive: true, mode: 0o700 });
      return new BackupTarget(folder, lock);
    } catch (error) {
      throw mapSystemError(error, folder);
    }
  }

  [Symbol.dispose](): void {
    this.#lock.close();
  }
}

function refuseDataFolder(folder: string, dataFolder: string): void {
  const way = relative(realPath(dataFolder), realPath(folder));
  if (way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way) return;
  throw new AppError(
    "invalid",
    `${folder} lies in the data folder ${dataFolder}: what takes one would take both; ` +
      "choose a folder on another disk",
  );
}

/** The real path of what may not be there yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(resolve(path));
    return above === resolve(path) ? above : join(realPath(above), basename(path));
  }
}

function checkMark(folder: string, names: readonly string[], epoch: string): void {
  if (!names.includes(MARK_FILE)) {
    throw new AppError(
      "invalid",
      `${folder} holds something that is no backup: choose a folder of its own`,
    );
  }
  if (readEpoch(folder) !== epoch) throw otherHistory(folder);
}

/** Says that a folder has the backup of a log that is not, or is no longer, this one. */
export function otherHistory(folder: string): AppError {
  return new AppError(
    "invalid",
    `${folder} holds the backup of another history: of another log, or of this one before it was put ` +
      "back to an earlier state; choose a new folder, and keep this one as long as you may need it",
  );
}

function readEpoch(folder: string): unknown {
  try {
    const mark: unknown = JSON.parse(readFileSync(join(folder, MARK_FILE), "utf8"));
    return typeof mark === "object" && mark !== null && "epoch" in mark ? mark.epoch : undefined;
  } catch (error) {
    throw new AppError("damaged", `${join(folder, MARK_FILE)} cannot be read`, { cause: error });
  }
}

function writeMark(folder: string, epoch: string): void {
  const text = `${JSON.stringify({ what: "a backup of Doorbook", epoch })}\n`;
  const path = join(folder, MARK_FILE);
  writeFileSync(`${path}${UNFINISHED}`, text, { mode: 0o600, flush: true });
  finishFile(`${path}${UNFINISHED}`, path);
}

/** It is SQLite's lock on a small file: the system lets go of it, however the process ends. */
function lockFolder(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, LOCK_FILE), { timeout: 0 });
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) {
      throw new AppError("in_use", `another backup to ${folder} is under way: wait for it`);
    }
    throw mapSqliteError(error);
  }
}
