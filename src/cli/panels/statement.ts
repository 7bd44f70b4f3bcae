import type { KnownPanel } from "../../fleet/known-panels.ts";
import { AppError } from "../../event/errors.ts";
import { Fleet } from "../../fleet/fleet.ts";
import { text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import type { SqliteStore } from "../../store/sqlite/store.ts";
import { UsageError } from "../../usage-error.ts";
import type { Call, Command } from "../command.ts";
import { daysOf, lastDays, MAX_DAYS, readDay } from "../statement/days.ts";
import type { DayRange } from "../statement/days.ts";
import { knownGaps } from "../statement/gaps.ts";
import { stateDay } from "../statement/statement.ts";
import type { DayStatement } from "../statement/statement.ts";
import { renderTable } from "../table.ts";
import { openRetention } from "../retention/with-retention.ts";
import { withStore } from "../with-store.ts";
import { knownPanels } from "../../fleet/known-panels.ts";
import { isYes } from "./pull-options.ts";
import { unknownPanel } from "./serial.ts";
import { inThousands } from "./state-words.ts";

/** How many days it is about when none is named. */
const USUAL_DAYS = 7;

const DAY: SettingDefinition<string> = {
  ...text("", "a day"),
  placeholder: "DAY",
  expected: "a day, as 2026-11-25",
  parse: (raw) => (typeof raw === "string" ? readDay(raw) : undefined),
};

/** `doorbook panels statement`: how complete the log is, panel by panel and day by day. */
export const statement: Command = {
  summary: "State how complete the log is, by panel and day.",
  operands: [{ name: "SERIAL", isOptional: true }],
  options: {
    from: { help: "the first day, as 2026-11-25; a week ago when absent", value: DAY },
    to: { help: "the last day; today when absent", value: DAY },
    json: { help: "as JSON, for programs" },
  },
  settings: ["data"],
  notes: [
    "Days are those of the panel's site, else of UTC. RECEIVED counts what occurred on the day, by the",
    "panel's clock; LATE what of it came late; MISSING what the panel is known to have had beside it;",
    "QUARANTINED what came on the day and could not be understood. A panel that was not heard of since",
    "may still have events of the day: then it is not known whether the log is complete. Of a day that",
    "is not kept any more, events were taken out on purpose: see doorbook retention list.",
  ].join("\n"),
  async run({ settings, operands: [serial], options }: Call): Promise<number> {
    const asked = rangeOf(options);
    const rows = await withStore(settings, "expect", (store) => state(store, serial, asked));
    if (isYes(options, "json")) console.log(JSON.stringify(rows, undefined, 2));
    else if (rows.length === 0) console.log("There are no panels: see doorbook panels add --help");
    else console.log(renderTable(COLUMNS, rows.map(tableRow)));
    return 0;
  },
};

const COLUMNS = ["PANEL", "NAME", "DAY", "RECEIVED", "LATE", "MISSING", "QUARANTINED", "LOG"];

/**
 * What is known of a day: all is there, something is missing, nobody can tell yet, or retention takes
 * events of it away.
 */
type Completeness = "complete" | "gaps" | "not known" | "not kept";

interface Row extends DayStatement {
  readonly name: string;
  readonly zone: string;
  readonly completeness: Completeness;
}

async function state(
  store: SqliteStore,
  serial: string | undefined,
  asked: Partial<DayRange>,
): Promise<readonly Row[]> {
  const all = await knownPanels(store);
  const panels = all.filter(({ profile }) => serial === undefined || profile.serial === serial);
  if (serial !== undefined && panels.length === 0) throw unknownPanel(serial);
  const fleet = await Fleet.open(store.fleet);
  const quarantined = await store.listQuarantined(Number.MAX_SAFE_INTEGER);
  const parts = { log: store, gaps: await knownGaps(store), quarantined };
  const { engine } = await openRetention(store);
  const nowMs = Date.now();
  const rows: Row[] = [];
  for (const panel of panels) {
    const { serial, name, site } = panel.profile;
    const zone = fleet.site(site)?.zone ?? "UTC";
    for (const day of daysOf(within(asked, nowMs, zone), zone)) {
      const stated = await stateDay(parts, serial, day);
      const isOver = day.toMs < nowMs;
      rows.push({
        ...stated,
        name,
        zone,
        completeness:
          day.fromMs < engine.edgeOf(serial)
            ? "not kept"
            : completeness(panel, stated, isOver ? day.toMs : 0),
      });
    }
  }
  return rows;
}

/** @param heardOfMs until when the panel must have been heard of; 0 for a day that is not over */
function completeness(
  { health }: KnownPanel,
  { missing }: DayStatement,
  heardOfMs: number,
): Completeness {
  if (missing > 0) return "gaps";
  const isUnheard = health.lastSeenMs !== undefined && health.lastSeenMs < heardOfMs;
  return isUnheard || health.state === "catching_up" ? "not known" : "complete";
}

function tableRow(row: Row): readonly string[] {
  const { panel, name, day, received, late, missing, quarantined, completeness } = row;
  return [
    panel,
    name,
    day,
    inThousands(received),
    inThousands(late),
    inThousands(missing),
    inThousands(quarantined),
    completeness,
  ];
}

function rangeOf(options: Call["options"]): Partial<DayRange> {
  const [from, to] = [options.get("from"), options.get("to")];
  if (from !== undefined && to !== undefined && from > to) {
    throw new UsageError("--from is after --to");
  }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function within(asked: Partial<DayRange>, nowMs: number, zone: string): DayRange {
  const to = asked.to ?? lastDays(1, nowMs, zone).to;
  const usual = lastDays(USUAL_DAYS, Date.parse(`${to}T12:00Z`), "UTC").from;
  const range = { from: asked.from ?? usual, to };
  if (range.from > range.to) throw new AppError("invalid", "--from is a day that is still to come");
  if (Date.parse(range.to) - Date.parse(range.from) > (MAX_DAYS - 1) * 86_400_000) {
    throw new AppError("invalid", `a statement is about ${MAX_DAYS} days at most`);
  }
  return range;
}
