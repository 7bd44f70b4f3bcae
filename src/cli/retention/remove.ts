import type { Call, Command } from "../command.ts";
import { withRetention } from "./with-retention.ts";

/** `doorbook retention remove`: nothing more goes by a rule. */
export const remove: Command = {
  summary: "Remove a rule; what it has taken out does not come back.",
  operands: [{ name: "NAME" }],
  settings: ["data"],
  async run({ settings, operands: [name = ""] }: Call): Promise<number> {
    await withRetention(settings, ({ changes }) => changes.removeRule(name, undefined));
    console.log(`Removed the rule ${JSON.stringify(name)}: nothing more goes by it.`);
    return 0;
  },
};
