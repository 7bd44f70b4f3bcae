import { readFile } from "node:fs/promises";
import { AppError } from "../event/errors.ts";
import { readOwners } from "../fleet/read-owners.ts";
import type { ReadOwners } from "../fleet/read-owners.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Reads owners from a file of comma-separated values in UTF-8.
 *
 * @throws UsageError when there is no such file; AppError `invalid` when it cannot be meant, naming lines
 */
export async function readOwnersFile(path: string): Promise<ReadOwners> {
  const content = await readText(path);
  try {
    return readOwners(content);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const message = `nothing of ${path} was taken in: ${error.message}`;
    throw new AppError("invalid", message, { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot read the owners: ${reason}`);
  }
  try {
    // drops the mark that spreadsheets begin a file with
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const message = `${path} is not UTF-8: save it from the spreadsheet as "CSV UTF-8"`;
    throw new AppError("invalid", message, { cause });
  }
}
