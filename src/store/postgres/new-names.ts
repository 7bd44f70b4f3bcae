import type { PanelSerial } from "../../event/event.ts";
import { boundOfKinds, gatheringNames, kindNameOf, kindOf } from "../directory/kind-names.ts";
import type { KindNames, NamesOfKind } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";
import { listOf } from "./connection.ts";
import type { Names } from "./names.ts";
import { toStored, toStoredOrNull } from "./stored-text.ts";

/** A kind's number, and whether it gathers several, so that the event must keep its own names. */
export interface KindNumber {
  readonly id: number;
  readonly isGathered: boolean;
}

/**
 * The panels and kinds that one transaction adds to those that are committed; it holds the lock of
 * `head`, so nobody else numbers any.
 */
export class NewNames {
  readonly #names: Names;
  readonly #maxKinds: number;
  readonly #panels = new Map<PanelSerial, number>();
  readonly #kinds = new Map<string, { id: number; names: NamesOfKind }>();

  constructor(names: Names, maxKinds: number) {
    this.#names = names;
    this.#maxKinds = maxKinds;
  }

  /** The greatest numbers given, for `head`. */
  get newestPanel(): number {
    return this.#names.newestPanel + this.#panels.size;
  }

  get newestKind(): number {
    return this.#names.newestKind + this.#kinds.size;
  }

  panel(serial: PanelSerial): number {
    const known = this.#names.panel(serial) ?? this.#panels.get(serial);
    if (known !== undefined) return known;
    const id = this.newestPanel + 1;
    this.#panels.set(serial, id);
    return id;
  }

  kind(names: KindNames): KindNumber {
    const found = this.#find(names);
    if (found !== undefined) return { id: found, isGathered: false };
    if (this.newestKind < boundOfKinds(names[0], this.#maxKinds)) {
      return { id: this.#make(names), isGathered: false };
    }
    const gathering = gatheringNames(names);
    return { id: this.#find(gathering) ?? this.#make(gathering), isGathered: true };
  }

  /** Writes them, within the transaction. @throws AppError */
  insert(connection: Connection): Promise<unknown>[] {
    const statements: Promise<unknown>[] = [];
    if (this.#panels.size > 0) {
      statements.push(
        connection.rows(
          "INSERT INTO panel SELECT * FROM unnest($1::int4[], $2::text[])",
          listOf(this.#panels.values()),
          [...this.#panels.keys()].map(toStored),
        ),
      );
    }
    if (this.#kinds.size > 0) {
      const kinds = [...this.#kinds.values()];
      statements.push(
        connection.rows(
          "INSERT INTO kind SELECT * FROM unnest($1::int4[], $2::text[], $3::text[], $4::text[], $5::text[])",
          listOf(kinds.map(({ id }) => id)),
          kinds.map(({ names }) => toStoredOrNull(names[0])),
          kinds.map(({ names }) => toStoredOrNull(names[1])),
          kinds.map(({ names }) => toStoredOrNull(names[2])),
          kinds.map(({ names }) => toStoredOrNull(names[3])),
        ),
      );
    }
    return statements;
  }

  /** The transaction is committed. */
  committed(): void {
    for (const [serial, id] of this.#panels) this.#names.addPanel(id, serial);
    for (const { id, names } of this.#kinds.values()) {
      this.#names.addKind(kindOf(id, names));
    }
  }

  #find(names: NamesOfKind): number | undefined {
    return this.#names.kindId(names) ?? this.#kinds.get(kindNameOf(names))?.id;
  }

  #make(names: NamesOfKind): number {
    const id = this.newestKind + 1;
    this.#kinds.set(kindNameOf(names), { id, names });
    return id;
  }
}
