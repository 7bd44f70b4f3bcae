import { createHmac, randomBytes } from "node:crypto";

/** How many credentials are remembered; the oldest is forgotten first. */
const MAX_CREDENTIALS = 10_000;

/** What is checked: who says that they know which secret, and what that was checked against. */
export interface Credential {
  /** Account name or serial. */
  readonly subject: string;
  /** The stored verifier. A new password makes a new one, and what was remembered fits no more. */
  readonly verifier: string;
  /** What was sent: a password or its MD5. */
  readonly secret: string;
}

/**
 * Remembers credentials that were verified once, so that the second login costs microseconds instead
 * of a scrypt. Holds no secret: only an HMAC under a key that this process makes and never tells.
 */
export class CredentialMemory {
  readonly #key = randomBytes(32);
  /** Fingerprint → when it is forgotten, ms; oldest first. */
  readonly #expiries = new Map<string, number>();
  readonly #checks = new Map<string, Promise<boolean>>();
  readonly #lifetimeMs: number;
  readonly #now: () => number;

  /** @param lifetimeMs how long a credential is remembered after it was verified */
  constructor(lifetimeMs: number, now: () => number) {
    this.#lifetimeMs = lifetimeMs;
    this.#now = now;
  }

  /** What is remembered, else what `check` says; asks it once for like calls at the same time. */
  async verify(credential: Credential, check: () => Promise<boolean>): Promise<boolean> {
    const fingerprint = this.#fingerprint(credential);
    if (this.#isLive(fingerprint)) return true;
    const underWay = this.#checks.get(fingerprint);
    if (underWay !== undefined) return underWay;
    const checking = check();
    this.#checks.set(fingerprint, checking);
    try {
      const isRight = await checking;
      if (isRight) this.#remember(fingerprint);
      return isRight;
    } finally {
      this.#checks.delete(fingerprint);
    }
  }

  /** Names a text without telling it: its HMAC under the key of the process, base64. */
  digest(text: string): string {
    return createHmac("sha256", this.#key).update(text).digest("base64");
  }

  #isLive(fingerprint: string): boolean {
    const expiry = this.#expiries.get(fingerprint);
    return expiry !== undefined && expiry > this.#now();
  }

  #fingerprint({ subject, verifier, secret }: Credential): string {
    return this.digest(JSON.stringify([subject, verifier, secret]));
  }

  #remember(fingerprint: string): void {
    this.#expiries.delete(fingerprint);
    this.#expiries.set(fingerprint, this.#now() + this.#lifetimeMs);
    for (const oldest of this.#expiries.keys()) {
      if (this.#expiries.size <= MAX_CREDENTIALS) break;
      this.#expiries.delete(oldest);
    }
  }
}
