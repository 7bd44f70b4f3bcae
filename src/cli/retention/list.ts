import type { Call, Command } from "../command.ts";
import { renderTable } from "../table.ts";
import { withRetention } from "./with-retention.ts";
import { aboutWords, ruleStateWords } from "./words.ts";

/** `doorbook retention list`: the rules. */
export const list: Command = {
  summary: "List the rules.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const rows = await withRetention(settings, async ({ engine }) =>
      Promise.resolve(
        engine
          .status()
          .rules.map((rule) => [
            rule.name,
            String(rule.days),
            aboutWords(rule),
            ruleStateWords(rule),
          ]),
      ),
    );
    if (rows.length === 0) console.log("There are no rules: every event is kept for good.");
    else console.log(renderTable(["NAME", "DAYS", "ABOUT", "STATE"], rows));
    return 0;
  },
};
