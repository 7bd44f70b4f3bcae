import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../event/errors.ts";
import { databasePath, openForReading } from "../open-database.ts";
import { besideFile, nameBeside } from "./beside.ts";
import { PieceCopier } from "./copy-pieces.ts";
import { copyTables } from "./copy-tables.ts";
import type { CopiedState } from "./copy-tables.ts";
import {
  digestOfFile,
  finishFile,
  mapSystemError,
  removeFiles,
  sizeOf,
  syncFile,
  syncFolder,
  UNFINISHED,
} from "./files.ts";
import { manifestPath, readManifest, renderManifest } from "./manifest.ts";
import type { BackupFile, BackupManifest } from "./manifest.ts";
import { fileOf, PIECE_SEQS, PIECES_FOLDER, readPieceName } from "./piece-name.ts";
import { eventColumns } from "./piece-rows.ts";
import type { CopyPace } from "./piece-rows.ts";
import { BackupTarget, otherHistory } from "./target.ts";
import { filesOf, verifyFiles } from "./verify.ts";

const CACHE_KIB = 8192;

const TABLES_NAME = /^tables-[\da-f]{16}\.db$/;

/** What a backup is asked to do. */
export interface BackupRequest {
  readonly dataFolder: string;
  /** The backup's folder. */
  readonly target: string;
  /** Names of files in the data folder that are copied as they are, where they are there. */
  readonly beside: readonly string[];
  /** The program's version. */
  readonly version: string;
  /** Our clock, ms. */
  readonly nowMs: number;
  readonly pace: CopyPace;
  /** Seqs in a piece, for tests; default 65,536. */
  readonly pieceSeqs?: number;
  /** Told how many events there are to copy, at the beginning. */
  readonly began: (events: number) => void;
}

/**
 * Makes a backup of a data folder, or brings one that is there up to date. It may be cut off at any moment:
 * what was in the folder before stays good until the new manifest takes its place, and the next call goes on.
 *
 * @throws AppError `invalid`, `in_use`, `unavailable`, `damaged`
 */
export async function makeBackup(request: BackupRequest): Promise<BackupManifest> {
  const { dataFolder, target: folder } = request;
  using log = openForReading(dataFolder, CACHE_KIB);
  const [epoch] = log.one<[string]>("SELECT name FROM epoch");
  using target = BackupTarget.take(folder, dataFolder, epoch);
  const last = lastManifest(folder);
  try {
    removeUnfinished(target.folder);
    const [head] = log.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
    request.began(head);
    if ((last?.seq ?? 0) > head) throw otherHistory(folder);
    const copier = new PieceCopier(log, folder, request.pace, request.pieceSeqs ?? PIECE_SEQS);
    copier.checkHistory(head);
    const whole = await copier.copyWhole(head);
    const { tables, state } = await backUpTables(dataFolder, folder);
    if (state.epoch !== epoch) throw otherHistory(folder);
    // what came meanwhile: few, and those of before are passed over
    const late = state.seq > head ? await copier.copyWhole(state.seq, head) : [];
    const pieces = [...whole, ...late, ...(await copier.copyRest(state.seq))];
    const manifest = {
      version: request.version,
      schema: state.schema,
      epoch,
      madeAtMs: request.nowMs,
      seq: state.seq,
      events: pieces.reduce((sum, { events }) => sum + events, 0),
      columns: eventColumns(log),
      pieces,
      tables,
      beside: request.beside.flatMap((name) => copyBeside(dataFolder, folder, name)),
    };
    await finish(folder, manifest, last);
    return manifest;
  } catch (error) {
    throw mapSystemError(error, folder);
  }
}

/** Verifies what is new, puts the manifest in its place, and takes away what it does not name. */
async function finish(
  folder: string,
  manifest: BackupManifest,
  last: BackupManifest | undefined,
): Promise<void> {
  const known = new Set(last === undefined ? [] : filesOf(last).map(({ file }) => file));
  const fresh = filesOf(manifest).filter(({ file }) => !known.has(file));
  const faults = await verifyFiles(folder, fresh);
  if (faults.length > 0) {
    const what = faults.slice(0, 3).join("; ");
    throw new AppError("damaged", `what was written reads back otherwise: ${what}: check the disk`);
  }
  syncFolder(join(folder, PIECES_FOLDER));
  const path = manifestPath(folder);
  writeFileSync(`${path}${UNFINISHED}`, renderManifest(manifest), { mode: 0o600, flush: true });
  finishFile(`${path}${UNFINISHED}`, path);
  removeOthers(folder, manifest);
}

/** What the folder had. One that is damaged vouches for nothing. */
function lastManifest(folder: string): BackupManifest | undefined {
  try {
    return readManifest(folder);
  } catch (error) {
    if (error instanceof AppError && error.code === "damaged") return undefined;
    throw error;
  }
}

async function backUpTables(
  dataFolder: string,
  folder: string,
): Promise<{ tables: BackupFile; state: CopiedState }> {
  const unfinished = join(folder, `tables${UNFINISHED}`);
  const state = copyTables(databasePath(dataFolder), unfinished);
  syncFile(unfinished);
  const digest = await digestOfFile(unfinished);
  const file = `tables-${digest.slice(0, 16)}.db`;
  finishFile(unfinished, fileOf(folder, file));
  return { state, tables: { file, digest, bytes: sizeOf(fileOf(folder, file)) ?? 0 } };
}

/** A copy has its digest in its name, so that the one of the last backup stays beside it until the end. */
function copyBeside(dataFolder: string, folder: string, name: string): BackupFile[] {
  const path = join(dataFolder, name);
  if (sizeOf(path) === undefined) return [];
  const bytes = readFileSync(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  const file = besideFile(name, digest);
  const unfinished = `${fileOf(folder, file)}${UNFINISHED}`;
  writeFileSync(unfinished, bytes, { mode: 0o600, flush: true });
  finishFile(unfinished, fileOf(folder, file));
  return [{ file, bytes: bytes.length, digest }];
}

/** What a cut backup left half written. */
function removeUnfinished(folder: string): void {
  for (const path of [folder, join(folder, PIECES_FOLDER)]) {
    for (const name of readdirSync(path)) {
      if (name.endsWith(UNFINISHED)) removeFiles(join(path, name));
    }
  }
}

/** Files of earlier backups that this one has others for. */
function removeOthers(folder: string, manifest: BackupManifest): void {
  const names = new Set(filesOf(manifest).map(({ file }) => file));
  for (const name of readdirSync(folder)) {
    const isOurs = TABLES_NAME.test(name) || nameBeside(name) !== undefined;
    if (isOurs && !names.has(name)) removeFiles(join(folder, name));
  }
  for (const name of readdirSync(join(folder, PIECES_FOLDER))) {
    if (readPieceName(name) === undefined || names.has(`${PIECES_FOLDER}/${name}`)) continue;
    removeFiles(join(folder, PIECES_FOLDER, name));
  }
}
