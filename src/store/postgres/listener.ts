import { quoted } from "./open-schema.ts";
import type { LogAddress } from "./sessions.ts";
import { readingOptions, Session } from "./sessions.ts";

/** How long after a lost connection another is tried, milliseconds. */
const AGAIN_MS = 1000;

/**
 * Hears of the commits of other nodes, so that the log is followed before somebody asks. Nothing
 * depends on it: every question looks by itself.
 */
export class Listener {
  readonly #session: Session;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  /** @param onSeq called with the seq that a commit ended with */
  constructor(address: LogAddress, onSeq: (seq: number) => void) {
    this.#session = new Session(readingOptions(address), async (connection) => {
      connection.onNotification((payload) => onSeq(Number(payload)));
      connection.onBroken(() => this.#openAgain());
      await connection.run(`LISTEN ${quoted(address.schema)}`);
    });
  }

  /** @throws AppError `unavailable` */
  async open(): Promise<void> {
    await this.#session.connection();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    await this.#session.close();
  }

  #openAgain(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.open().catch(() => this.#openAgain());
    }, AGAIN_MS);
    this.#again.unref();
  }
}
