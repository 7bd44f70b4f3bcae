import { MAX_DAYS, PRESET_DAYS } from "../../book/retention/rule.ts";
import type { RuleTerms } from "../../book/retention/rule.ts";
import { GRACE_MS } from "../../book/retention/edges.ts";
import { integer, text } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue, optionValues } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { isYes } from "../panels/pull-options.ts";
import { countWords, timeWords } from "../panels/state-words.ts";
import { withRetention } from "./with-retention.ts";
import { goingWords, previewLines } from "./words.ts";

const DAYS = integer(0, 1, MAX_DAYS, "after how many days events go");
const CATEGORY = text("", "events of this category alone; may stand more than once");
const SITE = text("", "events of the panels of this site alone");

/** What a preset's rule is called: one takes the place of the other. */
const PRESET_NAME = "everything";

/** How long may be counted what would go, ms. */
const COUNT_MS = 600_000;

/** `doorbook retention set`: how long events are kept. */
export const set: Command = {
  summary: "Say after how many days events go, for good.",
  operands: [{ name: "NAME", isOptional: true }],
  options: {
    days: { help: DAYS.help, value: DAYS },
    preset: {
      help: `every event of the panels after so many days, under the name ${PRESET_NAME}`,
      words: PRESET_DAYS.map(String),
    },
    category: { help: CATEGORY.help, value: CATEGORY, isMany: true },
    site: { help: SITE.help, value: SITE },
    own: { help: "Doorbook's own events; no other rule is about them" },
    "dry-run": { help: "only say what would go" },
  },
  settings: ["data"],
  notes: [
    "Give a NAME with --days, or a --preset. Events are kept so many days and at most one more. Of",
    "several rules any takes an event away. A new rule begins an hour after it was set, or with",
    "doorbook retention run; until then doorbook retention remove takes it back.",
  ].join("\n"),
  async run({ settings, operands: [operand], options }: Call): Promise<number> {
    const { name, terms } = readRule(operand, options);
    return withRetention(settings, async ({ engine, changes }) => {
      if (isYes(options, "dry-run")) {
        const rule = await changes.checkRule(name, terms);
        for (const line of previewLines(name, await engine.preview(rule, COUNT_MS))) {
          console.log(line);
        }
        return 0;
      }
      const rule = await changes.setRule(name, terms, undefined);
      const begins = timeWords(rule.setAtMs + GRACE_MS);
      console.log(`From ${begins} on, ${goingWords(rule)} after ${countWords(rule.days, "day")}.`);
      console.log("See what that is with doorbook retention run --dry-run.");
      return 0;
    });
  },
};

function readRule(
  operand: string | undefined,
  options: Call["options"],
): { readonly name: string; readonly terms: RuleTerms } {
  const preset = options.get("preset");
  const categories = optionValues(options, "category");
  const site = optionValue(options, "site", SITE);
  const isOwn = isYes(options, "own");
  if (preset !== undefined) {
    const isMore = categories.length > 0 || site !== "" || isOwn || options.has("days");
    if (isMore || operand !== undefined) {
      throw new UsageError("--preset stands alone, without a name and other options");
    }
    const terms = { days: Number(preset), categories: [], site: "", isOwn: false };
    return { name: PRESET_NAME, terms };
  }
  if (operand === undefined) throw new UsageError("name the rule, or give a --preset");
  if (!options.has("days")) throw new UsageError(`--days is missing: ${DAYS.expected}`);
  const days = optionValue(options, "days", DAYS);
  return { name: operand, terms: { days, categories, site, isOwn } };
}
