import type { EventCondition, PanelCondition } from "../event/event-condition.ts";
import type { PanelSerial } from "../event/event.ts";
import type { BookFleet } from "./seen-fleet.ts";

/**
 * The time zone of the one site that a question is about: that of all panels that its condition leaves of
 * those that are seen. UTC for a question about several sites, or none.
 *
 * @param panels those that are seen; `undefined` for all
 */
export function zoneOfQuestion(
  where: EventCondition | undefined,
  panels: readonly PanelSerial[] | undefined,
  fleet: Pick<BookFleet, "profile" | "site">,
): string {
  const left = panelsLeft(where) ?? panels;
  const sites = new Set(left?.map((serial) => fleet.profile(serial)?.site ?? ""));
  const [site = ""] = sites;
  return (sites.size === 1 ? fleet.site(site)?.zone : undefined) ?? "UTC";
}

/** The panels that a condition leaves at most; `undefined` where it says nothing of panels. */
function panelsLeft(where: EventCondition | undefined): readonly PanelSerial[] | undefined {
  const named = conjuncts(where).filter((part): part is PanelCondition => part.is === "panel");
  const [first, ...others] = named.map(({ serials }) => serials);
  return first?.filter((serial) => others.every((serials) => serials.includes(serial)));
}

/** The conditions that all must hold. */
export function conjuncts(where: EventCondition | undefined): readonly EventCondition[] {
  if (where === undefined) return [];
  return where.is === "and" ? where.parts.flatMap(conjuncts) : [where];
}
