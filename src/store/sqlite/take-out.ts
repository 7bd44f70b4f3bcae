import type { LoadedView } from "../directory/loaded-view.ts";
import type { RemovedEvent } from "../directory/removed-events.ts";
import type { CollectedRemovals } from "./collected-removals.ts";
import type { RemovalJournal } from "./removal-journal.ts";

/**
 * Takes out of a view's directory what was taken out of the log. In a transaction.
 *
 * @param holds whether the directory holds an event that the view sees
 * @param after the removal that the directory takes into account already
 * @returns the one that it takes into account now: the newest
 */
export function takeOut(
  { view, directory }: LoadedView,
  journal: RemovalJournal,
  after: number,
  holds: (event: RemovedEvent, removal: number) => boolean,
): number {
  if (journal.newest === after) return after;
  let newest = after;
  for (const { id, events } of journal.after(after)) {
    newest = id;
    for (const event of events) {
      const { seq, atMs, panel, kind } = event;
      if (seq <= view.floor || view.panels?.has(panel) === false) continue;
      if (holds(event, id)) directory.remove(atMs, seq, kind);
    }
  }
  return newest;
}

/** The same for a directory of events that were collected part by part, up to a seq. */
export function takeOutOfCollected(
  loaded: LoadedView,
  journal: RemovalJournal,
  collected: CollectedRemovals,
  through: number,
): number {
  const { first } = collected;
  if (first === undefined) return journal.newest;
  return takeOut(
    loaded,
    journal,
    first,
    (event, removal) => event.seq <= through && collected.holds(event, removal),
  );
}
