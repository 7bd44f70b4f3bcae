import { hash, randomBytes } from "node:crypto";

/** What every personal token begins with, so that scanners for secrets know one. */
const PREFIX = "dbk_";
const TOKEN_BYTES = 30;

/** A new personal token: `dbk_` and 40 characters of base64url. */
export function newPersonalToken(): string {
  return PREFIX + randomBytes(TOKEN_BYTES).toString("base64url");
}

/** Whether a token is to be looked for among the personal ones. */
export function isPersonalToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** What is kept of a token: its SHA-256, hex. */
export function tokenDigest(token: string): string {
  return hash("sha256", token, "hex");
}
