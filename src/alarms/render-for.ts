import { isJsonObject } from "../basip/json-object.ts";
import { renderDetailOf } from "../basip/texts/render-texts.ts";
import { prepareRender } from "../book/render-event.ts";
import { EventValues } from "../event/event-values.ts";
import type { StoredEvent } from "../event/event.ts";
import type { Alarm } from "./alarm.ts";
import type { AlarmFleet } from "./alarm-condition.ts";

/** How an alarm's target shows events: as the book's JSON, or as words; made once for many events. */
export function renderFor(
  { target, locale }: Pick<Alarm, "target" | "locale">,
  fleet: AlarmFleet,
): (event: StoredEvent) => string {
  if (target.is === "webhook") return prepareRender({ locale, fleet });
  const ownerOf = fleet.ownerCount > 0 ? fleet.owner.bind(fleet) : undefined;
  return (event) => {
    const { name = "", entrance = "", site = "" } = fleet.profile(event.panel) ?? {};
    const place = [name || event.panel, entrance, site].filter((part) => part !== "").join(", ");
    const model = new EventValues(event).root("model");
    const said = isJsonObject(model) ? model : {};
    return `${place}: ${renderDetailOf(locale, event, said, ownerOf)}`;
  };
}
