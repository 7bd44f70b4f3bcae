import type { Cell, EventBook, Tallied } from "../../event/book.ts";
import { AppError } from "../../event/errors.ts";
import type { EventCondition } from "../../event/event-condition.ts";
import type { Order } from "../../event/query.ts";
import { FLEET } from "../../event/query.ts";
import type { BookFleet } from "../seen-fleet.ts";
import { dueEdgeMs } from "./edges.ts";
import { goesBy, heldFrom, ruleCondition } from "./rule-condition.ts";
import type { RuleTerms } from "./rule.ts";

/** What a rule would take away if it were applied now. */
export interface RetentionPreview {
  /** Events that happened before it would go, Unix ms. */
  readonly edgeMs: number;
  /** How many would go. */
  readonly count: number;
  /** By category and by site, the most first; of panels without a site under the empty name. */
  readonly byCategory: readonly NamedCount[];
  readonly bySite: readonly NamedCount[];
  /** When the first and the last of them happened, Unix ms; `undefined` where none would go. */
  readonly oldestMs: number | undefined;
  readonly newestMs: number | undefined;
  /** How many more would go if no hold kept them. */
  readonly held: number;
}

/** How many events have a name. */
export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** What is counted with. */
export interface PreviewContext {
  readonly log: Pick<EventBook, "find" | "tally">;
  readonly fleet: Pick<BookFleet, "profiles" | "profile">;
  /** What holds keep. */
  readonly held: readonly EventCondition[];
  readonly nowMs: number;
  /** How long may be counted, ms. */
  readonly deadlineMs: number;
}

/**
 * Counts what a rule would take away now, and takes nothing.
 *
 * @throws AppError `too_broad` where it cannot be counted in time; `unavailable`, `damaged`
 */
export async function previewRule(
  terms: RuleTerms,
  context: PreviewContext,
): Promise<RetentionPreview> {
  const { log, fleet, held, nowMs, deadlineMs } = context;
  const edgeMs = dueEdgeMs(terms, nowMs);
  const rule = ruleCondition(terms, fleet);
  const question = (where: EventCondition) => ({
    view: FLEET,
    where,
    fromMs: 0,
    toMs: edgeMs - 1,
    asOf: undefined,
    deadlineMs,
  });
  const going = question(goesBy(rule, held));
  const groupings = [{ by: "category" }, { by: "panel" }] as const;
  const counted = whole(await log.tally({ ...going, groupings, starts: undefined }));
  const byCategory = namedCounts(counted.tallies[0] ?? [], (value) => value);
  const siteOf = (serial: string) => fleet.profile(serial)?.site ?? "";
  const keptBack =
    held.length === 0
      ? undefined
      : whole(
          await log.tally({
            ...question(heldFrom(rule, held)),
            groupings: [],
            starts: undefined,
          }),
        );
  const endOf = async (order: Order) => {
    const start = { is: "offset", offset: 0 } as const;
    const asked = { ...going, asOf: counted.asOf, order, start, limit: 1, total: "none" } as const;
    return (await log.find(asked)).events[0]?.occurredAtMs;
  };
  return {
    edgeMs,
    count: byCategory.reduce((sum, { count }) => sum + count, 0),
    byCategory,
    bySite: namedCounts(counted.tallies[1] ?? [], siteOf),
    oldestMs: await endOf("asc"),
    newestMs: await endOf("desc"),
    held: keptBack?.tallies[0]?.[0]?.count ?? 0,
  };
}

function whole(tallied: Tallied): Tallied {
  if (tallied.reachedMs === undefined) return tallied;
  throw new AppError(
    "too_broad",
    "what would go cannot be counted in time: ask from the command line",
  );
}

function namedCounts(
  cells: readonly Cell[],
  nameOf: (value: string) => string,
): readonly NamedCount[] {
  const counts = new Map<string, number>();
  for (const { value, count } of cells) {
    const name = nameOf(value);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
