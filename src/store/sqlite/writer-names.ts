import { MAX_KINDS } from "../../event/kind.ts";
import type { PanelSerial } from "../../event/event.ts";
import { boundOfKinds, gatheringNames, kindNameOf } from "../directory/kind-names.ts";
import type { KindNames, NamesOfKind } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";

/** A kind's number, and whether it gathers several, so that the event must keep its own names. */
export interface KindNumber {
  readonly id: number;
  readonly isGathered: boolean;
}

/** The numbers of panels and kinds, made at first sight within the present transaction. */
export class WriterNames {
  readonly #connection: Connection;
  readonly #maxKinds: number;
  readonly #panels = new Map<PanelSerial, number>();
  readonly #kinds = new Map<string, KindNumber>();
  /** What the present transaction made, to be forgotten when it fails. */
  readonly #newPanels: PanelSerial[] = [];
  readonly #newKinds: string[] = [];

  constructor(connection: Connection, maxKinds = MAX_KINDS) {
    this.#connection = connection;
    this.#maxKinds = maxKinds;
  }

  panel(serial: PanelSerial, nowMs: number): number {
    const known = this.#panels.get(serial);
    if (known !== undefined) return known;
    const row = this.#connection.get<[number]>("SELECT id FROM panel WHERE serial = ?", serial);
    const id =
      row?.[0] ??
      this.#connection.run("INSERT INTO panel (serial, added_at) VALUES (?, ?)", serial, nowMs)
        .lastId;
    this.#panels.set(serial, id);
    this.#newPanels.push(serial);
    return id;
  }

  kind(names: KindNames): KindNumber {
    const name = kindNameOf(names);
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    const kind = this.#findOrMake(names);
    // of keys past the bound there is no end
    if (kind.isGathered) return kind;
    this.#kinds.set(name, kind);
    this.#newKinds.push(name);
    return kind;
  }

  /** The transaction is durable. */
  committed(): void {
    this.#newPanels.length = 0;
    this.#newKinds.length = 0;
  }

  /** The transaction, or a part of it, is undone. */
  rolledBack(): void {
    for (const serial of this.#newPanels) this.#panels.delete(serial);
    for (const name of this.#newKinds) this.#kinds.delete(name);
    this.committed();
  }

  #findOrMake(names: KindNames): KindNumber {
    const found = this.#find(names);
    if (found !== undefined) return { id: found, isGathered: false };
    const [count] = this.#connection.one<[number]>("SELECT count(*) FROM kind");
    if (count < boundOfKinds(names[0], this.#maxKinds)) {
      return { id: this.#make(names), isGathered: false };
    }
    const gathering = gatheringNames(names);
    return { id: this.#find(gathering) ?? this.#make(gathering), isGathered: true };
  }

  #find(names: NamesOfKind): number | undefined {
    const sql =
      "SELECT id FROM kind WHERE key IS ? AND category IS ? AND priority IS ? AND echo IS ?";
    return this.#connection.get<[number]>(sql, ...names.map((name) => name ?? null))?.[0];
  }

  #make(names: NamesOfKind): number {
    const sql = "INSERT INTO kind (key, category, priority, echo) VALUES (?, ?, ?, ?)";
    return this.#connection.run(sql, ...names.map((name) => name ?? null)).lastId;
  }
}
