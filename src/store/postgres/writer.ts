import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Appended } from "../../event/store.ts";
import type { Connection } from "./connection.ts";
import { LogCommit } from "./log-commit.ts";
import type { Committed } from "./log-commit.ts";
import type { Names } from "./names.ts";
import { openSchema } from "./open-schema.ts";
import type { LogAddress } from "./sessions.ts";
import { Session, writingOptions } from "./sessions.ts";
import { WaitingDelivery } from "./waiting-delivery.ts";
import type { Part } from "./waiting-delivery.ts";

/** Events past which a commit takes no further delivery: some 50 ms, while all other nodes wait. */
const COMMIT_EVENTS = 2000;

/** Bytes of models under way past which nothing more is taken. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;

/** How a writer is set up. */
export interface WriterOptions {
  readonly address: LogAddress;
  readonly names: Names;
  readonly maxKinds: number;
  /** Told of each commit, before its deliveries are. */
  readonly onCommitted: (committed: Committed, tookMs: number) => void;
}

/**
 * The only writer of a node. It gathers the deliveries that wait into one transaction; when the
 * server refuses it, each delivery gets a transaction of its own, so that a bad one fails alone.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #session: Session;
  readonly #queue: WaitingDelivery[] = [];
  #waitingBytes = 0;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#session = new Session(writingOptions(options.address), checkDurability);
  }

  /**
   * Connects, and makes the schema when it is not there.
   *
   * @throws AppError `unavailable`, `newer_schema`, `damaged`
   */
  async open(): Promise<void> {
    await openSchema(await this.#session.connection(), this.#options.address.schema);
  }

  /**
   * Adds one delivery.
   *
   * @throws AppError `unavailable`, also when too much is under way
   */
  async append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended> {
    if (this.#isClosed) throw new AppError("unavailable", "the store is closed");
    if (events.length === 0) return { added: 0, lastSeq: undefined };
    if (this.#waitingBytes > MAX_WAITING_BYTES) {
      throw new AppError("unavailable", "too much is being written: try again");
    }
    const bytes = events.reduce((sum, event) => sum + 64 + (event.model?.length ?? 0), 0);
    this.#waitingBytes += bytes;
    try {
      const delivery = new WaitingDelivery(panel, events);
      this.#queue.push(delivery);
      this.#running ??= this.#run();
      return await delivery.appended;
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    await this.#session.close();
  }

  async #run(): Promise<void> {
    // whoever appends in the same turn comes along
    await new Promise(setImmediate);
    while (this.#queue.length > 0) {
      const parts = this.#takeParts();
      await this.#commit(parts);
      for (const { delivery } of parts) if (!delivery.isAtEnd) this.#queue.push(delivery);
    }
    this.#running = undefined;
  }

  /** The next part of each waiting delivery, up to what one commit takes. */
  #takeParts(): Part[] {
    const parts: Part[] = [];
    let events = 0;
    while (events < COMMIT_EVENTS) {
      const delivery = this.#queue.shift();
      if (delivery === undefined) break;
      const part = delivery.takePart();
      parts.push(part);
      events += part.events.length;
    }
    return parts;
  }

  async #commit(parts: readonly Part[]): Promise<void> {
    try {
      await this.#attempt(parts);
    } catch (error) {
      const isPassing = error instanceof AppError && error.code === "unavailable";
      if (parts.length === 1 || isPassing) {
        for (const { delivery } of parts) delivery.failed(error);
      } else for (const part of parts) await this.#commit([part]);
    }
  }

  async #attempt(parts: readonly Part[]): Promise<void> {
    const { names, maxKinds, onCommitted } = this.#options;
    const connection = await this.#session.connection();
    const start = performance.now();
    const committed = await LogCommit.run(connection, names, maxKinds, parts);
    onCommitted(committed, performance.now() - start);
    let seq = committed.afterSeq;
    for (const [i, { delivery }] of parts.entries()) {
      const added = committed.added[i] ?? 0;
      seq += added;
      delivery.committed({ added, lastSeq: added === 0 ? undefined : seq });
    }
  }
}

/** What the server promises of a commit, asked for and read back: a database may overrule it. */
async function checkDurability(connection: Connection): Promise<void> {
  const [row] = await connection.rows<[string]>("SELECT current_setting('synchronous_commit')");
  if (row?.[0] === "on" || row?.[0] === "remote_apply") return;
  throw new AppError(
    "unavailable",
    `the database commits with synchronous_commit ${row?.[0] ?? "?"}, which is not durable`,
  );
}
