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
} as const satisfies Readonly<Record<string, OwnEventDefinition>>;

/** A key of {@link OWN_EVENTS}. */
export type OwnEventKey = keyof typeof OWN_EVENTS;

/** Whether Doorbook logs events of this key about itself. */
export function isOwnEventKey(key: string): key is OwnEventKey {
  return Object.hasOwn(OWN_EVENTS, key);
}

/** The keys of {@link OWN_EVENTS}, in its order. */
export const OWN_EVENT_KEYS: readonly OwnEventKey[] = Object.keys(OWN_EVENTS).filter(isOwnEventKey);
