import type { Category, Priority } from "./catalog.ts";

/** What is known of an event of Doorbook's own. */
export interface OwnEventDefinition {
  readonly category: Category;
  readonly priority: Priority;
  /** The members of its model, with what they say. */
  readonly model: Readonly<Record<string, string>>;
}

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
  /** A panel reports again, or has delivered all that it had. */
  doorbook_panel_live: {
    category: "system",
    priority: "low",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
    },
  },
  /** Nothing was heard of a panel for longer than the setting allows. */
  doorbook_panel_silent: {
    category: "system",
    priority: "high",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      since: "When it was heard of last, ISO 8601",
    },
  },
  /** A panel refuses our login. */
  doorbook_panel_refused: {
    category: "system",
    priority: "high",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      reason: "What the panel says",
    },
  },
  /** A panel has more events that are still to come. */
  doorbook_panel_catching_up: {
    category: "system",
    priority: "low",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      events: "How many, where the panel tells",
    },
  },
  /** A panel's clock is off. */
  doorbook_clock_off: {
    category: "system",
    priority: "medium",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      offset: "How far it is ahead of ours: +01:00:05",
    },
  },
  /** A panel's clock is right again. */
  doorbook_clock_right: {
    category: "system",
    priority: "low",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
    },
  },
  /** A panel's clock was changed. */
  doorbook_clock_jumped: {
    category: "system",
    priority: "medium",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      from: "How far it was ahead of ours before",
      to: "How far it is now",
    },
  },
  /** Events of a panel are missing. */
  doorbook_gap: {
    category: "system",
    priority: "high",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      from: "After which time, by the panel's clock, ISO 8601",
      to: "Before which time",
      count: "How many at least: those that the panel had told of",
      reason: "`cleared`, `forgotten` or `unread`",
    },
  },
  /** Lines of syslog were lost on the way in. */
  doorbook_syslog_lost: {
    category: "system",
    priority: "medium",
    model: {
      count: "How many",
      protocol: "How they came: `udp`, `tcp` or `http`",
    },
  },
  /** A panel was added to the list. */
  doorbook_panel_added: {
    category: "system",
    priority: "medium",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      account: "Name of the account that did it; absent for the command line",
    },
  },
  /** What is said of a panel was changed. */
  doorbook_panel_changed: {
    category: "system",
    priority: "medium",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      account: "Name of the account that did it; absent for the command line",
    },
  },
  /** A panel was removed from the list. */
  doorbook_panel_removed: {
    category: "system",
    priority: "medium",
    model: {
      panel: "Serial of the panel",
      name: "What the panel is called; absent where nothing is said",
      account: "Name of the account that did it; absent for the command line",
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
