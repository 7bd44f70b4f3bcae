import type { EventQuestion } from "../../event/book.ts";
import type { EventCondition, PanelCondition } from "../../event/event-condition.ts";
import type { PanelSerial } from "../../event/event.ts";
import { isOfKinds, kindSpansOf } from "../../event/kind-spans.ts";
import type { Span, View } from "../../event/query.ts";

/** A question split by who answers its parts. */
export interface BookPlan {
  /** The question's view, with no more panels than its condition leaves. */
  readonly view: View;
  /** What the condition says of kinds and times, as directories take it. */
  readonly spans: readonly Span[];
  /** What directories know nothing of; all of it must hold, too. */
  readonly rest: readonly EventCondition[];
}

/** Splits a question into what directories answer and the rest. */
export function planOf({ view, where, fromMs, toMs }: EventQuestion): BookPlan {
  const ofKinds: EventCondition[] = [];
  const rest: EventCondition[] = [];
  let panels = view.panels;
  for (const part of conjuncts(where)) {
    const named = panelsOf(part);
    if (named !== undefined) panels = both(panels, named);
    else if (isOfKinds(part)) ofKinds.push(part);
    else rest.push(part);
  }
  const condition: EventCondition | undefined =
    ofKinds.length === 0 ? undefined : { is: "and", parts: ofKinds };
  return { view: { ...view, panels }, spans: kindSpansOf({ fromMs, toMs }, condition), rest };
}

/** The conditions that all must hold. */
export function conjuncts(condition: EventCondition | undefined): readonly EventCondition[] {
  if (condition === undefined) return [];
  return condition.is === "and" ? condition.parts.flatMap(conjuncts) : [condition];
}

/** The panels that a condition leaves, where it is about nothing else. */
function panelsOf(condition: EventCondition): readonly PanelSerial[] | undefined {
  if (condition.is === "panel") return condition.serials;
  if (condition.is !== "or" || condition.parts.length === 0) return undefined;
  const isOfPanels = (part: EventCondition): part is PanelCondition => part.is === "panel";
  if (!condition.parts.every(isOfPanels)) return undefined;
  return [...new Set(condition.parts.flatMap(({ serials }) => serials))];
}

function both(
  seen: readonly PanelSerial[] | undefined,
  asked: readonly PanelSerial[],
): readonly PanelSerial[] {
  if (seen === undefined) return asked;
  const wanted = new Set(asked);
  return seen.filter((serial) => wanted.has(serial));
}
