import type { PanelEvent } from "../event/event.ts";
import { OWN_EVENTS } from "../event/own-events.ts";
import type { OwnEventKey } from "../event/own-events.ts";

/** The keys of what Doorbook itself says of the fleet. */
export type FleetEventKey = Exclude<OwnEventKey, "doorbook_log_cleared">;

/** An event of Doorbook's own about the fleet. @param model its members, as `OWN_EVENTS` names them */
export function ownEvent(key: FleetEventKey, model: object, occurredAtMs: number): PanelEvent {
  const { category, priority } = OWN_EVENTS[key];
  const said = { occurredAtMs, key, category, priority, model: JSON.stringify(model) };
  return { ...said, extra: undefined, source: "api" };
}
