import type { PanelEvent } from "./event.ts";
import { OWN_EVENTS } from "./own-events.ts";
import type { OwnEventKey } from "./own-events.ts";

/** An event of Doorbook's own. @param model its members, as {@link OWN_EVENTS} names them */
export function ownEvent(key: OwnEventKey, model: object, occurredAtMs: number): PanelEvent {
  const { category, priority } = OWN_EVENTS[key];
  const said = { occurredAtMs, key, category, priority, model: JSON.stringify(model) };
  return { ...said, extra: undefined, source: "api" };
}
