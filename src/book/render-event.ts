import { compactJson } from "../basip/compact-json.ts";
import { isJsonObject } from "../basip/json-object.ts";
import type { JsonObject } from "../basip/json-object.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { renderDetailOf, renderEventName } from "../basip/texts/render-texts.ts";
import { effectiveCategory, effectivePriority, isEventKey } from "../event/catalog.ts";
import { EventValues } from "../event/event-values.ts";
import type { PanelSerial, StoredEvent } from "../event/event.ts";
import { isOwnEventKey } from "../event/own-events.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { PanelProfile } from "../fleet/profile.ts";
import { EVENT_FIELD_NAMES } from "./event-fields.ts";
import type { EventField } from "./event-fields.ts";
import { firstValue, ownerOfEvent } from "./owner-of-event.ts";
import type { OwnerOfEvent } from "./owner-of-event.ts";

/** How events are shown. */
export interface EventShape {
  readonly locale: Locale;
  /** The members to show; all when absent. */
  readonly fields?: readonly EventField[] | undefined;
  readonly fleet: Pick<Fleet, "profile" | "owner" | "ownerCount">;
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

/** What the events of one answer have in common. */
class Surroundings {
  readonly locale: Locale;
  readonly fleet: EventShape["fleet"];
  readonly #names = new Map<string, string>();
  readonly #panels = new Map<PanelSerial, ShownPanel>();
  readonly #words = new Map<string, string>();

  constructor(locale: Locale, fleet: EventShape["fleet"]) {
    this.locale = locale;
    this.fleet = fleet;
  }

  panel(serial: PanelSerial): ShownPanel {
    const known = this.#panels.get(serial);
    if (known !== undefined) return known;
    const shown = showPanel(serial, this.fleet.profile(serial));
    this.#panels.set(serial, shown);
    return shown;
  }

  /** The name of an event: of a key that there are texts for, that of its key. */
  nameOf(event: StoredEvent): string {
    const { key } = event;
    if (!isEventKey(key) && !isOwnEventKey(key)) return quote(renderEventName(this.locale, event));
    return remember(this.#names, key, () => quote(renderEventName(this.locale, event)));
  }

  /** One of few words, quoted. */
  word(word: string): string {
    return remember(this.#words, word, () => quote(word));
  }
}

/** What is shown of a panel, as JSON texts; `undefined` where nothing is said. */
interface ShownPanel {
  readonly serial: string;
  readonly name: string | undefined;
  readonly site: string | undefined;
  readonly entrance: string | undefined;
  readonly locks: PanelProfile["locks"];
}

function showPanel(serial: PanelSerial, profile: PanelProfile | undefined): ShownPanel {
  const { name, site, entrance, locks = {} } = profile ?? {};
  return {
    serial: quote(serial),
    name: quoteSaid(name),
    site: quoteSaid(site),
    entrance: quoteSaid(entrance),
    locks,
  };
}

/** An event whose model is read once, when something of it is first asked for. */
class ToldEvent {
  readonly event: StoredEvent;
  readonly surroundings: Surroundings;
  readonly values: EventValues;
  #number: string | undefined;
  #owner: OwnerOfEvent | undefined;

  constructor(event: StoredEvent, surroundings: Surroundings) {
    this.event = event;
    this.surroundings = surroundings;
    this.values = new EventValues(event);
  }

  get panel(): ShownPanel {
    return this.surroundings.panel(this.event.panel);
  }

  get model(): JsonObject {
    const model = this.values.root("model");
    return isJsonObject(model) ? model : {};
  }

  get number(): string | undefined {
    return (this.#number ??= firstValue(this.values, "number"));
  }

  get owner(): OwnerOfEvent {
    const { fleet } = this.surroundings;
    return (this.#owner ??= ownerOfEvent(this.values, this.number, (number) =>
      fleet.owner(number),
    ));
  }

  get lock(): string | undefined {
    const lock = firstValue(this.values, "lock");
    if (lock === undefined) return undefined;
    const { locks } = this.panel;
    return Object.hasOwn(locks, lock) ? locks[lock] : lock;
  }

  get text(): string {
    const { locale, fleet } = this.surroundings;
    // without owners texts are made as if nobody had asked for any
    const ownerOf = fleet.ownerCount > 0 ? fleet.owner.bind(fleet) : undefined;
    return renderDetailOf(locale, this.event, this.model, ownerOf);
  }
}

/** Each member's value as a JSON text; `undefined` where it is absent. */
const MEMBERS: Readonly<Record<EventField, (told: ToldEvent) => string | undefined>> = {
  seq: ({ event }) => String(event.seq),
  panel: ({ panel }) => panel.serial,
  panelName: ({ panel }) => panel.name,
  site: ({ panel }) => panel.site,
  entrance: ({ panel }) => panel.entrance,
  occurredAt: ({ event }) => String(event.occurredAtMs),
  receivedAt: ({ event }) => String(event.receivedAtMs),
  key: ({ event }) => quote(event.key),
  category: ({ event, surroundings }) => surroundings.word(effectiveCategory(event)),
  priority: ({ event, surroundings }) => surroundings.word(effectivePriority(event)),
  name: ({ event, surroundings }) => surroundings.nameOf(event),
  text: ({ text }) => quote(text),
  owner: ({ owner }) => quoteSaid(owner.owner),
  number: ({ number }) => quoteSaid(number),
  apartment: ({ owner }) => quoteSaid(owner.apartment),
  lock: ({ lock }) => quoteSaid(lock),
  source: ({ event }) => quote(event.source),
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

function remember(known: Map<string, string>, word: string, make: () => string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const made = make();
  known.set(word, made);
  return made;
}
