import type { EventCondition } from "../../event/event-condition.ts";
import { OWN_PANEL } from "../../event/event.ts";
import type { OwnEventKey } from "../../event/own-events.ts";
import type { BookFleet } from "../seen-fleet.ts";
import type { RuleTerms } from "./rule.ts";

/** What tells of what was taken away, and why: it outlives that, whatever the rules say. */
const NEVER_GONE = [
  "doorbook_retention_set",
  "doorbook_retention_removed",
  "doorbook_retention_edge",
  "doorbook_events_deleted",
  "doorbook_hold_set",
  "doorbook_hold_released",
] as const satisfies readonly OwnEventKey[];

/** Which events a rule is about, its days aside. */
export function ruleCondition(
  { categories, site, isOwn }: RuleTerms,
  fleet: Pick<BookFleet, "profiles">,
): EventCondition {
  const parts: EventCondition[] = [];
  const ofDoorbook: EventCondition = { is: "panel", serials: [OWN_PANEL] };
  if (isOwn) parts.push(ofDoorbook, ...NEVER_GONE.map((key) => not(fieldIs("name", key))));
  else if (site === "") parts.push(not(ofDoorbook));
  else parts.push({ is: "panel", serials: panelsOfSite(site, fleet) });
  if (categories.length > 0) {
    parts.push({ is: "or", parts: categories.map((category) => fieldIs("category", category)) });
  }
  return { is: "and", parts };
}

/** An event of a rule that no hold keeps. */
export function goesBy(rule: EventCondition, holds: readonly EventCondition[]): EventCondition {
  return { is: "and", parts: [rule, ...holds.map(not)] };
}

/** An event of a rule that some hold keeps. */
export function heldFrom(rule: EventCondition, holds: readonly EventCondition[]): EventCondition {
  return { is: "and", parts: [rule, { is: "or", parts: holds }] };
}

function panelsOfSite(name: string, { profiles }: Pick<BookFleet, "profiles">): readonly string[] {
  return [...profiles]
    .filter(({ site, serial }) => site === name && serial !== OWN_PANEL)
    .map(({ serial }) => serial);
}

function fieldIs(field: "name" | "category", value: string): EventCondition {
  return { is: "field", field, value };
}

function not(part: EventCondition): EventCondition {
  return { is: "not", part };
}
