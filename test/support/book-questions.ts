import type { EventQuestion, FindQuery, TallyQuery } from "../../src/event/book.ts";
import { FLEET } from "../../src/event/query.ts";

const EVERYTHING = {
  view: FLEET,
  fromMs: 0,
  toMs: Number.MAX_SAFE_INTEGER,
  where: undefined,
  asOf: undefined,
  deadlineMs: 60_000,
} as const satisfies EventQuestion;

/** The first 1,000 of everything, rising, with the exact total, with the changes asked for. */
export function findQuery(changes: Partial<FindQuery> = {}): FindQuery {
  return {
    ...EVERYTHING,
    order: "asc",
    start: { is: "offset", offset: 0 },
    limit: 1_000,
    total: "exact",
    ...changes,
  };
}

/** How many events there are, with the changes asked for. */
export function tallyQuery(changes: Partial<TallyQuery> = {}): TallyQuery {
  return { ...EVERYTHING, groupings: [], starts: undefined, ...changes };
}
