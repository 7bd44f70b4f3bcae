import { canonicalModel } from "../../event/canonical.ts";
import { AppError } from "../../event/errors.ts";
import { SOURCES } from "../../event/event.ts";
import { identityText } from "../directory/fingerprint.ts";
import { namesOfEvent, namesOfOther, otherOfNames } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";
import { listOf } from "./connection.ts";
import { FreshEvents } from "./fresh-events.ts";
import type { Names } from "./names.ts";
import { NewNames } from "./new-names.ts";
import { fromStored, fromStoredOrNull } from "./stored-text.ts";
import type { Part } from "./waiting-delivery.ts";

/** What a commit did. */
export interface Committed {
  /** How many events of each part were new. */
  readonly added: readonly number[];
  /** The events that were new, numbered from `afterSeq` + 1. */
  readonly fresh: FreshEvents;
  readonly afterSeq: number;
}

interface Head {
  readonly seq: number;
  readonly receivedMs: number;
}

/** With any other isolation it would not see what was committed while it waited for the lock. */
const BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

const HELD = `
  SELECT k.i, e.kind, e.source, e.ordinal, e.model, e.other
  FROM unnest($1::int4[], $2::int8[], $3::int8[], $4::int4[]) AS k (panel, at, fingerprint, i)
  CROSS JOIN LATERAL (
    SELECT kind, source, ordinal, model, other FROM event
    WHERE panel = k.panel AND at = k.at AND fingerprint = k.fingerprint
  ) AS e`;

/** One statement beside the events: the new head, and a word to the other nodes. */
const MOVE_HEAD = `
  UPDATE head SET seq = $1, received = $2, panel = $3, kind = $4
  RETURNING pg_notify(current_schema(), seq::text)`;

/** One transaction that adds parts of deliveries to the log. */
export class LogCommit {
  readonly #connection: Connection;
  readonly #names: Names;
  readonly #newNames: NewNames;
  readonly #parts: readonly Part[];

  private constructor(
    connection: Connection,
    names: Names,
    maxKinds: number,
    parts: readonly Part[],
  ) {
    this.#connection = connection;
    this.#names = names;
    this.#newNames = new NewNames(names, maxKinds);
    this.#parts = parts;
  }

  /**
   * Adds what is new of some parts, all or none, and waits until it is durable.
   *
   * @param names moved on by what was committed
   * @throws AppError `unavailable`: nothing was written, or the outcome is unknown; `internal`
   */
  static async run(
    connection: Connection,
    names: Names,
    maxKinds: number,
    parts: readonly Part[],
  ): Promise<Committed> {
    try {
      return await new LogCommit(connection, names, maxKinds, parts).#run();
    } catch (error) {
      if (!connection.isBroken) await connection.run("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  async #run(): Promise<Committed> {
    const head = await this.#lockHead();
    const held = await this.#findHeld();
    const fresh = new FreshEvents();
    const added = this.#collect(held, fresh);
    if (fresh.length === 0) await this.#connection.run("ROLLBACK");
    else await this.#write(head, fresh);
    return { added, fresh, afterSeq: head.seq };
  }

  /** From here on nobody else numbers anything, and all that was numbered before is seen. */
  async #lockHead(): Promise<Head> {
    const [, rows] = await Promise.all([
      this.#connection.run(BEGIN),
      this.#connection.rows<[number, number, number, number]>(
        "SELECT seq, received, panel, kind FROM head FOR UPDATE",
      ),
    ]);
    const [head] = rows;
    if (head === undefined) throw new AppError("damaged", "the log has no head");
    const [seq, received, panel, kind] = head;
    await this.#names.readUpTo(this.#connection, panel, kind);
    return { seq, receivedMs: Math.max(received, Date.now()) };
  }

  /** Which events the log holds already, by their index over all parts. */
  async #findHeld(): Promise<ReadonlySet<number>> {
    const panels: number[] = [];
    const times: number[] = [];
    const prints: bigint[] = [];
    const indexes: number[] = [];
    const texts: string[] = [];
    for (const { delivery, events, identities } of this.#parts) {
      const panel = delivery.isOwn ? undefined : this.#names.panel(delivery.panel);
      for (const [i, { fingerprint, text }] of identities.entries()) {
        if (panel !== undefined) {
          panels.push(panel);
          times.push(events[i]!.occurredAtMs);
          prints.push(fingerprint);
          indexes.push(texts.length);
        }
        texts.push(text);
      }
    }
    if (panels.length === 0) return new Set();
    const lists = [panels, times, prints, indexes].map((list) => listOf(list));
    const rows = await this.#connection.rows<HeldRow>(HELD, ...lists);
    const alike = rows.filter((row) => this.#identityOf(row) === texts[row[0]]);
    return new Set(alike.map(([index]) => index));
  }

  #identityOf([, kind, source, ordinal, model, other]: HeldRow): string {
    const key = other === null ? this.#names.kind(kind).key : namesOfOther(fromStored(other)).key;
    const canonical = canonicalModel(fromStoredOrNull(model));
    return identityText(SOURCES[source] ?? "api", key ?? "", canonical, ordinal);
  }

  /** Gathers what is new; says how many events of each part are. */
  #collect(held: ReadonlySet<number>, fresh: FreshEvents): number[] {
    let index = 0;
    return this.#parts.map(({ delivery, events, identities }) => {
      const before = fresh.length;
      for (const [i, event] of events.entries()) {
        const identity = identities[i]!;
        index += 1;
        if (held.has(index - 1)) continue;
        const panel = this.#newNames.panel(delivery.panel);
        // the same delivery may wait twice
        if (!delivery.isOwn && !fresh.claim(panel, event.occurredAtMs, identity.text)) continue;
        const names = namesOfEvent(event);
        const kind = this.#newNames.kind(names);
        fresh.add({
          atMs: event.occurredAtMs,
          panel,
          kind: kind.id,
          fingerprint: identity.fingerprint,
          ordinal: identity.ordinal,
          source: SOURCES.indexOf(event.source),
          model: event.model,
          extra: event.extra,
          other: kind.isGathered ? otherOfNames(names) : undefined,
          isLate: event.isLate ?? false,
        });
      }
      return fresh.length - before;
    });
  }

  /** Sends all of it at once: when a statement fails, the server undoes the others at the `COMMIT`. */
  async #write(head: Head, fresh: FreshEvents): Promise<void> {
    const answers = await Promise.all([
      ...this.#newNames.insert(this.#connection),
      fresh.insert(this.#connection, head.seq, head.receivedMs),
      this.#connection.rows(
        MOVE_HEAD,
        head.seq + fresh.length,
        head.receivedMs,
        this.#newNames.newestPanel,
        this.#newNames.newestKind,
      ),
      this.#connection.run("COMMIT"),
    ]);
    if (answers.at(-1) !== "COMMIT") {
      throw new AppError("unavailable", "the database undid the transaction");
    }
    this.#newNames.committed();
  }
}

type HeldRow = readonly [
  index: number,
  kind: number,
  source: number,
  ordinal: number,
  model: string | null,
  other: string | null,
];
