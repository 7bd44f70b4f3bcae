import { checkDelivery } from "../../event/check-delivery.ts";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Appended, EventStore } from "../../event/store.ts";
import { QUARANTINED_COST_BYTES } from "../../intake/store.ts";
import type {
  IntakeStore,
  Quarantined,
  QuarantinedHead,
  QuarantineState,
  Rejected,
} from "../../intake/store.ts";

/** What a memory intake may be told. */
export interface MemoryIntakeOptions {
  /** The most that the quarantine holds, bytes; default 16 MiB. */
  readonly maxBytes?: number;
  /** Our clock, milliseconds; default the machine's. */
  readonly nowMs?: () => number;
}

type What = Quarantined["what"];

const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;

/** Brings events into a log and keeps the rest in memory. */
export class MemoryIntake implements IntakeStore {
  readonly #log: EventStore;
  readonly #maxBytes: number;
  readonly #nowMs: () => number;
  readonly #held = new Map<string, Quarantined>();
  #lastId = 0;
  #bytes = 0;

  /** @param log where events go */
  constructor(log: EventStore, options: MemoryIntakeOptions = {}) {
    this.#log = log;
    this.#maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
    this.#nowMs = options.nowMs ?? Date.now;
  }

  async take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    checkDelivery(panel, events);
    this.#checkRoom(panel, "event", rejected);
    for (const one of rejected) this.#keep(panel, "event", one);
    return this.#log.append(panel, events);
  }

  async quarantineBody(panel: PanelSerial, rejected: Rejected): Promise<number> {
    this.#checkRoom(panel, "body", [rejected]);
    return Promise.resolve(this.#keep(panel, "body", rejected).times);
  }

  async listQuarantined(limit: number): Promise<readonly QuarantinedHead[]> {
    const newest = [...this.#held.values()].toReversed().slice(0, limit);
    return Promise.resolve(newest.map(({ bytes, ...head }) => ({ ...head, size: bytes.length })));
  }

  async findQuarantined(id: number): Promise<Quarantined | undefined> {
    return Promise.resolve([...this.#held.values()].find((held) => held.id === id));
  }

  async dropQuarantined(id: number): Promise<void> {
    const held = await this.findQuarantined(id);
    if (held === undefined)
      throw new AppError("not_found", `Nothing quarantined has the id ${String(id)}`);
    this.#held.delete(nameOf(held.panel, held.what, held));
    this.#bytes -= costOf(held);
  }

  async quarantineState(): Promise<QuarantineState> {
    const state = { count: this.#held.size, bytes: this.#bytes, maxBytes: this.#maxBytes };
    return Promise.resolve(state);
  }

  #checkRoom(panel: PanelSerial, what: What, rejected: readonly Rejected[]): void {
    const sizes = new Map(rejected.map((one) => [nameOf(panel, what, one), costOf(one)]));
    let bytes = this.#bytes;
    for (const [name, size] of sizes) if (!this.#held.has(name)) bytes += size;
    if (bytes > this.#maxBytes && bytes > this.#bytes) {
      throw new AppError("quarantine_full", "The quarantine is full: look at it and drop some");
    }
  }

  #keep(panel: PanelSerial, what: What, { reason, bytes }: Rejected): Quarantined {
    const name = nameOf(panel, what, { bytes });
    const before = this.#held.get(name);
    const lastAtMs = this.#nowMs();
    const kept: Quarantined =
      before === undefined
        ? {
            id: ++this.#lastId,
            panel,
            what,
            reason,
            bytes: bytes.slice(),
            firstAtMs: lastAtMs,
            lastAtMs,
            times: 1,
          }
        : { ...before, lastAtMs, times: before.times + 1 };
    if (before === undefined) this.#bytes += costOf(kept);
    this.#held.set(name, kept);
    return kept;
  }
}

function costOf({ bytes }: Pick<Rejected, "bytes">): number {
  return bytes.length + QUARANTINED_COST_BYTES;
}

function nameOf(panel: PanelSerial, what: What, { bytes }: Pick<Rejected, "bytes">): string {
  return JSON.stringify([panel, what, bytes.toHex()]);
}
