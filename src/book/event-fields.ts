/** The members of an event as the book shows it, in their order, with what each says. */
export const EVENT_FIELDS = {
  seq: "Position in the log, from 1",
  panel: "Serial of the panel",
  panelName: "Name of the panel, for people",
  site: "Name of the panel's site",
  entrance: "The panel's entrance",
  occurredAt: "When it happened by the panel's clock, Unix ms",
  receivedAt: "When it reached the server by the server's clock, Unix ms",
  key: "What happened: the event key, as the panel sent it",
  category: "What sort of thing it is, as sent, else as the catalog has it",
  priority: "How grave it is, as sent, else as the catalog has it",
  name: "What the event is called in the asked language",
  text: "What happened, in a sentence of the asked language",
  owner: "Whose identifier it was, as sent, else by the number",
  number: "Number of the identifier, or of the call, to the digit",
  apartment: "Where the owner or the call belongs, as sent, else by the number",
  lock: "Name of the lock at the panel, else its number",
  source: "How it came",
  late: "Whether it was received long after it occurred",
  echo: "Whether syslog only says again what the panel's log tells",
  model: "The event's particulars, as they were sent; {} where there are none",
  extra: "Further members that the panel sent beside those that are known",
} as const;

/** The name of a member of {@link EVENT_FIELDS}. */
export type EventField = keyof typeof EVENT_FIELDS;

/** Members that are absent where nothing is known of them; all others are always there. */
export const OPTIONAL_FIELDS = [
  "panelName",
  "site",
  "entrance",
  "owner",
  "number",
  "apartment",
  "lock",
  "extra",
] as const satisfies readonly EventField[];

/** Whether a word names a member of an event. */
export function isEventField(name: string): name is EventField {
  return Object.hasOwn(EVENT_FIELDS, name);
}

/** The names of all members, in their order. */
export const EVENT_FIELD_NAMES: readonly EventField[] =
  Object.keys(EVENT_FIELDS).filter(isEventField);
