import { createHash } from "node:crypto";
import type { EventCondition } from "../../event/event-condition.ts";
import { AppError } from "../../event/errors.ts";
import { readQuestion } from "../read-question.ts";
import type { BookFleet } from "../seen-fleet.ts";
import { checkRetentionName } from "./rule.ts";

/** Events that no rule takes away, whatever their age, until the hold is released. */
export interface RetentionHold {
  /** Unique to the letter, 1 to 64 characters. */
  readonly name: string;
  /** A query of the book. */
  readonly query: string;
  /** Our clock, ms: relative times in the query go by it, so that what is held does not move. */
  readonly setAtMs: number;
  /** What the query meant when it was set, in short. */
  readonly meaning: string;
}

/** What a hold means now, or why nobody can tell. */
export type ReadHold = { readonly where: EventCondition } | { readonly trouble: string };

const MAX_QUERY = 4_096;

/** A new hold. @throws AppError `invalid`, QueryError */
export function makeHold(
  name: string,
  query: string,
  { fleet, nowMs }: { readonly fleet: BookFleet; readonly nowMs: number },
): RetentionHold {
  checkRetentionName(name);
  if (query.length > MAX_QUERY) {
    throw new AppError("invalid", `a query has at most ${MAX_QUERY} characters`);
  }
  const where = conditionOf({ query, setAtMs: nowMs }, fleet);
  return { name, query, setAtMs: nowMs, meaning: meaningOf(where) };
}

/**
 * Reads a hold again. Its words stand for panels, sites and owners as operators name them: once they mean
 * other events than when it was set, or nothing, a person has to look before anything is taken away.
 */
export function readHold(hold: RetentionHold, fleet: BookFleet): ReadHold {
  const name = JSON.stringify(hold.name);
  try {
    const where = conditionOf(hold, fleet);
    if (meaningOf(where) === hold.meaning) return { where };
    return {
      trouble: `the hold ${name} means other events since panels, sites or owners changed: set it anew`,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { trouble: `the hold ${name} cannot be read any more: ${why}` };
  }
}

function conditionOf(
  { query, setAtMs }: Pick<RetentionHold, "query" | "setAtMs">,
  fleet: BookFleet,
): EventCondition {
  const context = { nowMs: setAtMs, panels: undefined, fleet, hidesEchoes: false };
  const { where } = readQuestion({ q: query }, context);
  if (where !== undefined) return where;
  throw new AppError("invalid", "a hold needs a query; received ge 1970-01-01 holds everything");
}

function meaningOf(where: EventCondition): string {
  return createHash("sha256").update(JSON.stringify(where)).digest("hex");
}
