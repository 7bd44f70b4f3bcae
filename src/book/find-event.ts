import type { EventBook, FindQuery } from "../event/book.ts";
import { AppError } from "../event/errors.ts";
import type { PanelSerial, StoredEvent } from "../event/event.ts";
import type { View } from "../event/query.ts";

/** How many events before, and how many after, are shown at most. */
const MAX_NEIGHBOURS = 50;

/** What events are found with. */
export interface EventContext {
  readonly log: Pick<EventBook, "after" | "find">;
  readonly view: View;
  readonly deadlineMs: number;
  /** A panel with those that were at its door before it. */
  readonly lineage: (serial: PanelSerial) => readonly PanelSerial[];
}

/** An event, and what happened at its door around it. */
export interface EventWithNeighbours {
  readonly event: StoredEvent;
  /** In rising order, without the event itself: at most 50 before it and 50 after. */
  readonly neighbours: readonly StoredEvent[];
  /** Whether these are all within the span. */
  readonly isWhole: boolean;
}

/** Finds an event by its seq. @throws AppError `not_found` when it is not there, or not seen */
export async function findEvent(
  seq: number,
  { log, view }: Pick<EventContext, "log" | "view">,
): Promise<StoredEvent> {
  const [event] = await log.after(seq - 1, 1);
  const isSeen =
    event?.seq === seq && seq > view.floor && (view.panels?.includes(event.panel) ?? true);
  if (!isSeen) throw new AppError("not_found", `There is no event ${seq}`);
  return event;
}

/**
 * Finds an event with those of its door within a span before and after it.
 *
 * @throws AppError `not_found`, `unavailable`
 */
export async function findNeighbours(
  seq: number,
  spanMs: number,
  context: EventContext,
): Promise<EventWithNeighbours> {
  const { log, view, deadlineMs, lineage } = context;
  const event = await findEvent(seq, context);
  const door = lineage(event.panel);
  const panels = door.filter((serial) => view.panels?.includes(serial) ?? true);
  const { occurredAtMs } = event;
  const question: Omit<FindQuery, "start"> = {
    view: { ...view, panels },
    where: undefined,
    fromMs: Math.max(0, occurredAtMs - spanMs),
    toMs: occurredAtMs + spanMs,
    asOf: undefined,
    deadlineMs,
    order: "asc",
    limit: MAX_NEIGHBOURS,
    total: "none",
  };
  const place = { occurredAtMs, seq };
  const before = await log.find({ ...question, start: { is: "before", place } });
  // of the same state
  const { asOf } = before;
  const after = await log.find({ ...question, asOf, start: { is: "after", place } });
  return {
    event,
    neighbours: [...before.events, ...after.events],
    isWhole: !before.hasPrevious && !after.hasNext,
  };
}
