import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Kind, KindFilter } from "../../event/kind.ts";
import type { EventReader } from "../../event/store.ts";

/** What syslog says again is no event of the panel's log. One function: stores remember its answer. */
const isOfLog = (kind: Kind): boolean => kind.isEcho !== true;

/** How many of a panel's events we hold within a window of its time, ms, both inclusive. */
export async function ourCount(
  log: Pick<EventReader, "list">,
  panel: PanelSerial,
  fromMs: number,
  toMs = MAX_OCCURRED_AT_MS,
): Promise<number> {
  return countOfKinds(log, panel, fromMs, toMs, isOfLog);
}

/** Whether we hold an event of a panel of the same time and key. */
export async function isHeld(
  log: Pick<EventReader, "list">,
  panel: PanelSerial,
  { occurredAtMs, key }: PanelEvent,
): Promise<boolean> {
  const isAlike = (kind: Kind): boolean => kind.key === key && isOfLog(kind);
  return (await countOfKinds(log, panel, occurredAtMs, occurredAtMs, isAlike)) > 0;
}

async function countOfKinds(
  log: Pick<EventReader, "list">,
  panel: PanelSerial,
  fromMs: number,
  toMs: number,
  kinds: KindFilter,
): Promise<number> {
  const view = { panels: [panel], floor: 0 };
  const spans = [{ fromMs, toMs, kinds }];
  const question = { view, spans, order: "asc", offset: 0, limit: 0, asOf: undefined } as const;
  return (await log.list(question)).total;
}
