import type { PanelSerial } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import { echoOf, kindNameOf, kindOf, namesOfKind } from "../directory/kind-names.ts";
import type { NamesOfKind } from "../directory/kind-names.ts";
import { KnownKinds } from "../directory/known-kinds.ts";
import type { Connection } from "./connection.ts";
import { fromStored, fromStoredOrNull } from "./stored-text.ts";

/** Panels and kinds by their numbers, up to the newest that was read. All that is here is committed. */
export class Names {
  readonly kinds = new KnownKinds();
  readonly #kindIds = new Map<string, number>();
  readonly #serials: (PanelSerial | undefined)[] = [];
  readonly #panels = new Map<PanelSerial, number>();
  #newestKind = 0;
  #newestPanel = 0;

  get newestKind(): number {
    return this.#newestKind;
  }

  get newestPanel(): number {
    return this.#newestPanel;
  }

  kind(id: number): Kind {
    return this.kinds.get(id) ?? { id, key: undefined, category: undefined, priority: undefined };
  }

  kindId(names: NamesOfKind): number | undefined {
    return this.#kindIds.get(kindNameOf(names));
  }

  serial(id: number): PanelSerial {
    return this.#serials[id] ?? "";
  }

  /** The number of a panel; `undefined` while the log has nothing of it. */
  panel(serial: PanelSerial): number | undefined {
    return this.#panels.get(serial);
  }

  addKind(kind: Kind): void {
    this.kinds.add(kind);
    this.#kindIds.set(kindNameOf(namesOfKind(kind)), kind.id);
    this.#newestKind = Math.max(this.#newestKind, kind.id);
  }

  addPanel(id: number, serial: PanelSerial): void {
    this.#serials[id] = serial;
    this.#panels.set(serial, id);
    this.#newestPanel = Math.max(this.#newestPanel, id);
  }

  /** Reads everything that is committed. @throws AppError `unavailable` */
  async readAll(connection: Connection): Promise<void> {
    await Promise.all([this.#readPanels(connection), this.#readKinds(connection)]);
  }

  /** Reads what is newer than what is known, up to these numbers at least. @throws AppError */
  async readUpTo(connection: Connection, panel: number, kind: number): Promise<void> {
    await Promise.all([
      panel > this.#newestPanel ? this.#readPanels(connection) : undefined,
      kind > this.#newestKind ? this.#readKinds(connection) : undefined,
    ]);
  }

  async #readPanels(connection: Connection): Promise<void> {
    const sql = "SELECT id, serial FROM panel WHERE id > $1 ORDER BY id";
    const rows = await connection.rows<[number, string]>(sql, this.#newestPanel);
    for (const [id, serial] of rows) this.addPanel(id, fromStored(serial));
  }

  async #readKinds(connection: Connection): Promise<void> {
    type Stored = string | null;
    const rows = await connection.rows<[number, Stored, Stored, Stored, Stored]>(
      "SELECT id, key, category, priority, echo FROM kind WHERE id > $1 ORDER BY id",
      this.#newestKind,
    );
    for (const [id, key, category, priority, echo] of rows) {
      const said = [fromStoredOrNull(key), fromStoredOrNull(category), fromStoredOrNull(priority)];
      const [saidKey, saidCategory, saidPriority] = said;
      this.addKind(kindOf(id, [saidKey, saidCategory, saidPriority, echoOf(echo)]));
    }
  }
}
