import type { PanelSerial } from "../../event/event.ts";
import type { KindFilter } from "../../event/kind.ts";
import type { EventReader } from "../../event/store.ts";
import type { QuarantinedHead } from "../../intake/store.ts";
import type { Day } from "./days.ts";
import { eachEvent } from "./each-event.ts";
import type { KnownGap } from "./gaps.ts";

/** How complete the log of one panel is on one day. */
export interface DayStatement {
  readonly panel: PanelSerial;
  /** ISO 8601, in the time of the panel's site. */
  readonly day: string;
  /** Events that occurred on it, by the panel's clock, without echoes of syslog. */
  readonly received: number;
  /** How many of them came late. */
  readonly late: number;
  /** At least so many are missing; a gap over several days counts on each. */
  readonly missing: number;
  /** What came on it first and could not be understood, by our clock. */
  readonly quarantined: number;
}

/** What statements are made from. */
export interface StatementParts {
  readonly log: EventReader;
  readonly gaps: readonly KnownGap[];
  readonly quarantined: readonly QuarantinedHead[];
}

const isNoEcho: KindFilter = ({ isEcho }) => isEcho !== true;

/** States how complete a panel's log is on a day. @throws AppError `unavailable` */
export async function stateDay(
  { log, gaps, quarantined }: StatementParts,
  panel: PanelSerial,
  day: Day,
): Promise<DayStatement> {
  const { fromMs, toMs } = day;
  const question = {
    view: { panels: [panel], floor: 0 },
    spans: [{ fromMs, toMs, kinds: isNoEcho }],
  };
  let [received, late] = [0, 0];
  for await (const { isLate } of eachEvent(log, question)) {
    received += 1;
    if (isLate === true) late += 1;
  }
  const missing = gaps
    .filter((gap) => gap.panel === panel && gap.fromMs <= toMs && gap.toMs >= fromMs)
    .reduce((sum, { count }) => sum + count, 0);
  const held = quarantined.filter(
    (one) => one.panel === panel && one.firstAtMs >= fromMs && one.firstAtMs <= toMs,
  );
  return { panel, day: day.name, received, late, missing, quarantined: held.length };
}
