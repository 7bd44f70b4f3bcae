import { hash, randomBytes } from "node:crypto";
import { MAX_NAME_CHARACTERS, OWN_PANEL } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";
import { isRightPassword } from "./link-password.ts";
import type { LinkClaim, LinkPasswordParts } from "./link-password.ts";
import { Recent } from "./recent.ts";
import type { PanelStore } from "./store.ts";

/** What the push sessions rest on. */
export interface LinkSessionsParts extends LinkPasswordParts {
  readonly store: PanelStore;
  /** Whether an unknown serial with the right password is taken in. */
  readonly adopts: boolean;
  /** Lifetime of a token, hours, above 0. */
  readonly tokenHours: number;
  /** Told when a panel spoke. */
  readonly onHeard?: (serial: PanelSerial) => void;
  /** Told what went wrong behind an answer that was given all the same. */
  readonly report: (cause: unknown) => void;
  /** Our clock, ms; the machine's when absent. */
  readonly now?: () => number;
}

interface Session {
  readonly serial: PanelSerial;
  readonly expiresAtMs: number;
}

const HOUR_MS = 3_600_000;
const TOKEN_BYTES = 20;
const TOKEN = /^[\da-f]{40}$/i;

/** Panels whose token, and whose last word, is held in memory. */
const MAX_PANELS = 100_000;

/** How long a token that only the store knew is held; the store does not tell when it expires. */
const RECALLED_MS = 60_000;

/**
 * Who may push: panels that log in by serial and link password, and their tokens.
 *
 * A panel logs in anew between any two bursts. It gets the token that it has, while half of its life
 * is left, so such a login writes nothing. A fresh token counts at once and is written behind the
 * answer: one that a crash took makes the panel log in again, which its protocol foresees. A token
 * that is in memory is known without the store.
 */
export class LinkSessions implements AsyncDisposable {
  readonly #parts: LinkSessionsParts;
  readonly #now: () => number;
  readonly #lifetimeMs: number;
  /** By digest of the token. */
  readonly #sessions = new Recent<Session>(2 * MAX_PANELS);
  /** By serial: the token that it was given last. */
  readonly #tokens = new Recent<{ readonly token: string; readonly expiresAtMs: number }>(
    MAX_PANELS,
  );
  /** By serial, ms. */
  readonly #heard = new Recent<number>(MAX_PANELS);
  readonly #writes = new Set<Promise<void>>();
  #sweptAtMs: number;

  private constructor(parts: LinkSessionsParts) {
    this.#parts = parts;
    this.#now = parts.now ?? Date.now;
    this.#lifetimeMs = parts.tokenHours * HOUR_MS;
    this.#sweptAtMs = this.#now();
  }

  /** Starts with the tokens of the store. */
  static open(parts: LinkSessionsParts): LinkSessions {
    return new LinkSessions(parts);
  }

  /**
   * Logs a panel in, and takes it in when it is new. A refused login counts as a failed one,
   * whatever it was refused for.
   *
   * @returns a token of 40 lower-case hex digits, `undefined` when refused: a wrong password or none
   *   set, a serial that no panel has, or an unknown one that is not to be taken in
   * @throws AppError `too_many_attempts`, `unavailable`
   */
  async login(claim: LinkClaim): Promise<string | undefined> {
    const { serial, address } = claim;
    if (!isPanelSerial(serial)) return undefined;
    this.#parts.throttle.admit(serial, address);
    if (!(await this.#isWelcome(claim))) {
      this.#parts.throttle.fail(serial, address);
      return undefined;
    }
    this.heard(serial);
    return this.#tokenOf(serial);
  }

  /**
   * The panel that a token is bound to. A promise only where the store must be asked. A token that
   * only the store knew is good for up to a minute past its time.
   *
   * @throws AppError `unavailable`
   */
  identify(token: string): PanelSerial | undefined | Promise<PanelSerial | undefined> {
    if (!TOKEN.test(token)) return undefined;
    const digest = digestOf(token);
    const session = this.#sessions.get(digest);
    if (session !== undefined && session.expiresAtMs > this.#now()) return session.serial;
    return this.#recall(digest);
  }

  /** Notes that the panel spoke. Nothing is written. */
  heard(serial: PanelSerial): void {
    this.#heard.set(serial, this.#now());
    this.#parts.onHeard?.(serial);
  }

  /** Our clock when the panel spoke last, since this process started; ms. */
  lastHeardAtMs(serial: PanelSerial): number | undefined {
    return this.#heard.get(serial);
  }

  /** Waits for what is being written; call it before the store is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#writes);
  }

  async #isWelcome(claim: LinkClaim): Promise<boolean> {
    const { store, adopts } = this.#parts;
    const { serial } = claim;
    const panel = await store.findPanel(serial);
    if (!(await isRightPassword(claim, panel, this.#parts))) return false;
    if (panel !== undefined) return true;
    if (adopts) await store.putPanel({ serial, linkVerifier: undefined, addedAtMs: this.#now() });
    return adopts;
  }

  #tokenOf(serial: PanelSerial): string {
    const now = this.#now();
    const held = this.#tokens.get(serial);
    if (held !== undefined && held.expiresAtMs - now >= this.#lifetimeMs / 2) return held.token;
    const token = randomBytes(TOKEN_BYTES).toString("hex");
    const expiresAtMs = now + this.#lifetimeMs;
    const digest = digestOf(token);
    this.#tokens.set(serial, { token, expiresAtMs });
    this.#sessions.set(digest, { serial, expiresAtMs });
    this.#writeBehind(async () => this.#parts.store.addPanelToken(digest, serial, expiresAtMs));
    if (now - this.#sweptAtMs > HOUR_MS) this.#sweep(now);
    return token;
  }

  async #recall(digest: string): Promise<PanelSerial | undefined> {
    const now = this.#now();
    const serial = await this.#parts.store.findPanelToken(digest, now);
    if (serial === undefined) this.#sessions.delete(digest);
    else this.#sessions.set(digest, { serial, expiresAtMs: now + RECALLED_MS });
    return serial;
  }

  #sweep(now: number): void {
    this.#sweptAtMs = now;
    this.#writeBehind(async () => {
      await this.#parts.store.sweepPanelTokens(now);
    });
  }

  #writeBehind(write: () => Promise<void>): void {
    const writing = write().catch((cause: unknown) => {
      // the answer stands without it: the token is good until this process ends
      this.#parts.report(cause);
    });
    this.#writes.add(writing);
    void writing.finally(() => this.#writes.delete(writing));
  }
}

/** Whether a panel may push under it: 1 to 128 characters, whole ones, and not our own. */
function isPanelSerial(serial: string): boolean {
  if (serial === "" || serial === OWN_PANEL || serial.length > MAX_NAME_CHARACTERS) return false;
  return serial.isWellFormed();
}

function digestOf(token: string): string {
  return hash("sha256", token.toLowerCase(), "hex");
}
