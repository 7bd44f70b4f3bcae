import type { PanelEvent } from "../../event/event.ts";
import type { PanelWatch } from "../../fleet/panel-watch.ts";

/**
 * Marks the late ones of imported events by the rule for all that comes, with what is known of their
 * panel's clock. They tell nothing of the clock, whatever they came by at first.
 *
 * @param nowMs our clock @param lateMs the setting
 */
export function markLate(
  watch: Pick<PanelWatch, "mark">,
  events: readonly PanelEvent[],
  nowMs: number,
  lateMs: number,
): readonly PanelEvent[] {
  const asImported = events.map((event): PanelEvent => ({ ...event, source: "import" }));
  const { events: marked } = watch.mark(asImported, nowMs, lateMs);
  return events.map((event, index) =>
    marked[index]?.isLate === true ? { ...event, isLate: true } : event,
  );
}
