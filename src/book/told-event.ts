import { isJsonObject } from "../basip/json-object.ts";
import type { JsonObject } from "../basip/json-object.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { renderDetailOf, renderEventName } from "../basip/texts/render-texts.ts";
import { isEventKey } from "../event/catalog.ts";
import { EventValues } from "../event/event-values.ts";
import type { PanelSerial, StoredEvent } from "../event/event.ts";
import { isOwnEventKey } from "../event/own-events.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { PanelProfile } from "../fleet/profile.ts";
import { firstValue, ownerOfEvent } from "./owner-of-event.ts";
import type { OwnerOfEvent } from "./owner-of-event.ts";

/** What of the fleet is told with events. */
export type ToldFleet = Pick<Fleet, "profile" | "owner" | "ownerCount">;

/** A text, with its JSON form made once. */
export interface Quoted {
  readonly plain: string;
  readonly json: string;
}

/** What is shown of a panel; `undefined` where nothing is said. */
export interface ShownPanel {
  readonly serial: Quoted;
  readonly name: Quoted | undefined;
  readonly site: Quoted | undefined;
  readonly entrance: Quoted | undefined;
  readonly locks: PanelProfile["locks"];
}

/** What the events of one answer have in common. */
export class Surroundings {
  readonly locale: Locale;
  readonly fleet: ToldFleet;
  readonly #names = new Map<string, Quoted>();
  readonly #panels = new Map<PanelSerial, ShownPanel>();
  readonly #words = new Map<string, Quoted>();

  constructor(locale: Locale, fleet: ToldFleet) {
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
  nameOf(event: StoredEvent): Quoted {
    const { key } = event;
    if (!isEventKey(key) && !isOwnEventKey(key)) return quote(renderEventName(this.locale, event));
    return remember(this.#names, key, () => renderEventName(this.locale, event));
  }

  /** One of few words. */
  word(word: string): Quoted {
    return remember(this.#words, word, () => word);
  }
}

/** An event whose model is read once, when something of it is first asked for. */
export class ToldEvent {
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

function quote(plain: string): Quoted {
  return { plain, json: JSON.stringify(plain) };
}

function quoteSaid(text: string | undefined): Quoted | undefined {
  return text === undefined || text === "" ? undefined : quote(text);
}

/** So many different words are remembered: some panels send keys that never end. */
const MAX_WORDS = 10_000;

function remember(known: Map<string, Quoted>, word: string, make: () => string): Quoted {
  const before = known.get(word);
  if (before !== undefined) return before;
  const made = quote(make());
  if (known.size < MAX_WORDS) known.set(word, made);
  return made;
}
