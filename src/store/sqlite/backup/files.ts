import { createHash } from "node:crypto";
import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import type { WriteStream } from "node:fs";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { AppError } from "../../../event/errors.ts";

/** What is being written bears this until it is whole. */
export const UNFINISHED = ".unfinished";

/** Opens a file to be written anew, for its owner alone; what it gets is durable when it is closed. */
export function openFresh(path: string): WriteStream {
  return createWriteStream(path, { mode: 0o600, flush: true });
}

/** Gives a finished file its name, for good. */
export function finishFile(unfinished: string, path: string): void {
  renameSync(unfinished, path);
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable, where the system can. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  syncFile(folder);
}

/** Makes what a file holds durable. */
export function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Takes files away that may not be there. */
export function removeFiles(...paths: readonly string[]): void {
  for (const path of paths) rmSync(path, { force: true });
}

/** SHA-256 of a file's bytes, hex. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), hash);
  return hash.digest("hex");
}

/** How long a file is; `undefined` where there is none. */
export function sizeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.size;
}

/** The system's errors that an operator can act on. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
  EACCES: "it may not be read or written by this user",
  EPERM: "it may not be read or written by this user",
  EROFS: "the disk is read only",
  EIO: "reading or writing the disk failed",
  EEXIST: "there is a file in the place of a folder",
  ENOTDIR: "there is a file in the place of a folder",
};

/** What the system refused, as an error that says what to do; others pass unchanged. */
export function mapSystemError(error: unknown, where: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return error;
  const reason = REASONS[String(error.code)];
  if (reason === undefined) return error;
  return new AppError("unavailable", `cannot write to ${where}: ${reason}`, { cause: error });
}
