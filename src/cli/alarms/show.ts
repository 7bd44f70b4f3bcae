import { sealedFor } from "../../alarms/alarm.ts";
import type { Alarm, Threshold } from "../../alarms/alarm.ts";
import type { AlarmState } from "../../alarms/kept-alarms.ts";
import { ALARM_TEMPLATE_NAMES, templateNamed } from "../../alarms/templates.ts";
import { AppError } from "../../event/errors.ts";
import type { Call, Command } from "../command.ts";
import { renderPairs, renderTable } from "../table.ts";
import { withAlarms } from "./with-alarms.ts";

/** `doorbook alarms list`. */
export const list: Command = {
  summary: "List the alarms, and how each is.",
  settings: ["data"],
  run: ({ settings }: Call) =>
    withAlarms(settings, "expect", async ({ parts: { kept } }) => {
      const alarms = await kept.list();
      const rows = await Promise.all(
        alarms.map(async (alarm) => {
          const state = stateWords(alarm, await kept.state(alarm));
          return [alarm.name, state, targetWords(alarm), alarm.query];
        }),
      );
      const columns = ["NAME", "STATE", "TARGET", "QUERY"];
      console.log(rows.length === 0 ? "There are no alarms." : renderTable(columns, rows));
      return 0;
    }),
};

/** `doorbook alarms show`. */
export const show: Command = {
  summary: "Show all that is said of an alarm, and how far it has come.",
  operands: [{ name: "NAME" }],
  options: { "show-secret": { help: "with what its webhooks are signed with" } },
  settings: ["data"],
  run: ({ settings, operands: [name = ""], options }: Call) =>
    withAlarms(settings, "expect", async ({ parts: { kept }, changes, secrets }) => {
      const alarm = await changes.find(name);
      const state = await kept.state(alarm);
      const { query, target, threshold, quietMinutes, locale, zone } = alarm;
      const secret =
        options.has("show-secret") && target.is === "webhook"
          ? (secrets().open(target.sealedSecret, sealedFor(name)) ?? lostSecret(name))
          : undefined;
      console.log(
        renderPairs([
          ["Name", name],
          ["State", stateWords(alarm, state)],
          ["Query", query === "" ? "every event" : query],
          ["Told", thresholdWords(threshold)],
          ["Target", targetWords(alarm)],
          ...(secret === undefined ? [] : [["Secret", secret] as const]),
          ...(target.is === "email" ? [["Quiet", `${quietMinutes} minutes`] as const] : []),
          ["Language", locale],
          ["Zone", zone],
          ["Position", String(state.position.seq)],
          ["Delivered", state.deliveredAtMs === 0 ? "never" : timeOf(state.deliveredAtMs)],
        ]),
      );
      return 0;
    }),
};

/** `doorbook alarms templates`. */
export const templates: Command = {
  summary: "List what alarms can begin with: alarms add --template.",
  settings: [],
  async run(): Promise<number> {
    const rows = ALARM_TEMPLATE_NAMES.flatMap((name) => {
      const template = templateNamed(name);
      if (template === undefined) return [];
      return [[name, thresholdWords(template.threshold), template.query, template.help]];
    });
    console.log(renderTable(["NAME", "TOLD", "QUERY", "WHAT FOR"], rows));
    return Promise.resolve(0);
  },
};

/** A moment as lists show it. */
export function timeOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

function lostSecret(name: string): never {
  const how = `doorbook alarms edit ${JSON.stringify(name)} --new-secret`;
  throw new AppError(
    "damaged",
    `its secret was sealed with another key: make a new one with ${how}`,
  );
}

function stateWords({ isOn }: Alarm, { failing }: AlarmState): string {
  if (!isOn) return "off";
  if (failing === undefined) return "on";
  const { sinceMs, tries, answer } = failing;
  return `not delivered since ${timeOf(sinceMs)}, tries: ${tries}, last answer: ${answer}`;
}

function targetWords({ target }: Alarm): string {
  return target.is === "webhook" ? target.url : target.to.join(", ");
}

function thresholdWords(threshold: Threshold | undefined): string {
  if (threshold === undefined) return "each event";
  const { count, minutes, by } = threshold;
  const of = { panel: " of one panel", number: " of one identifier", all: "" }[by];
  return `${count} events${of} within ${minutes} min`;
}
