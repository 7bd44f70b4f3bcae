import { canonicalModel } from "../../event/canonical.ts";
import { OWN_PANEL, SOURCES } from "../../event/event.ts";
import type { PanelSerial, Source } from "../../event/event.ts";
import { fingerprint, identityText } from "../directory/fingerprint.ts";
import { namesOfOther, otherOfNames } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";
import type { Delivery } from "../directory/delivery.ts";
import type { Identity } from "../directory/delivery.ts";
import type { EventColumns } from "./protocol.ts";
import { RemovalJournal } from "./removal-journal.ts";
import { Tail } from "../directory/tail.ts";
import { TailIdentities } from "./tail-identities.ts";
import type { KindNumber, WriterNames } from "./writer-names.ts";

const INSERT_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

/**
 * Adds events to the log: gives each new one the next seq, and passes over those that it holds.
 *
 * A held event is found in the tail by its fingerprint, else in `by_panel`, and compared in full. An
 * event that is newer than all its panel ever delivered needs no look-up.
 */
export class LogWriter {
  readonly #connection: Connection;
  readonly #names: WriterNames;
  #tail = new Tail(0);
  #identities = new TailIdentities(this.#tail);
  /** By panel: the newest time it ever delivered, or a later one: that only costs a look-up. */
  readonly #newest = new Map<number, number>();
  #lastReceivedMs = 0;
  readonly #journal: RemovalJournal;
  /** The newest removal that is taken into account. */
  #removal = 0;
  /** Where the present transaction began. */
  #transaction: { length: number; receivedMs: number } | undefined;

  constructor(connection: Connection, names: WriterNames) {
    this.#connection = connection;
    this.#names = names;
    this.#journal = new RemovalJournal(connection);
  }

  /** The newest events, not yet in every index. */
  get tail(): Tail {
    return this.#tail;
  }

  get identities(): TailIdentities {
    return this.#identities;
  }

  /** Starts over from what the file holds; in a transaction, for others may take out of it. */
  load(): void {
    const [merged] = this.#connection.one<[number]>(
      "SELECT min(seq) FROM merged WHERE name IN ('by_time', 'by_panel')",
    );
    this.#removal = this.#journal.newest;
    this.#tail = new Tail(merged);
    this.#identities = new TailIdentities(this.#tail);
    this.#newest.clear();
    // a clock set back must not make it fall, also when nothing is left to follow
    const sql = "SELECT received FROM event ORDER BY seq DESC LIMIT 1";
    this.#lastReceivedMs = this.#connection.get<[number]>(sql)?.[0] ?? 0;
    this.follow();
  }

  /** Takes note of what another process has added. */
  follow(): void {
    for (;;) {
      const rows = this.#connection.all<
        [
          number,
          number,
          number,
          number,
          number,
          string | null,
          number,
          string | null,
          string | null,
        ]
      >(
        `SELECT e.panel, e.at, e.received, e.kind, e.source, k.key, e.ordinal, e.model, e.other
         FROM event e JOIN kind k ON k.id = e.kind WHERE e.seq > ? ORDER BY e.seq LIMIT 1000`,
        this.#tail.lastSeq,
      );
      for (const [panel, at, received, kind, source, key, ordinal, model, other] of rows) {
        const text = storedIdentity(source, key, ordinal, model, other);
        this.#push(panel, at, kind, fingerprint(text));
        this.#lastReceivedMs = Math.max(this.#lastReceivedMs, received);
      }
      if (rows.length === 0) return;
    }
  }

  /**
   * Takes note of what was taken out of the log, by this process or another, in a transaction: that is in
   * every index, so what the tail holds of it is forgotten before it is merged again.
   *
   * @returns whether the tail begins later now
   */
  settle(): boolean {
    const { newest } = this.#journal;
    if (newest === this.#removal) return false;
    this.#removal = newest;
    const [merged] = this.#connection.one<[number]>(
      "SELECT min(seq) FROM merged WHERE name IN ('by_time', 'by_panel')",
    );
    const count = merged - this.#tail.afterSeq;
    if (count <= 0) return false;
    // past the tail's end other processes added and merged what was never followed here
    if (merged > this.#tail.lastSeq) this.load();
    else this.merged(count);
    return true;
  }

  /** Takes note of the beginning of a transaction; {@link settle} comes first. */
  begin(nowMs: number): void {
    const [head] = this.#connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
    if (head !== this.#tail.lastSeq) this.follow();
    this.#transaction = { length: this.#tail.length, receivedMs: this.#lastReceivedMs };
    this.#lastReceivedMs = Math.max(this.#lastReceivedMs, nowMs);
  }

  /** Adds a part of a delivery; returns how many were new. */
  append(serial: PanelSerial, events: EventColumns, delivery: Delivery): number {
    const panel = this.#names.panel(serial, this.#lastReceivedMs);
    // a kind gets its number with its first new event: a repeat makes none
    const kinds: (KindNumber | undefined)[] = [];
    const isOwn = serial === OWN_PANEL;
    let added = 0;
    for (let i = 0; i < events.at.length; i += 1) {
      const at = events.at[i]!;
      const names = events.kinds[events.kind[i]!]!;
      const model = events.model[i];
      const identity = delivery.identify(at, sourceOf(events.source[i]!), names[0], model);
      if (!isOwn && this.#holds(panel, at, identity)) continue;
      const kind = (kinds[events.kind[i]!] ??= this.#names.kind(names));
      this.#connection.run(
        INSERT_EVENT,
        this.#tail.lastSeq + 1,
        panel,
        at,
        this.#lastReceivedMs,
        kind.id,
        events.source[i]!,
        identity.ordinal,
        model ?? null,
        events.extra[i] ?? null,
        kind.isGathered ? otherOfNames(names) : null,
        events.late[i]!,
      );
      this.#push(panel, at, kind.id, identity.fingerprint);
      added += 1;
    }
    return added;
  }

  /** The number of events in the tail, to come back to with {@link undoTo}. */
  mark(): number {
    return this.#tail.length;
  }

  /** Forgets the events of a savepoint that was rolled back. */
  undoTo(mark: number): void {
    this.#identities.truncate(mark);
    this.#tail.truncate(mark);
  }

  /** The transaction is durable. */
  committed(): void {
    this.#transaction = undefined;
  }

  /** The transaction is undone. */
  rolledBack(): void {
    if (this.#transaction === undefined) return;
    this.undoTo(this.#transaction.length);
    this.#lastReceivedMs = this.#transaction.receivedMs;
    this.#transaction = undefined;
  }

  /** Forgets the tail's first events; they are in the indexes now. */
  merged(count: number): void {
    this.#tail.dropThrough(this.#tail.afterSeq + count);
    this.#identities.drop(count);
  }

  #push(panel: number, at: number, kind: number, print: bigint): void {
    this.#tail.push(at, panel, kind);
    this.#identities.push(print);
    if (at > this.#newestOf(panel)) this.#newest.set(panel, at);
  }

  #newestOf(panel: number): number {
    const known = this.#newest.get(panel);
    if (known !== undefined) return known;
    const sql = "SELECT at FROM by_panel WHERE panel = ? ORDER BY at DESC LIMIT 1";
    const newest = this.#connection.get<[number]>(sql, panel)?.[0] ?? -1;
    this.#newest.set(panel, newest);
    return newest;
  }

  #holds(panel: number, at: number, identity: Identity): boolean {
    if (at > this.#newestOf(panel)) return false;
    for (const index of this.#identities.find(panel, at, identity.fingerprint)) {
      if (this.#isAlike(this.#tail.seq(index), identity)) return true;
    }
    const rows = this.#connection.all<[number]>(
      "SELECT seq FROM by_panel WHERE panel = ? AND at = ? AND fingerprint = ?",
      panel,
      at,
      identity.fingerprint,
    );
    return rows.some(([seq]) => this.#isAlike(seq, identity));
  }

  #isAlike(seq: number, identity: Identity): boolean {
    const row = this.#connection.get<StoredIdentityRow>(
      `SELECT e.source, k.key, e.ordinal, e.model, e.other
       FROM event e JOIN kind k ON k.id = e.kind WHERE e.seq = ?`,
      seq,
    );
    return row !== undefined && storedIdentity(...row) === identity.text;
  }
}

type StoredIdentityRow = readonly [
  source: number,
  key: string | null,
  ordinal: number,
  model: string | null,
  other: string | null,
];

/** The identity of an event, as one text, from what its row says. @param key that of its kind */
export function storedIdentity(...[source, key, ordinal, model, other]: StoredIdentityRow): string {
  const ownKey = other === null ? key : namesOfOther(other).key;
  const canonical = canonicalModel(model ?? undefined);
  return identityText(sourceOf(source), ownKey ?? "", canonical, ordinal);
}

function sourceOf(number: number): Source {
  return SOURCES[number] ?? "api";
}
