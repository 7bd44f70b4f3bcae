import type { Kind, KindFilter } from "../../event/kind.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { KindSet } from "../directory/kind-set.ts";
import { echoOf, kindOf } from "../directory/kind-names.ts";
import { KnownKinds } from "../directory/known-kinds.ts";
import type { Connection } from "./connection.ts";

/** Panels and kinds by their numbers, as far as the log names them; read on when one is unknown. */
export class Names {
  readonly #connection: Connection;
  readonly #kinds = new KnownKinds();
  readonly #serials: (PanelSerial | undefined)[] = [];
  readonly #panels = new Map<PanelSerial, number>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  kind(id: number): Kind {
    const known = this.#kinds.get(id);
    if (known !== undefined) return known;
    this.#readKinds();
    return this.#kinds.get(id) ?? { id, key: undefined, category: undefined, priority: undefined };
  }

  serial(id: number): PanelSerial {
    return this.#serials[id] ?? this.#readSerial(id);
  }

  /** The number of a panel; `undefined` while the log has nothing of it. */
  panel(serial: PanelSerial): number | undefined {
    const known = this.#panels.get(serial);
    if (known !== undefined) return known;
    const row = this.#connection.get<[number]>("SELECT id FROM panel WHERE serial = ?", serial);
    if (row !== undefined) this.#panels.set(serial, row[0]);
    return row?.[0];
  }

  /**
   * The kinds that a filter lets through, among those that the log has.
   *
   * @param newestId the newest kind's number seen in the log: what is known is enough up to there
   */
  kindSet(filter: KindFilter | undefined, newestId: number): KindSet | undefined {
    if (filter === undefined) return undefined;
    this.kind(newestId);
    return this.#kinds.set(filter);
  }

  #readKinds(): void {
    type Stored = string | null;
    const rows = this.#connection.all<[number, Stored, Stored, Stored, Stored]>(
      "SELECT id, key, category, priority, echo FROM kind WHERE id >= ? ORDER BY id",
      this.#kinds.next,
    );
    for (const [id, key, category, priority, echo] of rows) {
      const said = [key ?? undefined, category ?? undefined, priority ?? undefined] as const;
      this.#kinds.add(kindOf(id, [...said, echoOf(echo)]));
    }
  }

  #readSerial(id: number): PanelSerial {
    const [serial] = this.#connection.one<[string]>("SELECT serial FROM panel WHERE id = ?", id);
    this.#serials[id] = serial;
    return serial;
  }
}
