import type { Category, Priority } from "./catalog.ts";

/** What is known of an event of Doorbook's own. */
export interface OwnEventDefinition {
  readonly category: Category;
  readonly priority: Priority;
  /** The members of its model, with what they say. */
  readonly model: Readonly<Record<string, string>>;
}

/** The panel that an event of Doorbook's own is about. */
const PANEL = {
  panel: "Serial of the panel",
  name: "Name of the panel, for people",
} as const;

/** Who changed Doorbook's list of panels. */
const CHANGED_PANEL = { ...PANEL, account: "Name of the account that did it" } as const;

/** An account that was changed, and who did it. */
const CHANGED_ACCOUNT = {
  account: "Name of the account",
  by: "Name of the account that did it; absent for the command line",
} as const;

/** What an account or token is held to; neither member for everything. */
const REACH = {
  sites: "Names of the sites that it is held to, list",
  panels: "Serials of the panels that it is held to, list",
} as const;

/** A personal token that was made or revoked. */
const CHANGED_TOKEN = {
  ...CHANGED_ACCOUNT,
  token: "Name of the token, which is no secret",
} as const;

const DISK = { megabytes: "Megabytes that are free on the data folder's disk, integer" } as const;

const DONE_BY = {
  account: "Name of the account that did it; absent for the command line",
} as const;

/** What a backup holds. */
const BACKED_UP = {
  events: "How many events the backup has, integer",
  seq: "The newest one's number in the log, integer",
} as const;

/**
 * The events that Doorbook itself logs, as panel `doorbook`, beside those of {@link EVENT_CATALOG} that
 * it shares with the panels (logins). Their keys begin with `doorbook_`, so that no panel means another
 * thing by one; their words are in every language.
 */
export const OWN_EVENTS = {
  /** `POST system/data/clear`: what the account saw so far under this base path is behind a floor. */
  doorbook_log_cleared: {
    category: "system",
    priority: "medium",
    model: {
      account: "Name of the account that asked",
      panel: "Serial of the panel whose part of the log it was; absent for the fleet",
    },
  },
  /** A panel that was silent, or refused the login, reports again. */
  doorbook_panel_live: { category: "system", priority: "low", model: PANEL },
  doorbook_panel_silent: {
    category: "system",
    priority: "high",
    model: { ...PANEL, since: "When it was last heard of, ISO 8601" },
  },
  doorbook_panel_refused: {
    category: "system",
    priority: "high",
    model: { ...PANEL, reason: "Why, in the panel's words" },
  },
  doorbook_panel_catching_up: {
    category: "system",
    priority: "low",
    model: { ...PANEL, events: "How many events are still to come, integer" },
  },
  doorbook_clock_off: {
    category: "system",
    priority: "medium",
    model: { ...PANEL, offset: "How far the panel's clock is ahead, such as +01:00:05" },
  },
  doorbook_clock_right: { category: "system", priority: "low", model: PANEL },
  doorbook_clock_jumped: {
    category: "system",
    priority: "medium",
    model: {
      ...PANEL,
      from: "How far the panel's clock was ahead before, such as +00:00:00",
      to: "How far it is ahead now, such as -01:00:00",
    },
  },
  /** Events of a panel happened and are not in the log. */
  doorbook_gap: {
    category: "system",
    priority: "high",
    model: {
      ...PANEL,
      from: "After when they happened, by the panel's clock, ISO 8601",
      to: "Before when they happened, by the panel's clock, ISO 8601",
      count: "At least so many are missing, integer",
      reason:
        "cleared: the panel's log was cleared; forgotten: the panel had forgotten them before they could be read; unread: it has them, but they cannot be read",
    },
  },
  doorbook_syslog_lost: {
    category: "system",
    priority: "medium",
    model: {
      count: "How many lines of syslog were lost on the way in, integer",
      protocol: "How they came: udp, tcp or http",
    },
  },
  doorbook_panel_added: { category: "system", priority: "medium", model: CHANGED_PANEL },
  doorbook_panel_changed: { category: "system", priority: "medium", model: CHANGED_PANEL },
  doorbook_panel_removed: { category: "system", priority: "medium", model: CHANGED_PANEL },
  doorbook_account_added: {
    category: "system",
    priority: "medium",
    model: { ...CHANGED_ACCOUNT, type: "admin or manager", ...REACH },
  },
  doorbook_account_changed: {
    category: "system",
    priority: "medium",
    model: {
      ...CHANGED_ACCOUNT,
      changed: "What: password, type, scope, list",
      type: "The new type: admin or manager; absent where it did not change",
      ...REACH,
    },
  },
  doorbook_account_removed: { category: "system", priority: "medium", model: CHANGED_ACCOUNT },
  doorbook_token_made: {
    category: "system",
    priority: "medium",
    model: {
      ...CHANGED_TOKEN,
      rights: "What it may do, list",
      ...REACH,
      expires: "Until when it is good, ISO 8601; absent where it does not expire",
    },
  },
  doorbook_token_revoked: { category: "system", priority: "medium", model: CHANGED_TOKEN },
  /** One for each account, question and hour, of those asked of the book. */
  doorbook_log_read: {
    category: "system",
    priority: "low",
    model: {
      account: "Name of the account that looked",
      token: "Name of the personal token that was shown; absent for another login",
      query: "What was asked for, without times and pages; absent or empty for everything",
      count: "How many further questions of the hour are not told one by one, integer",
    },
  },
  doorbook_owners_imported: {
    category: "system",
    priority: "low",
    model: { ...DONE_BY, added: "How many are new, integer", changed: "How many changed, integer" },
  },
  doorbook_owners_cleared: {
    category: "system",
    priority: "medium",
    model: { ...DONE_BY, count: "How many names were forgotten, integer" },
  },
  doorbook_site_changed: {
    category: "system",
    priority: "low",
    model: { ...DONE_BY, site: "Name of the site", zone: "Its time zone, such as Europe/Kyiv" },
  },
  doorbook_site_removed: {
    category: "system",
    priority: "low",
    model: { ...DONE_BY, site: "Name of the site" },
  },
  /** An import of a file; or what an account sent over HTTP: the first of an hour, then all others of it. */
  doorbook_log_imported: {
    category: "system",
    priority: "medium",
    model: {
      ...DONE_BY,
      file: "Name of the file; - for standard input, api for what came over HTTP",
      added: "How many events are new, integer",
      known: "How many were in the log already, integer",
      refused: "How many were not taken, integer",
    },
  },
  /** Told before the first byte leaves; again where a cut export goes on. */
  doorbook_log_exported: {
    category: "system",
    priority: "medium",
    model: {
      account: "Name of the account that exported",
      token: "Name of the personal token that was shown; absent for another login",
      query: "What was asked for, without times; absent for everything",
      from: "The first moment that was asked for, as it was written; absent for the first there is",
      to: "The last moment that was asked for, as it was written; absent for the last there is",
      format: "csv, jsonl or xlsx",
      count: "How many events, integer",
    },
  },
  /** Events are kept for a number of days from now on; it has not begun yet. */
  doorbook_retention_set: {
    category: "system",
    priority: "high",
    model: {
      ...DONE_BY,
      rule: "Name of the rule",
      days: "After how many days events go, integer",
      categories: "Categories of events that it is about, list; absent or empty for all",
      site: "Name of the site whose panels it is about; absent or empty for all",
      panel: "doorbook for Doorbook's own events; absent for those of panels",
    },
  },
  doorbook_retention_removed: {
    category: "system",
    priority: "high",
    model: { ...DONE_BY, rule: "Name of the rule" },
  },
  /** Comes before the first event goes. */
  doorbook_retention_edge: {
    category: "system",
    priority: "medium",
    model: {
      rule: "Name of the rule",
      before: "Events of it that happened before are not kept, ISO 8601",
    },
  },
  /** Comes when the last event has gone. */
  doorbook_events_deleted: {
    category: "system",
    priority: "medium",
    model: {
      rule: "Name of the rule",
      before: "Before when they happened, ISO 8601",
      count: "How many were deleted, integer",
    },
  },
  doorbook_hold_set: {
    category: "system",
    priority: "high",
    model: {
      ...DONE_BY,
      hold: "Name of the hold",
      query: "Which events it keeps, whatever the rules say",
    },
  },
  doorbook_hold_released: {
    category: "system",
    priority: "high",
    model: { ...DONE_BY, hold: "Name of the hold" },
  },
  /** Before the disk is so full that pushes are refused. */
  doorbook_disk_low: { category: "system", priority: "high", model: DISK },
  doorbook_disk_enough: { category: "system", priority: "low", model: DISK },
  doorbook_backup_made: { category: "system", priority: "low", model: BACKED_UP },
  /** The log was put back to the state of a backup: what came after that is gone from it. */
  doorbook_restored: {
    category: "system",
    priority: "high",
    model: { ...BACKED_UP, backup: "When the backup was made, ISO 8601" },
  },
  doorbook_alarm_set: {
    category: "system",
    priority: "medium",
    model: {
      ...DONE_BY,
      alarm: "Name of the alarm",
      state: "on or off",
      query: "Which events it is for; absent for every event",
      target: "Where its notices go: the host of a webhook, or e-mail addresses",
    },
  },
  doorbook_alarm_removed: {
    category: "system",
    priority: "medium",
    model: { ...DONE_BY, alarm: "Name of the alarm" },
  },
  /** Its notices wait, and are tried on. */
  doorbook_alarm_failing: {
    category: "system",
    priority: "high",
    model: {
      alarm: "Name of the alarm",
      since: "Since when no notice arrives, ISO 8601",
      tries: "How often it was tried, integer",
      answer: "What came of the last try",
    },
  },
  doorbook_alarm_delivered_again: {
    category: "system",
    priority: "low",
    model: { alarm: "Name of the alarm", since: "Since when no notice had arrived, ISO 8601" },
  },
  doorbook_alarm_replayed: {
    category: "system",
    priority: "low",
    model: {
      ...DONE_BY,
      alarm: "Name of the alarm",
      from: "From when its events are sent again, ISO 8601",
      to: "Until when, ISO 8601",
    },
  },
} as const satisfies Readonly<Record<string, OwnEventDefinition>>;

/** A key of {@link OWN_EVENTS}. */
export type OwnEventKey = keyof typeof OWN_EVENTS;

/** Whether Doorbook logs events of this key about itself. */
export function isOwnEventKey(key: string): key is OwnEventKey {
  return Object.hasOwn(OWN_EVENTS, key);
}

/** The keys of {@link OWN_EVENTS}, in its order. */
export const OWN_EVENT_KEYS: readonly OwnEventKey[] = Object.keys(OWN_EVENTS).filter(isOwnEventKey);
