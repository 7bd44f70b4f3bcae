import type { RuleState, RunWish } from "./rule-state.ts";
import type { RetentionRule } from "./rule.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A new rule does nothing for so long, so that a mistake can be taken back, ms. */
export const GRACE_MS = HOUR_MS;

/** An edge moves once a day: each move is two events of the log, and a search through what is old. */
export const MOVE_MS = DAY_MS;

/**
 * By how much an edge moves by itself at most, ms. A clock that jumps ahead by years would take the whole
 * log away; a server that was off for a weekend, Friday evening to Monday morning, needs 62 hours.
 */
export const MOST_MS = 3 * DAY_MS;

/** What is to be done with a rule's edge. */
export type EdgeMove =
  /** It is where it should be. */
  | { readonly is: "none" }
  | { readonly is: "move"; readonly edgeMs: number; readonly ranFor: string }
  /** The rule is new, and waits. */
  | { readonly is: "new"; readonly untilMs: number }
  /** It would move further than it may by itself: an operator has to say that the clock is right. */
  | { readonly is: "unconfirmed"; readonly edgeMs: number };

/** Where a rule's edge belongs: so many days before now, a full hour; never before 1970. */
export function dueEdgeMs({ days }: Pick<RetentionRule, "days">, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - days * DAY_MS) / HOUR_MS) * HOUR_MS);
}

/**
 * Decides whether an edge moves.
 *
 * @param state of this revision of the rule; `undefined` while it has no edge
 * @param wish the newest of the operators, of whatever revision
 */
export function nextMove(
  rule: RetentionRule,
  state: RuleState | undefined,
  wish: RunWish | undefined,
  nowMs: number,
): EdgeMove {
  const due = dueEdgeMs(rule, nowMs);
  const edgeMs = state?.edgeMs ?? 0;
  const ranFor = state?.ranFor ?? "";
  if (wish !== undefined && wish.revision === rule.revision && wish.id !== ranFor) {
    return { is: "move", edgeMs: Math.max(edgeMs, wish.edgeMs), ranFor: wish.id };
  }
  if (state === undefined) {
    const untilMs = rule.setAtMs + GRACE_MS;
    if (nowMs < untilMs) return { is: "new", untilMs };
    if (nowMs > untilMs + MOST_MS) return { is: "unconfirmed", edgeMs: due };
    return { is: "move", edgeMs: due, ranFor };
  }
  if (due - edgeMs < MOVE_MS) return { is: "none" };
  if (due - edgeMs > MOST_MS) return { is: "unconfirmed", edgeMs: due };
  return { is: "move", edgeMs: due, ranFor };
}
