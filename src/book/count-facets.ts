import type { Locale } from "../basip/texts/locales.ts";
import type { Cell, EventBook } from "../event/book.ts";
import type { View } from "../event/query.ts";
import { FACETS, facetValueOf } from "./facet-fields.ts";
import type { FacetField, FacetFleet } from "./facet-fields.ts";
import { readQuestion } from "./read-question.ts";
import type { AskedQuestion, QuestionContext } from "./read-question.ts";

/** Which values of which fields are to be counted. */
export interface AskedFacets extends AskedQuestion {
  /** Each once. */
  readonly fields: readonly FacetField[];
  /** How many values of each: those with the most events. */
  readonly top: number;
  readonly asOf?: number | undefined;
}

/** What events are counted with. */
export interface CountContext extends Omit<QuestionContext, "panels"> {
  readonly log: Pick<EventBook, "tally">;
  readonly view: View;
  readonly deadlineMs: number;
  readonly locale: Locale;
}

/** How many events have a value. */
export interface FacetValue {
  readonly value: string;
  /** In the asked language. */
  readonly text: string;
  readonly count: number;
}

/** How many events have which values. */
export interface CountedFacets {
  /** The most frequent first, alike ones by their value; of events without a value nothing. */
  readonly facets: ReadonlyMap<FacetField, readonly FacetValue[]>;
  /** Of all events, also those that have no value of a field. */
  readonly total: number;
  readonly asOf: number;
  /** `undefined` where all were counted, else the ms down to which they were. */
  readonly reachedMs: number | undefined;
}

/** Counts events by the values of fields. @throws QueryError of `q`; AppError `invalid`, `unavailable` */
export async function countFacets(
  asked: AskedFacets,
  context: CountContext,
): Promise<CountedFacets> {
  const { log, view, fleet, nowMs, hidesEchoes, deadlineMs, locale } = context;
  const { where, fromMs, toMs } = readQuestion(asked, {
    nowMs,
    panels: view.panels,
    fleet,
    hidesEchoes,
  });
  const { tallies, asOf, reachedMs } = await log.tally({
    view,
    where,
    fromMs,
    toMs,
    asOf: asked.asOf,
    deadlineMs,
    groupings: asked.fields.map((field) => FACETS[field].grouping),
    starts: undefined,
  });
  const facets = new Map(
    asked.fields.map((field, nth) => {
      const counts = countsOf(field, tallies[nth] ?? [], fleet);
      counts.delete("");
      const values = mostFrequent(counts, asked.top).map(([value, count]) => ({
        value,
        text: FACETS[field].textOf?.(value, locale, fleet) ?? value,
        count,
      }));
      return [field, values] as const;
    }),
  );
  const total = (tallies[0] ?? []).reduce((sum, { count }) => sum + count, 0);
  return { facets, total, asOf, reachedMs };
}

/** How many events there are by value; under the empty one those without. */
export function countsOf(
  field: FacetField,
  cells: readonly Cell[],
  fleet: FacetFleet,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const value = facetValueOf(field, cell, fleet);
    counts.set(value, (counts.get(value) ?? 0) + cell.count);
  }
  return counts;
}

/** The values with the most events, those with as many by their UTF-16 units. */
export function mostFrequent(
  counts: ReadonlyMap<string, number>,
  top: number,
): readonly (readonly [value: string, count: number])[] {
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, top);
}
