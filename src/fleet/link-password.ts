import { hash, timingSafeEqual } from "node:crypto";
import type { PanelSerial } from "../event/event.ts";
import type { Panel } from "./store.ts";

/** Stops guessing, for a serial and an address; as accounts do. */
export interface LinkThrottle {
  /** @throws AppError `too_many_attempts` when the serial may not be tried from the address now */
  admit(serial: string, address: string): void;
  /** Runs a check that costs. @throws AppError `too_many_attempts`, and `check` is not run then */
  run(serial: string, address: string, check: () => Promise<boolean>): Promise<boolean>;
  /** Counts a failure. */
  fail(serial: string, address: string): void;
}

/** Stops guessing at the one password for all, under ever new serials. */
export interface LinkGuesses {
  /** @throws AppError `too_many_attempts`, and `isRight` is not asked then */
  check(password: string, address: string, isRight: () => boolean): boolean;
}

/** Remembers what was verified once, without holding a secret. */
export interface LinkMemory {
  /** What is remembered, else what `check` says. */
  verify(
    credential: { readonly subject: string; readonly verifier: string; readonly secret: string },
    check: () => Promise<boolean>,
  ): Promise<boolean>;
}

/** What a link password is checked with. */
export interface LinkPasswordParts {
  /** The link password of every panel that has none of its own; `undefined` or empty for none. */
  readonly password: string | undefined;
  /** Whether the clear password is that of a panel's own verifier; may cost. */
  readonly verify: (password: string, verifier: string) => Promise<boolean>;
  readonly throttle: LinkThrottle;
  readonly guesses: LinkGuesses;
  readonly memory: LinkMemory;
}

/** Who says to be a panel, and how. */
export interface LinkClaim {
  readonly serial: PanelSerial;
  /** As configured on the panel. */
  readonly password: string;
  /** The caller's IP address. */
  readonly address: string;
}

/**
 * Checks what a panel says at its login: against the panel's own link password where it has one,
 * else against the one for all. Where neither is set, no link password is right (assumed).
 *
 * The verifier is read anew each time, so a changed one counts at once; a password that fits it is
 * remembered, so only the first login costs.
 *
 * @param panel `undefined` for one that is not known
 * @throws AppError `too_many_attempts`
 */
export async function isRightPassword(
  claim: LinkClaim,
  panel: Panel | undefined,
  parts: LinkPasswordParts,
): Promise<boolean> {
  const verifier = panel?.linkVerifier;
  if (verifier === undefined) {
    return parts.guesses.check(claim.password, claim.address, () =>
      isCommonPassword(claim.password, parts.password),
    );
  }
  const credential = { subject: `panel ${claim.serial}`, verifier, secret: claim.password };
  return parts.memory.verify(credential, async () =>
    parts.throttle.run(claim.serial, claim.address, async () =>
      parts.verify(claim.password, verifier),
    ),
  );
}

function isCommonPassword(sent: string, expected: string | undefined): boolean {
  if (expected === undefined || expected === "") return false;
  // digests, because the comparison needs equal lengths and must not tell the length
  return timingSafeEqual(hash("sha256", sent, "buffer"), hash("sha256", expected, "buffer"));
}
