import type { PanelSerial } from "../../event/event.ts";
import type { View } from "../../event/query.ts";
import type { Directory } from "./directory.ts";
import { START, END } from "./place.ts";
import type { Tail } from "./tail.ts";

/** A view with its panels as numbers, and a key that is the same for the same view. */
export interface ResolvedView {
  readonly key: string;
  /** `undefined` for the fleet. */
  readonly panels: ReadonlySet<number> | undefined;
  readonly floor: number;
}

/**
 * A view with its panels as numbers.
 *
 * @param panelOf the number of a panel; `undefined` for one that has no events yet: with its first
 *   one the key changes
 */
export function resolveView(
  { panels: serials, floor }: View,
  panelOf: (serial: PanelSerial) => number | undefined,
): ResolvedView {
  if (serials === undefined) return { key: `fleet ${floor}`, panels: undefined, floor };
  const panels = new Set<number>();
  for (const serial of serials) {
    const id = panelOf(serial);
    if (id !== undefined) panels.add(id);
  }
  const ids = [...panels].toSorted((a, b) => a - b);
  return { key: `${ids.join()} ${floor}`, panels, floor };
}

/** A view's directory, moved on with the log. */
export class LoadedView {
  readonly view: ResolvedView;
  readonly directory: Directory;

  constructor(view: ResolvedView, directory: Directory) {
    this.view = view;
    this.directory = directory;
  }

  /** Whether the view sees an event. */
  sees(panel: number, seq: number): boolean {
    const { panels, floor } = this.view;
    return seq > floor && (panels === undefined || panels.has(panel));
  }

  /** Adds the tail's events after a seq that the view sees. The tail must reach back to it. */
  addTail(tail: Tail, afterSeq: number): void {
    const floor = Math.max(afterSeq, this.view.floor);
    const filter = { panels: this.view.panels, kinds: undefined, floor, asOf: tail.lastSeq };
    for (const i of tail.find(START, END, filter)) {
      this.directory.add(tail.atMs(i), tail.seq(i), tail.kind(i));
    }
  }
}
