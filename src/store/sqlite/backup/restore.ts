import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { AppError } from "../../../event/errors.ts";
import { BUILDING, databasePath, openForWriting } from "../open-database.ts";
import { SCHEMA_VERSION } from "../schema.ts";
import { removeWordFile } from "../search/word-file.ts";
import { ServerLock } from "../server-lock.ts";
import { nameBeside } from "./beside.ts";
import { finishFile, mapSystemError, syncFile, syncFolder, UNFINISHED } from "./files.ts";
import { fillLog } from "./fill-log.ts";
import type { FillStage } from "./fill-log.ts";
import { readManifest } from "./manifest.ts";
import type { BackupFile, BackupManifest } from "./manifest.ts";
import { fileOf } from "./piece-name.ts";
import type { CopyPace } from "./piece-rows.ts";
import { verifyFiles } from "./verify.ts";

const CACHE_KIB = 16_384;

/** The files of a database. */
const SUFFIXES = ["", "-wal", "-shm"] as const;

/** What is to be restored. */
export interface RestoreRequest {
  /** The backup's folder. */
  readonly target: string;
  readonly dataFolder: string;
  /** Whether a log that is there is moved aside. */
  readonly replaces: boolean;
  /** Our clock, ms. */
  readonly nowMs: number;
  readonly pace: CopyPace;
  readonly began: (manifest: BackupManifest) => void;
  readonly stage: (stage: FillStage) => void;
}

/** What was restored. */
export interface Restored {
  readonly manifest: BackupManifest;
  /** Where the log that was there before lies now; none where there was none. */
  readonly before: string | undefined;
}

/**
 * Makes a data folder's log from a backup, with a new epoch. All of it is read, compared and built beside
 * what is there, which stays as it is until the new log takes its place; nothing is deleted.
 *
 * @throws AppError `not_found` where there is no finished backup, `exists` where there is a log, `in_use`,
 *   `damaged`, `newer_schema`, `unavailable`
 */
export async function restoreBackup(request: RestoreRequest): Promise<Restored> {
  const { target, dataFolder, replaces } = request;
  const manifest = manifestOf(target);
  if (existsSync(databasePath(dataFolder)) && !replaces) {
    throw new AppError(
      "exists",
      `there is a log in ${dataFolder}: restore into another folder with --data, or have it moved ` +
        "aside with --replace",
    );
  }
  const lock = ServerLock.take(dataFolder);
  const building = join(dataFolder, BUILDING);
  try {
    request.began(manifest);
    await refuseFaults(target, [manifest.tables, ...manifest.beside]);
    rmSync(building, { recursive: true, force: true });
    mkdirSync(building, { mode: 0o700 });
    copyFileSync(fileOf(target, manifest.tables.file), databasePath(building));
    // brings the tables forward, which may be of an older schema, while they are small
    openForWriting(building, CACHE_KIB).close();
    await fillLog(databasePath(building), { ...request, manifest });
    syncFile(databasePath(building));
    const before = moveAside(dataFolder, manifest, request);
    renameSync(databasePath(building), databasePath(dataFolder));
    syncFolder(dataFolder);
    return { manifest, before };
  } catch (error) {
    throw mapSystemError(error, dataFolder);
  } finally {
    rmSync(building, { recursive: true, force: true });
    lock[Symbol.dispose]();
  }
}

function manifestOf(target: string): BackupManifest {
  const manifest = readManifest(target);
  if (manifest === undefined) {
    throw new AppError(
      "not_found",
      `there is no finished backup in ${target}: it has no manifest.json`,
    );
  }
  if (manifest.schema <= SCHEMA_VERSION) return manifest;
  throw new AppError(
    "newer_schema",
    `the backup was made by Doorbook ${manifest.version} (schema ${manifest.schema}, this program ` +
      `knows ${SCHEMA_VERSION}): restore it with that version, or a newer one`,
  );
}

async function refuseFaults(target: string, files: readonly BackupFile[]): Promise<void> {
  const faults = await verifyFiles(target, files);
  if (faults.length === 0) return;
  throw new AppError("damaged", `${faults.join("; ")}: nothing was restored`);
}

/** Makes room for the restored log, and puts the files beside it in their places. */
function moveAside(
  dataFolder: string,
  { beside }: BackupManifest,
  { target, nowMs }: RestoreRequest,
): string | undefined {
  const when = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const aside = (path: string): string => `${path}.before-restore-${when}`;
  // it is of the log that goes, and made anew from the one that comes
  removeWordFile(dataFolder);
  for (const { file } of beside) {
    const path = join(dataFolder, nameBeside(file) ?? basename(file));
    if (existsSync(path) && readFileSync(path).equals(readFileSync(fileOf(target, file)))) continue;
    if (existsSync(path)) renameSync(path, aside(path));
    copyFileSync(fileOf(target, file), `${path}${UNFINISHED}`);
    finishFile(`${path}${UNFINISHED}`, path);
  }
  const database = databasePath(dataFolder);
  const hadLog = existsSync(database);
  // its write-ahead log belongs to it, under the name that SQLite looks for
  for (const suffix of SUFFIXES) {
    if (existsSync(database + suffix)) renameSync(database + suffix, aside(database) + suffix);
  }
  return hadLog ? aside(database) : undefined;
}
