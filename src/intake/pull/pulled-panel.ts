import { PanelClient } from "../../client/panel-client.ts";
import type { PanelAccess } from "../../client/panel-client.ts";
import { PanelError } from "../../client/panel-error.ts";
import type { PanelSerial } from "../../event/event.ts";
import { PanelReader } from "./panel-reader.ts";
import type { PanelReaderParts } from "./panel-reader-parts.ts";
import type { Reading } from "./reading.ts";

/** What reading one panel again and again rests on. */
export interface PulledPanelParts extends Omit<PanelReaderParts, "client" | "keep"> {
  readonly serial: PanelSerial;
  readonly access: PanelAccess;
  /** How far it was read, as it was kept. */
  readonly reading: Reading;
  /** A token that an earlier login gave. */
  readonly token: string | undefined;
  /** Keeps how far it was read, and the token in use, durably. */
  readonly keep: (reading: Reading, token: string | undefined) => Promise<void>;
  /** From the end of a reading to the next, ms. */
  readonly intervalMs: number;
}

/** After failures the pause is doubled so often, and never longer than this, ms. */
const MAX_DOUBLINGS = 5;
const MAX_PAUSE_MS = 300_000;

/** A panel that refused a login is left in peace: some shut out an address after a few (vendor). */
const REFUSED_PAUSE_MS = 300_000;
const MAX_REFUSED_PAUSE_MS = 3_600_000;

/** How far a pause may be from its measure, as a share: a thousand panels are not asked at a time. */
const JITTER = 0.1;

/** One panel that is read again and again. */
export class PulledPanel implements Disposable {
  readonly #parts: PulledPanelParts;
  #client: PanelClient;
  #reader: PanelReader;
  #keptToken: string | undefined;
  #failures = 0;
  #isDisposed = false;
  /** By clients that are no more, and how many of all were told of. */
  #earlierLogins = 0;
  #toldLogins = 0;

  constructor(parts: PulledPanelParts) {
    this.#parts = parts;
    this.#keptToken = parts.token;
    this.#client = new PanelClient(parts.access, { token: parts.token });
    this.#reader = this.#readerFrom(parts.reading);
  }

  /** Reads some. @returns how long to leave it in peace, ms. Never rejects */
  async turn(): Promise<number> {
    try {
      const hasMore = await this.#reader.turn();
      await this.#keepToken();
      this.#failures = 0;
      return hasMore ? 0 : jittered(this.#parts.intervalMs);
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** How often the panel was logged in to since this was last asked for. */
  takeLogins(): number {
    const all = this.#earlierLogins + this.#client.logins;
    const logins = all - this.#toldLogins;
    this.#toldLogins = all;
    return logins;
  }

  /** What is under way breaks off. */
  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#client[Symbol.dispose]();
  }

  async #keepToken(): Promise<void> {
    const { token } = this.#client;
    if (token === this.#keptToken) return;
    await this.#parts.keep(this.#reader.reading, token);
    this.#keptToken = token;
  }

  async #failed(error: unknown): Promise<number> {
    const { health, serial, intervalMs } = this.#parts;
    if (this.#isDisposed) return intervalMs;
    const isRefused = error instanceof PanelError && error.reason === "refused";
    if (error instanceof PanelError) health.of(serial).troubled(error.message, isRefused);
    else health.of(serial).troubled("what it has cannot be kept now", false);
    const { token } = this.#client;
    // it may have become another panel, or another firmware
    this.#client[Symbol.dispose]();
    this.#earlierLogins += this.#client.logins;
    this.#client = new PanelClient(this.#parts.access, { token });
    this.#reader = this.#readerFrom(this.#reader.reading);
    this.#failures += 1;
    const doubled = 2 ** Math.min(this.#failures - 1, MAX_DOUBLINGS);
    if (isRefused) return jittered(Math.min(REFUSED_PAUSE_MS * doubled, MAX_REFUSED_PAUSE_MS));
    return jittered(Math.min(intervalMs * doubled, MAX_PAUSE_MS));
  }

  #readerFrom(reading: Reading): PanelReader {
    const { keep, ...parts } = this.#parts;
    const client = this.#client;
    return new PanelReader(
      { ...parts, client, keep: async (next) => keep(next, client.token) },
      reading,
    );
  }
}

function jittered(pauseMs: number): number {
  return pauseMs * (1 - JITTER + 2 * JITTER * Math.random());
}
