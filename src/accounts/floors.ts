import { OWN_PANEL } from "../event/event.ts";
import type { PanelEvent, PanelSerial } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { EventStore } from "../event/store.ts";
import type { Account, AccountStore } from "./store.ts";

/** How many accounts' floors are held; the ones that were read longest ago go first. */
const MAX_ACCOUNTS = 10_000;
/** How long the store's word holds: what another process clears is seen within it. */
const FRESH_MS = 1_000;

/** What floors rest on. */
export interface FloorsParts {
  readonly store: Pick<AccountStore, "listFloors" | "raiseFloor">;
  /** Where clearing is an event. */
  readonly log: Pick<EventStore, "append">;
  /** Our clock, ms. */
  readonly now: () => number;
}

interface Held {
  readonly byPanel: ReadonlyMap<PanelSerial | undefined, number>;
  readonly readAtMs: number;
}

/**
 * What each account has cleared, under the fleet's base path or a panel's: from then on it sees there
 * only what arrives later, however old. Nothing is deleted, and nobody else sees a difference.
 */
export class Floors {
  readonly #parts: FloorsParts;
  /** By account's id; read longest ago, first. */
  readonly #held = new Map<number, Held>();
  /** Counts what was cleared here: floors that were being read meanwhile may be too low. */
  #clearings = 0;

  constructor(parts: FloorsParts) {
    this.#parts = parts;
  }

  /**
   * The seq above which an account sees events, 0 for all. A promise only where the store must be
   * asked.
   *
   * @param panel whose base path it is; `undefined` for the fleet's
   */
  of(account: Account, panel: PanelSerial | undefined): number | Promise<number> {
    const held = this.#held.get(account.id);
    const age = this.#parts.now() - (held?.readAtMs ?? -Infinity);
    // a clock that was set back makes nothing fresh
    if (held !== undefined && age >= 0 && age < FRESH_MS) return held.byPanel.get(panel) ?? 0;
    return this.#read(account).then((floors) => floors.get(panel) ?? 0);
  }

  /**
   * Clears the log for an account under a base path: its floor becomes the seq of the event that
   * records it.
   *
   * @throws AppError `unavailable`; the event may be in the log then, and the floor where it was
   */
  async clear(account: Account, panel: PanelSerial | undefined): Promise<void> {
    const event = clearedEvent(account, panel, this.#parts.now());
    const { lastSeq } = await this.#parts.log.append(OWN_PANEL, [event]);
    // an event of our own is always new
    if (lastSeq === undefined) throw new Error("an event of Doorbook's own was passed over");
    await this.#parts.store.raiseFloor(account.id, { panel, seq: lastSeq });
    this.#clearings += 1;
    this.#held.delete(account.id);
  }

  async #read(account: Account): Promise<Held["byPanel"]> {
    for (;;) {
      const clearings = this.#clearings;
      const readAtMs = this.#parts.now();
      const floors = await this.#parts.store.listFloors(account.id);
      if (clearings !== this.#clearings) continue;
      const byPanel = new Map(floors.map(({ panel, seq }) => [panel, seq]));
      this.#hold(account.id, { byPanel, readAtMs });
      return byPanel;
    }
  }

  #hold(id: number, held: Held): void {
    this.#held.delete(id);
    this.#held.set(id, held);
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= MAX_ACCOUNTS) break;
      this.#held.delete(oldest);
    }
  }
}

function clearedEvent(
  { name }: Account,
  panel: PanelSerial | undefined,
  occurredAtMs: number,
): PanelEvent {
  const model = { account: name, ...(panel !== undefined && { panel }) };
  return ownEvent("doorbook_log_cleared", model, occurredAtMs);
}
