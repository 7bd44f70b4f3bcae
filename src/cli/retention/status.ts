import type { RuleStatus } from "../../book/retention/status.ts";
import type { Call, Command } from "../command.ts";
import { isYes } from "../panels/pull-options.ts";
import { inThousands, timeWords } from "../panels/state-words.ts";
import { printable, renderPairs } from "../table.ts";
import { withRetention } from "./with-retention.ts";
import { aboutWords, ruleStateWords } from "./words.ts";

/** `doorbook retention status`: what has been done. */
export const status: Command = {
  summary: "Say what has been taken out, what is held, and what is in the way.",
  options: { json: { help: "as JSON, for programs" } },
  settings: ["data"],
  notes: [
    "Beside a running server the numbers are those that it has kept last, at most a minute old.",
    "Exits with 1 when something is in the way.",
  ].join("\n"),
  async run({ settings, options }: Call): Promise<number> {
    const now = await withRetention(settings, async ({ engine }) =>
      Promise.resolve(engine.status()),
    );
    if (isYes(options, "json")) console.log(JSON.stringify(now, undefined, 2));
    else {
      if (now.rules.length === 0) console.log("There are no rules: every event is kept for good.");
      for (const rule of now.rules) console.log(`${printable(rule.name)}\n${ruleWords(rule)}`);
      for (const { name, query } of now.holds) {
        console.log(`hold ${printable(name)}: ${printable(query)}`);
      }
      for (const trouble of now.troubles) console.log(`attention: ${printable(trouble)}`);
    }
    return now.troubles.length === 0 ? 0 : 1;
  },
};

function ruleWords(rule: RuleStatus): string {
  const { days, edgeMs, movedAtMs, deleted, left, deletedEver, refused } = rule;
  const moved = movedAtMs === undefined ? "" : `, since ${timeWords(movedAtMs)}`;
  return renderPairs([
    ["  about", aboutWords(rule)],
    ["  days", String(days)],
    ["  state", ruleStateWords(rule)],
    [
      "  kept from",
      edgeMs === undefined ? "the beginning: nothing went yet" : `${timeWords(edgeMs)}${moved}`,
    ],
    ["  taken out", `${inThousands(deleted)} since then, ${inThousands(deletedEver)} in all`],
    ...(left === 0 ? [] : [["  left", `${inThousands(left)} that go with the next move`] as const]),
    ["  refused", `${inThousands(refused)} that came in later, from before the edge`],
  ]);
}
