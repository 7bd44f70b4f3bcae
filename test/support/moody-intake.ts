import { AppError } from "../../src/event/errors.ts";
import type { PanelEvent, PanelSerial, StoredEvent } from "../../src/event/event.ts";
import type { Appended } from "../../src/event/store.ts";
import type { IntakeStore, Rejected } from "../../src/intake/store.ts";
import { HOSTS_AS_PANELS, type SyslogPanels } from "../../src/intake/syslog/panels.ts";
import { SyslogIntake } from "../../src/intake/syslog/syslog-intake.ts";
import { MemoryIntake } from "../../src/store/memory/memory-intake.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";

/** A log in memory that can be away, as one whose disk is full, and an intake of syslog over it. */
export class MoodyIntake implements Pick<IntakeStore, "take"> {
  readonly log = new MemoryStore();
  readonly store: MemoryIntake;
  readonly intake: SyslogIntake;
  isAway = false;
  /** How often it was called. */
  calls = 0;

  /** @param maxBytes the most that the quarantine holds */
  constructor(maxBytes = 1_000_000, panels: SyslogPanels = HOSTS_AS_PANELS) {
    this.store = new MemoryIntake(this.log, { maxBytes });
    this.intake = new SyslogIntake(this, panels);
  }

  async take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    this.calls++;
    if (this.isAway) throw new AppError("unavailable", "The disk is full");
    return this.store.take(panel, events, rejected);
  }

  /** Everything held, in the order in which it came. */
  async events(): Promise<readonly StoredEvent[]> {
    return this.log.after(0, 100_000);
  }

  /** What is said of everything held. */
  async texts(): Promise<string[]> {
    const events = await this.events();
    return events.map(({ extra }) => (JSON.parse(extra ?? "") as { text: string }).text);
  }
}

/** A line of a panel `door`, of the second so many after 2025-06-15, that says `text`. */
export function lineAt(second: number, text: string, host = "door"): string {
  const time = new Date(Date.UTC(2025, 5, 15) + second * 1_000).toISOString();
  return `<14> ${time} ${host} panel ${text}`;
}
