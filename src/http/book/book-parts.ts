import type { AccountChanges } from "../../accounts/changes.ts";
import type { AccountStore } from "../../accounts/store.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Caller } from "../../accounts/caller.ts";
import type { StartExport } from "../../book/export/export-spec.ts";
import type { ExportsUnderWay } from "../../book/export/exports-under-way.ts";
import type { RetentionChanges } from "../../book/retention/changes.ts";
import type { Retention } from "../../book/retention/retention.ts";
import type { Alarms } from "../../alarms/alarms.ts";
import type { EventBook } from "../../event/book.ts";
import type { EventStore } from "../../event/store.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { ImportJournal } from "../../intake/import/import-journal.ts";
import type { FleetStore, PanelStore } from "../../fleet/store.ts";
import type { EventStreams } from "./event-streams.ts";

/** What bringing events in rests on, beside the log. */
export interface ImportParts {
  /** Marks the late ones of a panel's events, which have just come. */
  readonly mark: (panel: PanelSerial, events: readonly PanelEvent[]) => readonly PanelEvent[];
  /** Whether panels that are not known come to be known by their events. */
  readonly adopts: boolean;
  /** Told who brought what. */
  readonly journal: ImportJournal;
}

/** What the book's API rests on. */
export interface BookParts {
  readonly log: EventBook & Pick<EventStore, "append">;
  readonly accounts: Accounts;
  /** What is said of panels, sites and owners, in memory. */
  readonly fleet: Fleet;
  /** Where that is kept, with how each panel is. */
  readonly fleetStore: FleetStore;
  readonly panels: PanelStore;
  /** Where accounts and tokens are kept. */
  readonly accountStore: AccountStore;
  /** Through which they are changed. */
  readonly changes: AccountChanges;
  readonly imports: ImportParts;
  /** How long events are kept: what applies it, and what changes it. */
  readonly retention: { readonly engine: Retention; readonly changes: RetentionChanges };
  /** Those who follow the log live. */
  readonly streams: EventStreams;
  /** How exports are made, and those that are under way. */
  readonly startExport: StartExport;
  readonly exports: ExportsUnderWay;
  readonly alarms: Alarms;
  /** Whether the book leaves out what syslog only says again. */
  readonly hidesEchoes: boolean;
  /** How long events may be looked at that no index picks, ms. */
  readonly searchMs: number;
  /** Told who asks what; see `accounts/look-journal.ts`. */
  readonly looked?: (caller: Caller, query: string) => void;
  /** Doorbook's own. */
  readonly version: string;
  /** Our clock, ms. */
  readonly now: () => number;
}
