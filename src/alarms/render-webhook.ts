import type { Notice, NoticeItem } from "./notice.ts";

/**
 * The body of a webhook: the alarm's name, the notice's id, and the events as the book's API tells them,
 * each with its id first.
 */
export function renderWebhook({ alarm, id, kind, items, gone }: Notice): string {
  const head = {
    alarm: alarm.name,
    notice: id,
    ...(kind === "test" && { test: true }),
    ...(kind === "replay" && { replay: true }),
    ...(gone > 0 && { gone }),
  };
  const events = items.map(renderItem).join(",");
  return `${JSON.stringify(head).slice(0, -1)},"events":[${events}]}`;
}

/** An event with its members, of which `text` is the JSON. */
function renderItem({ id, reached, text }: NoticeItem): string {
  const own = JSON.stringify({ id, ...(reached !== undefined && { reached }) });
  return `${own.slice(0, -1)},${text.slice(1)}`;
}
