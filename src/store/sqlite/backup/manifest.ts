import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../event/errors.ts";

/** Another form of backups has another number; a program reads its own and refuses newer ones. */
const FORM = 1;

const MANIFEST_FILE = "manifest.json";

const DIGEST = /^[\da-f]{64}$/;

/** A file of a backup. */
export interface BackupFile {
  /** Its path in the backup's folder, with `/`. */
  readonly file: string;
  readonly bytes: number;
  /** SHA-256, hex: of the file's bytes, of a piece's file of what is compressed in it. */
  readonly digest: string;
}

/** A stretch of seqs of the log, with the events that the log had of it. */
export interface BackupPiece extends BackupFile {
  /** The first and the last seq of the stretch, whether there is an event or not. */
  readonly fromSeq: number;
  readonly throughSeq: number;
  /** How many events, 0 to 65,536. */
  readonly events: number;
}

/** What a backup holds. */
export interface BackupManifest {
  /** The program that made it. */
  readonly version: string;
  /** The schema of the log's file then. */
  readonly schema: number;
  /** The log's history. */
  readonly epoch: string;
  /** When, by our clock, Unix ms. */
  readonly madeAtMs: number;
  /** The state of the log: the newest seq. */
  readonly seq: number;
  readonly events: number;
  /** The columns of table `event`, in the order in which the pieces have them. */
  readonly columns: readonly string[];
  /** In the order of seq, without a gap from 1 to `seq`. */
  readonly pieces: readonly BackupPiece[];
  /** A database file with all other tables, in the state of `seq`. */
  readonly tables: BackupFile;
  /** Files of the data folder beside the log, such as the key of the panels' passwords. */
  readonly beside: readonly BackupFile[];
}

/** The manifest's path in a backup's folder. */
export function manifestPath(target: string): string {
  return join(target, MANIFEST_FILE);
}

/** The manifest as it is written, with a digest of its own at the end. */
export function renderManifest(manifest: BackupManifest): string {
  const said = { form: FORM, ...manifest };
  return `${JSON.stringify({ ...said, digest: digestOf(said) }, null, 1)}\n`;
}

/**
 * Reads the manifest of a backup.
 *
 * @returns `undefined` where there is none: the folder is no finished backup
 * @throws AppError `damaged`; `newer_schema` for a backup of a newer form
 */
export function readManifest(target: string): BackupManifest | undefined {
  let text: string;
  try {
    text = readFileSync(manifestPath(target), "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new AppError("unavailable", `cannot read ${manifestPath(target)}`, { cause: error });
  }
  const manifest = parse(text);
  if (manifest !== undefined) return manifest;
  throw new AppError("damaged", `${manifestPath(target)} is damaged: it is not as it was written`);
}

function parse(text: string): BackupManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const { digest, ...said } = value;
  if (digest !== digestOf(said)) return undefined;
  const { form, ...manifest } = said;
  if (form !== FORM) {
    throw new AppError(
      "newer_schema",
      `the backup has form ${String(form)}, and this program knows ${FORM}: use the version that made it, or a newer one`,
    );
  }
  return isManifest(manifest) ? manifest : undefined;
}

/** The digest has shown that it is what was written; this holds it to the names a program may open. */
function isManifest(
  value: Readonly<Record<string, unknown>>,
): value is Record<string, unknown> & BackupManifest {
  const { pieces, tables, beside, columns, seq, schema, epoch } = value;
  const files = [tables, ...listOf(pieces), ...listOf(beside)];
  return (
    files.every(isFile) &&
    listOf(columns).every((name) => typeof name === "string" && /^\w+$/.test(name)) &&
    typeof seq === "number" &&
    typeof schema === "number" &&
    typeof epoch === "string"
  );
}

function isFile(value: unknown): value is BackupFile {
  if (!isJsonObject(value)) return false;
  const { file, bytes, digest } = value;
  return (
    typeof file === "string" &&
    /^(?:pieces\/)?[\w-][\w.-]*$/.test(file) &&
    typeof bytes === "number" &&
    typeof digest === "string" &&
    DIGEST.test(digest)
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [undefined];
}

function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function digestOf(value: object): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
