import { readModel } from "../../basip/texts/read-model.ts";
import { OWN_PANEL } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { KindFilter } from "../../event/kind.ts";
import { ALWAYS } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";
import { eachEvent } from "./each-event.ts";

/** Events of a panel that are known to be missing. */
export interface KnownGap {
  readonly panel: PanelSerial;
  /** By the panel's clock, Unix ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** At least so many. */
  readonly count: number;
}

const isGap: KindFilter = ({ key }) => key === "doorbook_gap";

/** All gaps that the log tells of, as they were found. @throws AppError `unavailable` */
export async function knownGaps(log: EventReader): Promise<readonly KnownGap[]> {
  const gaps: KnownGap[] = [];
  const question = {
    view: { panels: [OWN_PANEL], floor: 0 },
    spans: [{ ...ALWAYS, kinds: isGap }],
  };
  for await (const { key, model } of eachEvent(log, question)) {
    // a kind may gather several keys
    if (key !== "doorbook_gap") continue;
    const { panel, from, to, count } = readModel(model);
    const [fromMs, toMs, missing] = [timeOf(from), timeOf(to), Number(count)];
    if (typeof panel !== "string" || fromMs === undefined || toMs === undefined) continue;
    gaps.push({ panel, fromMs, toMs, count: Number.isFinite(missing) ? missing : 0 });
  }
  return gaps;
}

function timeOf(value: unknown): number | undefined {
  const atMs = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : atMs;
}
