import { compactJson } from "../basip/compact-json.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { effectiveCategory, effectivePriority } from "../event/catalog.ts";
import type { StoredEvent } from "../event/event.ts";
import { EVENT_FIELD_NAMES } from "./event-fields.ts";
import type { EventField } from "./event-fields.ts";
import { Surroundings, ToldEvent } from "./told-event.ts";
import type { ToldFleet } from "./told-event.ts";

/** How events are shown. */
export interface EventShape {
  readonly locale: Locale;
  /** The members to show; all when absent. */
  readonly fields?: readonly EventField[] | undefined;
  readonly fleet: ToldFleet;
}

/** An event as a JSON text. */
export type RenderEvent = (event: StoredEvent) => string;

/** The members of events that the log's readers ask for, as JSON on one line; made once for many events. */
export function prepareRender({ locale, fields, fleet }: EventShape): RenderEvent {
  const asked = fields === undefined ? undefined : new Set(fields);
  const shown = EVENT_FIELD_NAMES.filter((field) => asked?.has(field) ?? true);
  const members = shown.map((field) => [`"${field}":`, MEMBERS[field]] as const);
  const surroundings = new Surroundings(locale, fleet);
  return (event) => {
    const told = new ToldEvent(event, surroundings);
    let json = "";
    for (const [name, member] of members) {
      const value = member(told);
      if (value !== undefined) json += `${json === "" ? "{" : ","}${name}${value}`;
    }
    return json === "" ? "{}" : `${json}}`;
  };
}

/** Each member's value as a JSON text; `undefined` where it is absent. */
const MEMBERS: Readonly<Record<EventField, (told: ToldEvent) => string | undefined>> = {
  seq: ({ event }) => String(event.seq),
  panel: ({ panel }) => panel.serial.json,
  panelName: ({ panel }) => panel.name?.json,
  site: ({ panel }) => panel.site?.json,
  entrance: ({ panel }) => panel.entrance?.json,
  occurredAt: ({ event }) => String(event.occurredAtMs),
  receivedAt: ({ event }) => String(event.receivedAtMs),
  key: ({ event, surroundings }) => surroundings.word(event.key).json,
  category: ({ event, surroundings }) => surroundings.word(effectiveCategory(event)).json,
  priority: ({ event, surroundings }) => surroundings.word(effectivePriority(event)).json,
  name: ({ event, surroundings }) => surroundings.nameOf(event).json,
  text: ({ text }) => quote(text),
  owner: ({ owner }) => quoteSaid(owner.owner),
  number: ({ number }) => quoteSaid(number),
  apartment: ({ owner }) => quoteSaid(owner.apartment),
  lock: ({ lock }) => quoteSaid(lock),
  source: ({ event, surroundings }) => surroundings.word(event.source).json,
  late: ({ event }) => String(event.isLate === true),
  echo: ({ event }) => String(event.isEcho === true),
  model: ({ event }) => (event.model === undefined ? "{}" : compactJson(event.model)),
  extra: ({ event }) => (event.extra === undefined ? undefined : compactJson(event.extra)),
};

function quote(text: string): string {
  return JSON.stringify(text);
}

function quoteSaid(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : quote(text);
}
