import { isJsonObject } from "../basip/json-object.ts";
import type { Happened } from "./api.ts";
import type { Noted } from "./noted.ts";

/** What a panel noted, as it is told to others. */
export function happenedOf(panel: string, { nth, atMs, event, ...became }: Noted): Happened {
  const { occurredAtMs, key, category, priority } = event;
  const model: unknown = JSON.parse(event.model ?? "{}");
  return {
    panel,
    nth,
    atMs,
    occurredAtMs,
    key,
    ...(category !== undefined && { category }),
    ...(priority !== undefined && { priority }),
    model: isJsonObject(model) ? model : {},
    ...became,
  };
}
