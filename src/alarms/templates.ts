import type { Threshold } from "./alarm.ts";

/** What an alarm may begin with. */
export interface AlarmTemplate {
  readonly query: string;
  readonly threshold: Threshold | undefined;
  /** What it is for, in half a sentence. */
  readonly help: string;
}

/** Alarms that many want, by name. */
export const ALARM_TEMPLATES = {
  "door-held-open": {
    query: "key eq 'door_was_not_closed_too_long'",
    threshold: undefined,
    help: "a door stayed open longer than it may",
  },
  tamper: {
    query: "key eq 'tamper_event'",
    threshold: undefined,
    help: "somebody opens or moves a panel",
  },
  "panel-silent": {
    query: "key eq 'doorbook_panel_silent'",
    threshold: undefined,
    help: "a panel has not been heard of for longer than --silent-seconds",
  },
  "unknown-card": {
    query: "key eq 'access_denied_by_unknown_card'",
    threshold: { count: 3, minutes: 5, by: "panel" },
    help: "unknown cards at one panel, three times within five minutes",
  },
  emergency: {
    query: "category eq 'emergency'",
    threshold: undefined,
    help: "anything that panels call an emergency",
  },
} as const satisfies Readonly<Record<string, AlarmTemplate>>;

/** A name of {@link ALARM_TEMPLATES}. */
export type AlarmTemplateName = keyof typeof ALARM_TEMPLATES;

/** The names, in the order of the table. */
export const ALARM_TEMPLATE_NAMES: readonly string[] = Object.keys(ALARM_TEMPLATES);

/** The template of a name; `undefined` where there is none. */
export function templateNamed(name: string): AlarmTemplate | undefined {
  return isTemplateName(name) ? ALARM_TEMPLATES[name] : undefined;
}

function isTemplateName(name: string): name is AlarmTemplateName {
  return Object.hasOwn(ALARM_TEMPLATES, name);
}
