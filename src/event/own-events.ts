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
} as const satisfies Readonly<Record<string, OwnEventDefinition>>;

/** A key of {@link OWN_EVENTS}. */
export type OwnEventKey = keyof typeof OWN_EVENTS;

/** Whether Doorbook logs events of this key about itself. */
export function isOwnEventKey(key: string): key is OwnEventKey {
  return Object.hasOwn(OWN_EVENTS, key);
}

/** The keys of {@link OWN_EVENTS}, in its order. */
export const OWN_EVENT_KEYS: readonly OwnEventKey[] = Object.keys(OWN_EVENTS).filter(isOwnEventKey);
