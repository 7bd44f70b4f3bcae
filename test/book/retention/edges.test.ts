import assert from "node:assert/strict";
import { test } from "node:test";
import {
  dueEdgeMs,
  GRACE_MS,
  MOST_MS,
  MOVE_MS,
  nextMove,
} from "../../../src/book/retention/edges.ts";
import { NOTHING_DONE } from "../../../src/book/retention/rule-state.ts";
import type { RuleState } from "../../../src/book/retention/rule-state.ts";
import type { RetentionRule } from "../../../src/book/retention/rule.ts";
import { FULL_DAY_MS, HOUR_MS, NOW_MS } from "../../support/retention.ts";

const RULE: RetentionRule = {
  name: "all",
  days: 90,
  categories: [],
  site: "",
  isOwn: false,
  setAtMs: NOW_MS,
  revision: "first",
};

const DUE_MS = dueEdgeMs(RULE, NOW_MS);

function stateAt(edgeMs: number): RuleState {
  return { ...NOTHING_DONE, revision: "first", edgeMs, movedAtMs: NOW_MS };
}

test("an edge belongs at the full hour before as many days ago", () => {
  const due = dueEdgeMs({ days: 1 }, Date.UTC(2026, 10, 25, 12, 34));

  assert.equal(due, Date.UTC(2026, 10, 24, 12));
});

test("a rule that reaches back before 1970 has its edge there", () => {
  assert.equal(dueEdgeMs({ days: 36_500 }, NOW_MS), 0);
});

test("a new rule waits an hour, and then has its edge at once", () => {
  const early = nextMove(RULE, undefined, undefined, NOW_MS + GRACE_MS - 1);
  const due = nextMove(RULE, undefined, undefined, NOW_MS + GRACE_MS);

  assert.deepEqual(early, { is: "new", untilMs: NOW_MS + GRACE_MS });
  assert.deepEqual(due, { is: "move", edgeMs: DUE_MS + HOUR_MS, ranFor: "" });
});

test("an edge moves once it is a day behind", () => {
  const state = stateAt(DUE_MS);

  assert.deepEqual(nextMove(RULE, state, undefined, NOW_MS + MOVE_MS - HOUR_MS), { is: "none" });
  const moved = nextMove(RULE, state, undefined, NOW_MS + MOVE_MS);
  assert.deepEqual(moved, { is: "move", edgeMs: DUE_MS + FULL_DAY_MS, ranFor: "" });
});

test("an edge never moves back with the clock", () => {
  const moved = nextMove(RULE, stateAt(DUE_MS), undefined, NOW_MS - 400 * FULL_DAY_MS);

  assert.deepEqual(moved, { is: "none" });
});

test("a clock that jumps ahead moves no edge, of a new rule neither", () => {
  const aheadMs = NOW_MS + 3_650 * FULL_DAY_MS;

  const old = nextMove(RULE, stateAt(DUE_MS), undefined, aheadMs);
  const fresh = nextMove(RULE, undefined, undefined, aheadMs);

  assert.equal(old.is, "unconfirmed");
  assert.equal(fresh.is, "unconfirmed");
});

test("the farthest that an edge moves by itself is three days", () => {
  assert.equal(nextMove(RULE, stateAt(DUE_MS), undefined, NOW_MS + MOST_MS).is, "move");
  const farther = nextMove(RULE, stateAt(DUE_MS), undefined, NOW_MS + MOST_MS + HOUR_MS);
  assert.equal(farther.is, "unconfirmed");
});

test("an operator's wish moves an edge once, however far, and only of the rule that was shown", () => {
  const wish = { id: "w1", revision: "first", edgeMs: DUE_MS };
  const far = stateAt(DUE_MS - 300 * FULL_DAY_MS);

  const moved = nextMove(RULE, far, wish, NOW_MS);
  const again = nextMove(RULE, { ...stateAt(DUE_MS), ranFor: "w1" }, wish, NOW_MS);
  const other = nextMove({ ...RULE, revision: "second" }, undefined, wish, NOW_MS);

  assert.deepEqual(moved, { is: "move", edgeMs: DUE_MS, ranFor: "w1" });
  assert.deepEqual(again, { is: "none" });
  assert.equal(other.is, "new");
});
