import type { PanelEvent } from "../src/event/event.ts";
import { Events, PANELS, Random, serialOf, START_MS } from "./dataset.ts";

/** `history`: panels that the log does not know; `repeats`: what `history` of that round delivered. */
export type Mode = "live" | "history" | "repeats";

/** Events of one delivery. */
export const PUSH_EVENTS = 100;

const DAY_MS = 86_400_000;

/** Histories that are delivered side by side. */
const NEW_PANELS = 8;

export interface PanelDelivery {
  readonly serial: string;
  readonly events: readonly PanelEvent[];
}

/** The deliveries of one round of a mode, the same for the same round. */
export function makeDeliveries(task: {
  readonly mode: Mode;
  readonly round: number;
  readonly pushes: number;
}): PanelDelivery[] {
  const { mode, round, pushes } = task;
  return mode === "live" ? live(round, pushes) : history(round, pushes);
}

/** After all that the log holds, in rising time. */
function live(round: number, pushes: number): PanelDelivery[] {
  const random = new Random(100 + round);
  const events = new Events(200 + round);
  let atMs = START_MS + (400 + round) * DAY_MS;
  return Array.from({ length: pushes }, () => ({
    serial: serialOf(random.below(PANELS)),
    events: Array.from({ length: PUSH_EVENTS }, () => events.next((atMs += 3))),
  }));
}

/** The 90 days of new panels, each oldest first, in turn. */
function history(round: number, pushes: number): PanelDelivery[] {
  const events = new Events(300 + round);
  const stepMs = Math.floor((90 * DAY_MS * NEW_PANELS) / (pushes * PUSH_EVENTS));
  return Array.from({ length: pushes }, (_, i) => {
    const panel = i % NEW_PANELS;
    const first = Math.floor(i / NEW_PANELS) * PUSH_EVENTS;
    const times = Array.from({ length: PUSH_EVENTS }, (__, k) => START_MS + (first + k) * stepMs);
    return {
      serial: `NEW-${round}-${panel}`,
      events: times.map((atMs) => events.next(atMs + panel)),
    };
  });
}
