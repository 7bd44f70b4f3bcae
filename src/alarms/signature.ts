import { createHmac, randomBytes } from "node:crypto";

/** The header that the signature of a webhook is in. */
export const SIGNATURE_HEADER = "Doorbook-Signature";

/** A fresh secret: 32 random bytes, as text. */
export function newSecret(): string {
  return `dbws_${randomBytes(32).toString("base64url")}`;
}

/**
 * Signs a body: `t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 under the secret of `SECONDS.BODY`. The time
 * is part of it, so that a body that was listened in on is not good for long.
 */
export function signatureOf(body: string, secret: string, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000);
  const mac = createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex");
  return `t=${seconds},v1=${mac}`;
}
