import type { PanelEvent } from "../../event/event.ts";

/** The most events that a panel delivers in one push (observed). */
export const PUSH_SIZE = 100;

/** The body of a panel's login at its management server. Source: observed. */
export function renderPushLogin(serial: string, password: string): string {
  return JSON.stringify({ login: serial, password });
}

/** The body of a push. Source: observed. */
export function renderPush(events: readonly PanelEvent[]): string {
  return `{"events":[${events.map(renderPushEvent).join(",")}]}`;
}

/** One event of a push: category and priority only where the panel says them, the model as it is. */
function renderPushEvent({ occurredAtMs, category, key, priority, model }: PanelEvent): string {
  const members = [
    `"created_at":${occurredAtMs}`,
    ...(category === undefined ? [] : [`"category":${JSON.stringify(category)}`]),
    `"code":${JSON.stringify(key)}`,
    ...(priority === undefined ? [] : [`"priority":${JSON.stringify(priority)}`]),
    `"info":${model ?? "{}"}`,
  ];
  return `{${members.join(",")}}`;
}
