import { numberOf, readMembers, textOf, textsOf } from "../../fleet/read-members.ts";
import type { Members } from "../../fleet/read-members.ts";
import type { RetentionHold } from "./hold.ts";
import { NOTHING_DONE } from "./rule-state.ts";
import type { RuleState, RunWish } from "./rule-state.ts";
import { MAX_DAYS } from "./rule.ts";
import type { RetentionRule } from "./rule.ts";

/** How rules, holds and what was done by them are kept: JSON texts that we wrote. */

/** A rule, a state, a wish or a hold without its name, which is its id. */
export function renderKept(kept: object): string {
  return JSON.stringify({ ...kept, name: undefined });
}

/** @throws Error for what cannot be a rule: events are not taken away by a guess */
export function parseRule(name: string, body: string): RetentionRule {
  const members = readMembers(body);
  const days = numberOf(members, "days") ?? 0;
  const revision = textOf(members, "revision");
  if (!Number.isSafeInteger(days) || days < 1 || days > MAX_DAYS || revision === "") {
    throw new Error(`the rule ${JSON.stringify(name)} cannot be read: set it anew`);
  }
  return {
    name,
    days,
    categories: textsOf(members, "categories"),
    site: textOf(members, "site"),
    isOwn: members["isOwn"] === true,
    setAtMs: numberOf(members, "setAtMs") ?? 0,
    revision,
  };
}

export function parseHold(name: string, body: string): RetentionHold {
  const members = readMembers(body);
  return {
    name,
    query: textOf(members, "query"),
    setAtMs: numberOf(members, "setAtMs") ?? 0,
    meaning: textOf(members, "meaning"),
  };
}

export function parseState(body: string): RuleState {
  const members = readMembers(body);
  const phase = textOf(members, "phase");
  return {
    ...NOTHING_DONE,
    revision: textOf(members, "revision"),
    edgeMs: numberOf(members, "edgeMs") ?? 0,
    movedAtMs: numberOf(members, "movedAtMs") ?? 0,
    phase: phase === "moved" || phase === "sweeping" ? phase : "swept",
    ...countsOf(members),
    pending: numbersOf(members, "pending"),
    ranFor: textOf(members, "ranFor"),
  };
}

export function parseWish(body: string): RunWish {
  const members = readMembers(body);
  return {
    id: textOf(members, "id"),
    revision: textOf(members, "revision"),
    edgeMs: numberOf(members, "edgeMs") ?? 0,
  };
}

function countsOf(
  members: Members,
): Pick<RuleState, "deleted" | "left" | "deletedEver" | "refused" | "goneSeq" | "goneBeforeMs"> {
  const count = (name: string) => numberOf(members, name) ?? 0;
  return {
    deleted: count("deleted"),
    left: count("left"),
    deletedEver: count("deletedEver"),
    refused: count("refused"),
    goneSeq: count("goneSeq"),
    goneBeforeMs: count("goneBeforeMs"),
  };
}

function numbersOf(members: Members, name: string): readonly number[] {
  const value = members[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "number") : [];
}
