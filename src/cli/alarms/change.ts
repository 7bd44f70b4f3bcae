import type { AlarmChange } from "../../alarms/alarm-changes.ts";
import type { Alarm } from "../../alarms/alarm.ts";
import { ALARM_TEMPLATE_NAMES, templateNamed } from "../../alarms/templates.ts";
import type { Settings } from "../../settings.ts";
import { UsageError } from "../../usage-error.ts";
import type { Call, Command } from "../command.ts";
import { ALARM_OPTIONS, readAlarmOptions } from "./options.ts";
import { showingWhere, withAlarms } from "./with-alarms.ts";

const NAME = { name: "NAME" } as const;

const SECRET_NOTE = [
  "A webhook's secret alone is written to standard output, when it is made: receivers check by it that",
  "notices are ours. A running server goes by all of it within a second.",
].join("\n");

/** `doorbook alarms add`. */
export const add: Command = {
  summary: "Add an alarm: for events that come from now on.",
  operands: [{ ...NAME, isOptional: true }],
  options: {
    template: {
      help: "begin with one of `alarms templates`, whose name it has when none is given",
      words: ALARM_TEMPLATE_NAMES,
    },
    ...ALARM_OPTIONS,
  },
  settings: ["data", "smtpUrl", "smtpFrom"],
  notes: `It needs a name or a template, and --webhook or --email.\n${SECRET_NOTE}`,
  async run({ settings, operands, options }: Call): Promise<number> {
    const word = options.get("template");
    const template = word === undefined ? undefined : templateNamed(word);
    const name = operands[0] ?? word;
    if (name === undefined) throw new UsageError("NAME is missing, or --template");
    const said = readAlarmOptions(options, template?.threshold);
    const change = { ...said, query: said.query ?? template?.query };
    if (change.webhook === undefined && change.emails === undefined) {
      throw new UsageError("an alarm goes somewhere: name --webhook or --email");
    }
    return withAlarms(settings, "make", async ({ changes }) => {
      const query = change.query ?? "";
      const made = await showingWhere(query, () => changes.add(name, change, undefined));
      console.error(`Added the alarm ${JSON.stringify(name)}.`);
      return tellSecret(made.alarm, made.secret, settings);
    });
  },
};

/** `doorbook alarms edit`. */
export const edit: Command = {
  summary: "Change an alarm; what is not named stays as it is.",
  operands: [NAME],
  options: {
    ...ALARM_OPTIONS,
    "new-secret": { help: "make its webhook another secret; the one before is good no more" },
  },
  settings: ["data", "smtpUrl", "smtpFrom"],
  notes: SECRET_NOTE,
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    if (![...Object.keys(ALARM_OPTIONS), "new-secret"].some((one) => options.has(one))) {
      throw new UsageError("name what is to change: see doorbook alarms edit --help");
    }
    return withAlarms(settings, "expect", async ({ changes }) => {
      const { threshold, query } = await changes.find(name);
      const makesSecret = options.has("new-secret");
      const change: AlarmChange = { ...readAlarmOptions(options, threshold), makesSecret };
      const { alarm, secret } = await showingWhere(change.query ?? query, () =>
        changes.change(name, change, undefined),
      );
      console.error(`Changed the alarm ${JSON.stringify(name)}.`);
      return tellSecret(alarm, secret, settings);
    });
  },
};

/** `doorbook alarms remove`. */
export const remove: Command = {
  summary: "Remove an alarm, with the list of its notices.",
  operands: [NAME],
  settings: ["data"],
  run: ({ settings, operands: [name = ""] }: Call) =>
    withAlarms(settings, "expect", async ({ changes }) => {
      await changes.remove(name, undefined);
      console.log(`Removed the alarm ${JSON.stringify(name)}.`);
      return 0;
    }),
};

function tellSecret(
  { target }: Alarm,
  secret: string | undefined,
  { smtpUrl, smtpFrom }: Settings,
): number {
  if (secret !== undefined) {
    console.error(
      "The secret of its webhook; `doorbook alarms show NAME --show-secret` tells it again:",
    );
    console.log(secret);
  }
  if (target.is === "email" && (smtpUrl === undefined || smtpFrom === undefined)) {
    console.error("No mail server is set here: the server needs DOORBOOK_SMTP_URL and _SMTP_FROM.");
  }
  return 0;
}
