import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../event/errors.ts";

/** The key's file in the data folder; for its owner alone. */
export const KEY_FILE = "panels.key";

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = "aes-256-gcm";

/**
 * Seals what must be given away again in clear, such as the passwords of panels: AES-256-GCM, under a
 * key that lies in a file of its own, so that the log's file alone tells nobody.
 */
export class SecretKey {
  readonly #key: Buffer;

  private constructor(key: Buffer) {
    this.#key = key;
  }

  /**
   * The key of a data folder, made at its first use, mode 0600. Two processes that make it at a time
   * get the same one.
   *
   * @throws AppError `unavailable` when it can be neither read nor made, `damaged` when it is no key
   */
  static ofFolder(folder: string): SecretKey {
    const path = join(folder, KEY_FILE);
    const key = read(path) ?? make(folder, path);
    if (key.length === KEY_BYTES) return new SecretKey(key);
    throw new AppError(
      "damaged",
      `${path} is no key: restore it, or remove it and set the panels' passwords anew`,
    );
  }

  /**
   * Seals a secret.
   *
   * @param name whose it is: it can be opened under this name alone
   */
  seal(secret: string, name: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, nonce);
    cipher.setAAD(Buffer.from(name));
    const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
  }

  /** What was sealed under a name; `undefined` when it was sealed otherwise, or by another key. */
  open(sealed: string, name: string): string | undefined {
    const bytes = Buffer.from(sealed, "base64");
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(name));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const secret = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([secret, decipher.final()]).toString("utf8");
    } catch {
      return undefined;
    }
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw unavailable(path, error);
  }
}

function make(folder: string, path: string): Buffer {
  const fresh = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(fresh, randomBytes(KEY_BYTES), { mode: 0o600, flush: true });
    try {
      // whole or not at all, and never over another process's
      linkSync(fresh, path);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    } finally {
      unlinkSync(fresh);
    }
    return readFileSync(path);
  } catch (error) {
    throw unavailable(path, error);
  }
}

function unavailable(path: string, cause: unknown): AppError {
  return new AppError("unavailable", `the key of the panels' passwords cannot be read: ${path}`, {
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
