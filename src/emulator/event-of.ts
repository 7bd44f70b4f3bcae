import { effectiveCategory, effectivePriority } from "../event/catalog.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import type { PanelEvent } from "../event/event.ts";
import type { EventToFire } from "./api.ts";

/** How an event is noted, beside what it is. */
export interface NotedAs {
  /** What the panel's clock shows, ms. */
  readonly occurredAtMs: number;
  /** Whether the panel says nothing of its priority. */
  readonly isSilent: boolean;
}

/** An event as a panel notes it: category and priority are the catalog's where nothing else is said. */
export function eventOf(event: EventToFire, { occurredAtMs, isSilent }: NotedAs): PanelEvent {
  const { key, model = {}, category, priority } = event;
  return {
    occurredAtMs,
    key,
    category: effectiveCategory({ key, category }),
    priority: isSilent ? undefined : effectivePriority({ key, priority }),
    model: JSON.stringify(model),
    extra: undefined,
    source: "push",
  };
}

/** @throws Error when nothing can be noted under the key */
export function checkKey({ key }: EventToFire): void {
  if (key.length >= 1 && key.length <= MAX_NAME_CHARACTERS && key.isWellFormed()) return;
  throw new Error(`an event's key has 1 to ${MAX_NAME_CHARACTERS} characters`);
}
