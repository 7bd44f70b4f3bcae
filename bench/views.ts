import { ALWAYS, FLEET } from "../src/event/query.ts";
import type { ListQuery, View } from "../src/event/query.ts";
import { BUSY_PANEL, PANELS, serialOf, USUAL_PANEL } from "./dataset.ts";

/** The part of the log that each view of a log sees, by name. */
export function viewsOf(head: number): ReadonlyMap<string, View> {
  const scope = Array.from({ length: 300 }, (_, i) => serialOf((i * 17) % PANELS));
  return new Map<string, View>([
    ["fleet", FLEET],
    ["one panel", { panels: [serialOf(USUAL_PANEL)], floor: 0 }],
    ["busy panel", { panels: [serialOf(BUSY_PANEL)], floor: 0 }],
    ["scope of 300", { panels: scope, floor: 0 }],
    ["floor", { panels: undefined, floor: Math.floor(head / 2) }],
  ]);
}

/** A question for one page of a view, unfiltered and rising. */
export function pageQuestion(view: View, offset: number, limit: number): ListQuery {
  return { view, spans: [ALWAYS], order: "asc", offset, limit, asOf: undefined };
}
