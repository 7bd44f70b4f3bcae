import type { FleetChange, FleetEntry, FleetPart, FleetStore } from "../../fleet/store.ts";

/** A fleet that is known as long as the process lives. */
export class MemoryFleet implements FleetStore {
  readonly #parts = new Map<FleetPart, Map<string, string>>();
  readonly #versions = new Map<FleetPart, number>();

  async list(part: FleetPart, prefix = ""): Promise<readonly FleetEntry[]> {
    const entries = [...this.#part(part)].filter(([id]) => id.startsWith(prefix));
    const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Promise.resolve(sorted.map(([id, body]) => ({ id, body })));
  }

  async find(part: FleetPart, id: string): Promise<string | undefined> {
    return Promise.resolve(this.#part(part).get(id));
  }

  async change(part: FleetPart, changes: readonly FleetChange[]): Promise<void> {
    const entries = this.#part(part);
    for (const { id, body } of changes) {
      if (body === undefined) entries.delete(id);
      else entries.set(id, body);
    }
    this.#versions.set(part, (this.#versions.get(part) ?? 0) + 1);
    return Promise.resolve();
  }

  async version(part: FleetPart): Promise<number> {
    return Promise.resolve(this.#versions.get(part) ?? 0);
  }

  #part(part: FleetPart): Map<string, string> {
    const known = this.#parts.get(part) ?? new Map<string, string>();
    this.#parts.set(part, known);
    return known;
  }
}
