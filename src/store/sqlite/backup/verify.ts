import { AppError } from "../../../event/errors.ts";
import { Connection } from "../connection.ts";
import { digestOfFile, sizeOf } from "./files.ts";
import type { BackupFile, BackupManifest } from "./manifest.ts";
import { fileOf, PIECES_FOLDER } from "./piece-name.ts";
import { digestOfPiece } from "./piece-rows.ts";

const CACHE_KIB = 8192;

/** The files that a manifest names. */
export function filesOf({ pieces, tables, beside }: BackupManifest): readonly BackupFile[] {
  return [...pieces, tables, ...beside];
}

/**
 * Reads files of a backup back and compares them with what was written.
 *
 * @param read told of each file that was read, with its bytes
 * @returns what is wrong, a sentence each; none where all is as it was written
 */
export async function verifyFiles(
  target: string,
  files: readonly BackupFile[],
  read: (bytes: number) => void = () => undefined,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const file of files) {
    const fault = await faultOf(target, file);
    if (fault !== undefined) faults.push(`${fileOf(target, file.file)} ${fault}`);
    read(file.bytes);
  }
  return faults;
}

/** What is wrong with the database of a backup's tables, as SQLite sees it. */
export function faultsOfTables(target: string, { tables }: BackupManifest): readonly string[] {
  const path = fileOf(target, tables.file);
  try {
    using connection = Connection.open(path, { readOnly: true, cacheKiB: CACHE_KIB });
    const rows = connection.all<[string]>("PRAGMA integrity_check(5)");
    return rows.flatMap(([fault]) => (fault === "ok" ? [] : [`${path}: ${fault}`]));
  } catch (error) {
    if (error instanceof AppError) return [`${path}: ${error.message}`];
    throw error;
  }
}

async function faultOf(
  target: string,
  { file, bytes, digest }: BackupFile,
): Promise<string | undefined> {
  const path = fileOf(target, file);
  const size = sizeOf(path);
  if (size === undefined) return "is missing";
  if (size !== bytes) return `has ${size} bytes instead of ${bytes}`;
  const isPiece = file.startsWith(`${PIECES_FOLDER}/`);
  try {
    const found = await (isPiece ? digestOfPiece(path) : digestOfFile(path));
    return found === digest ? undefined : "is not what was written";
  } catch (error) {
    if (error instanceof AppError) return "cannot be unpacked";
    if (error instanceof Error && "code" in error) return `cannot be read: ${String(error.code)}`;
    throw error;
  }
}
