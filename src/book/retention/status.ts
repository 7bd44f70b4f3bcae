import type { GoneEvents } from "../stream/subscription.ts";
import { nextMove } from "./edges.ts";
import type { RetentionHold } from "./hold.ts";
import type { KeptStates } from "./kept-states.ts";
import type { RetentionPolicy } from "./policy.ts";
import type { RetentionRule } from "./rule.ts";

/** How it stands with a rule. */
export interface RuleStatus extends RetentionRule {
  /**
   * - `new`: it begins at `waitsUntilMs`, or when an operator has it run.
   * - `sweeping`: events below its edge are being taken out.
   * - `kept`: none of them is left, but what holds keep and {@link left}.
   * - `unconfirmed`: its edge would move further than it may by itself; an operator has it run.
   */
  readonly is: "new" | "sweeping" | "kept" | "unconfirmed";
  readonly waitsUntilMs: number | undefined;
  /** Events that happened before it are not kept, Unix ms; `undefined` while there is no edge. */
  readonly edgeMs: number | undefined;
  /** When it moved there, our clock, ms. */
  readonly movedAtMs: number | undefined;
  /** How many events were taken out since then. */
  readonly deleted: number;
  /** How many could not be taken out yet; they go with the next move. */
  readonly left: number;
  /** How many ever, under its name. */
  readonly deletedEver: number;
  /** How many came in below its edge and were not kept. */
  readonly refused: number;
}

/** How it stands with retention. */
export interface RetentionStatus {
  /** By name. */
  readonly rules: readonly RuleStatus[];
  readonly holds: readonly RetentionHold[];
  /** Why nothing may be taken away, or some rule waits for an operator; none when all is well. */
  readonly troubles: readonly string[];
  readonly isWorking: boolean;
  /** Since when it waits for exports to end, our clock, ms; `undefined` where it does not. */
  readonly waitingSinceMs: number | undefined;
}

/** How it stands with each rule and hold. */
export function statusOf(
  policy: RetentionPolicy,
  states: KeptStates,
  present: {
    readonly nowMs: number;
    readonly isWorking: boolean;
    readonly waitingSinceMs: number | undefined;
  },
): RetentionStatus {
  const { nowMs, isWorking, waitingSinceMs } = present;
  const rules = policy.rules.map(({ where: _where, ...rule }) =>
    ruleStatus(rule, policy, states, nowMs),
  );
  const unconfirmed = rules
    .filter((rule) => rule.is === "unconfirmed")
    .map(
      ({ name }) =>
        `the rule ${JSON.stringify(name)} would take out more than a few days at once, as after a long stop or with a wrong clock: see the time of this machine, then have it run`,
    );
  return {
    rules,
    holds: policy.holds,
    troubles: [...policy.troubles, ...unconfirmed],
    isWorking,
    waitingSinceMs,
  };
}

function ruleStatus(
  rule: RetentionRule,
  { wishes }: RetentionPolicy,
  states: KeptStates,
  nowMs: number,
): RuleStatus {
  const state = states.of(rule);
  const { deletedEver = 0, refused = 0 } = states.under(rule.name) ?? {};
  const move = nextMove(rule, state, wishes.get(rule.name), nowMs);
  const isSweeping = move.is === "move" || (state !== undefined && state.phase !== "swept");
  const is =
    move.is === "new" || move.is === "unconfirmed" ? move.is : isSweeping ? "sweeping" : "kept";
  return {
    ...rule,
    is,
    waitsUntilMs: move.is === "new" ? move.untilMs : undefined,
    edgeMs: state?.edgeMs,
    movedAtMs: state?.movedAtMs,
    deleted: state?.deleted ?? 0,
    left: state?.left ?? 0,
    deletedEver,
    refused,
  };
}

/** Up to where events were ever taken out; `undefined` where none was. */
export function goneOf(states: KeptStates): GoneEvents | undefined {
  const all = [...states.all].filter(({ goneSeq }) => goneSeq > 0);
  if (all.length === 0) return undefined;
  return {
    seq: Math.max(...all.map(({ goneSeq }) => goneSeq)),
    beforeMs: Math.max(...all.map(({ goneBeforeMs }) => goneBeforeMs)),
  };
}
