import { canonicalModel } from "../../event/canonical.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import { ALWAYS } from "../../event/query.ts";
import type { EventReader, EventStore } from "../../event/store.ts";
import type { Keeping } from "../kept-intake.ts";
import type { ImportedEvent, ImportTarget, RefusedEvent, Taken } from "./imported-event.ts";

/** What taking events into a log rests on. */
export interface StoreTargetParts {
  readonly log: Pick<EventStore, "append" | "list">;
  /** Marks the late ones of a panel's events, which have just come. */
  readonly mark: (panel: PanelSerial, events: readonly PanelEvent[]) => readonly PanelEvent[];
  /** Why nothing of a panel is taken, for people; `undefined` when it is. */
  readonly refusalOf: (panel: PanelSerial) => Promise<string | undefined>;
  /** Which events are kept at all. */
  readonly keeping: Pick<Keeping, "keptOf">;
  /** Whether nothing is written and it is only said what would be. */
  readonly isDry: boolean;
}

const TOO_OLD = "the event is older than events are kept here (doorbook retention)";

/** As many events as are asked for at once. */
const PAGE = 1_000;

/** Takes imported events into a log, a delivery for each panel. */
export class StoreTarget implements ImportTarget {
  readonly #parts: StoreTargetParts;

  constructor(parts: StoreTargetParts) {
    this.#parts = parts;
  }

  async take(events: readonly ImportedEvent[]): Promise<Taken> {
    const byPanel = [...Map.groupBy(events, ({ panel }) => panel)];
    // at once, so that the store commits them together
    const taken = await Promise.all(
      byPanel.map(async ([panel, some]) => this.#takeOf(panel, some)),
    );
    return {
      added: taken.reduce((sum, { added }) => sum + added, 0),
      known: taken.reduce((sum, { known }) => sum + known, 0),
      refused: taken.flatMap(({ refused }) => refused),
    };
  }

  async #takeOf(panel: PanelSerial, imported: readonly ImportedEvent[]): Promise<Taken> {
    const { log, mark, refusalOf, keeping, isDry } = this.#parts;
    const reason = await refusalOf(panel);
    if (reason !== undefined) {
      const refused = imported.map(({ line }): RefusedEvent => ({ line, reason }));
      return { added: 0, known: 0, refused };
    }
    const events = keeping.keptOf(
      panel,
      imported.map(({ event }) => event),
    );
    const kept = new Set(events);
    const refused = imported
      .filter(({ event }) => !kept.has(event))
      .map(({ line }): RefusedEvent => ({ line, reason: TOO_OLD }));
    if (events.length === 0) return { added: 0, known: 0, refused };
    const added = isDry
      ? await countNew(log, panel, events)
      : (await log.append(panel, mark(panel, events))).added;
    return { added, known: events.length - added, refused };
  }
}

/** How many of a delivery's events a log does not hold. */
async function countNew(
  log: Pick<EventReader, "list">,
  panel: PanelSerial,
  events: readonly PanelEvent[],
): Promise<number> {
  const times = new Set(events.map(({ occurredAtMs }) => occurredAtMs));
  const sorted = [...times].toSorted((one, other) => one - other);
  const [fromMs = 0] = sorted;
  const toMs = sorted.at(-1) ?? 0;
  const held = new Map<string, number>();
  const question = {
    view: { panels: [panel], floor: 0 },
    spans: [{ ...ALWAYS, fromMs, toMs }],
    order: "asc",
    limit: PAGE,
    asOf: undefined,
  } as const;
  for (let offset = 0; ; offset += PAGE) {
    const { events: page } = await log.list({ ...question, offset });
    for (const event of page) {
      if (times.has(event.occurredAtMs)) count(held, likenessOf(event));
    }
    if (page.length < PAGE) break;
  }
  const given = new Map<string, number>();
  for (const event of events) count(given, likenessOf(event));
  let added = 0;
  for (const [likeness, number] of given) {
    added += Math.max(0, number - (held.get(likeness) ?? 0));
  }
  return added;
}

function likenessOf({ occurredAtMs, source, key, model }: PanelEvent): string {
  const way = source === "syslog" ? "s" : "";
  return `${occurredAtMs} ${way}${key.length} ${key}${canonicalModel(model)}`;
}

function count(numbers: Map<string, number>, name: string): void {
  numbers.set(name, (numbers.get(name) ?? 0) + 1);
}
