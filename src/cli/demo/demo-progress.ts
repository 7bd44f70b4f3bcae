import type { PanelState } from "../../emulator/api.ts";

/** How far the events of a building have come. */
export interface Progress {
  /** Events that are on their way, or there. */
  readonly happened: number;
  /** How many of them are not there yet. */
  readonly pending: number;
}

/** What of a panel's state says how far its events have come. */
export type Reckoned = Pick<
  PanelState,
  "serial" | "isPushing" | "isTelling" | "happened" | "pending" | "unshown" | "untold"
>;

/**
 * Reckons how far the events of panels have come, each by its own way: pushes that were acknowledged,
 * history that was shown, lines that were acknowledged. What happens at a panel that is pulled waits
 * for the next pull as a rule, so that only what it held at the beginning counts as pending.
 */
export class DemoProgress {
  readonly #beginning: ReadonlyMap<string, Reckoned>;

  /** @param panels as they are at the beginning */
  constructor(panels: readonly Reckoned[]) {
    this.#beginning = new Map(panels.map((panel) => [panel.serial, panel]));
  }

  /** @param panels as they are now */
  read(panels: readonly Reckoned[]): Progress {
    const each = panels.map((panel) => this.#of(panel));
    return {
      happened: each.reduce((sum, { happened }) => sum + happened, 0),
      pending: each.reduce((sum, { pending }) => sum + pending, 0),
    };
  }

  #of(panel: Reckoned): Progress {
    const { isPushing, isTelling, happened, pending, unshown, untold } = panel;
    if (isPushing) return { happened, pending };
    const before = this.#beginning.get(panel.serial) ?? panel;
    const since = happened - before.happened;
    // the history of a panel that sends syslog was said to nobody
    if (isTelling) return { happened: before.untold + since, pending: untold };
    return { happened, pending: Math.max(0, unshown - since) };
  }
}
