import type { Connection } from "./connection.ts";
import { listOf } from "./connection.ts";
import { toStoredOrNull } from "./stored-text.ts";

const INSERT = `
  INSERT INTO event (seq, at, received, fingerprint, panel, kind, ordinal, source, model, extra, other,
    late)
  SELECT $1::int8 + n, at, $2::int8, fingerprint, panel, kind, ordinal, source, model, extra, other,
    late
  FROM unnest($3::int8[], $4::int8[], $5::int4[], $6::int4[], $7::int4[], $8::int2[], $9::text[],
    $10::text[], $11::text[], $12::int2[]) WITH ORDINALITY
    AS e (at, fingerprint, panel, kind, ordinal, source, model, extra, other, late, n)`;

/** An event that the log does not hold yet, with its numbers. */
export interface FreshEvent {
  readonly atMs: number;
  readonly panel: number;
  readonly kind: number;
  readonly fingerprint: bigint;
  readonly ordinal: number;
  readonly source: number;
  readonly model: string | undefined;
  readonly extra: string | undefined;
  /** What a gathered kind leaves unsaid; see `otherOfNames`. */
  readonly other: string | undefined;
  readonly isLate: boolean;
}

/** The events that one transaction adds, in the order of their seqs. */
export class FreshEvents {
  readonly #events: FreshEvent[] = [];
  readonly #identities = new Set<string>();

  get length(): number {
    return this.#events.length;
  }

  [Symbol.iterator](): Iterator<FreshEvent> {
    return this.#events[Symbol.iterator]();
  }

  /** Whether an identity comes for the first time. */
  claim(panel: number, atMs: number, identity: string): boolean {
    const before = this.#identities.size;
    this.#identities.add(`${panel} ${atMs} ${identity}`);
    return this.#identities.size > before;
  }

  add(event: FreshEvent): void {
    this.#events.push(event);
  }

  /** Writes them with the seqs after this one. @throws AppError */
  insert(connection: Connection, afterSeq: number, receivedMs: number): Promise<unknown> {
    const events = this.#events;
    return connection.rows(
      INSERT,
      afterSeq,
      receivedMs,
      listOf(events.map(({ atMs }) => atMs)),
      listOf(events.map(({ fingerprint }) => fingerprint)),
      listOf(events.map(({ panel }) => panel)),
      listOf(events.map(({ kind }) => kind)),
      listOf(events.map(({ ordinal }) => ordinal)),
      listOf(events.map(({ source }) => source)),
      events.map(({ model }) => toStoredOrNull(model)),
      textsOf(events, ({ extra }) => extra),
      textsOf(events, ({ other }) => other),
      listOf(events.map(({ isLate }) => (isLate ? 1 : 0))),
    );
  }
}

/** A column that is seldom said: `null` stands for one of nothing else, and the server fills it up. */
function textsOf(
  events: readonly FreshEvent[],
  textOf: (event: FreshEvent) => string | undefined,
): (string | null)[] | null {
  if (events.every((event) => textOf(event) === undefined)) return null;
  return events.map((event) => toStoredOrNull(textOf(event)));
}
