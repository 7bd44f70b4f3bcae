import type { RuleStatus } from "../../book/retention/status.ts";
import { AppError } from "../../event/errors.ts";
import type { Settings } from "../../settings.ts";
import { ServerLock } from "../../store/sqlite/server-lock.ts";
import { ProgressLine } from "../book/terminal.ts";
import type { Call, Command } from "../command.ts";
import { isYes } from "../panels/pull-options.ts";
import { countWords, inThousands } from "../panels/state-words.ts";
import { withRetention } from "./with-retention.ts";
import type { CliRetention } from "./with-retention.ts";
import { previewLines } from "./words.ts";

/** How long may be counted what would go, ms. */
const COUNT_MS = 600_000;

/** `doorbook retention run`: the rules are applied now. */
export const run: Command = {
  summary: "Apply rules now, without waiting: all, or those that are named.",
  operands: [{ name: "NAME", isOptional: true, isMany: true }],
  options: { "dry-run": { help: "only say what would go" } },
  settings: ["data"],
  notes: [
    "It begins rules that are new, and says of those that wait that the machine's clock is right. Where",
    "a server runs, the server does it; else the command does, and no server starts meanwhile.",
  ].join("\n"),
  async run({ settings, operands, options }: Call): Promise<number> {
    if (isYes(options, "dry-run")) return showAll(settings, operands);
    if (ServerLock.holder(settings.data) !== undefined) {
      return withRetention(settings, async (retention) => {
        await retention.changes.run(named(retention, operands));
        console.log("The running server does it: see doorbook retention status.");
        return 0;
      });
    }
    return apply(settings, operands);
  },
};

async function showAll(settings: Settings, names: readonly string[]): Promise<number> {
  return withRetention(settings, async (retention) => {
    for (const rule of named(retention, names)) {
      const preview = await retention.engine.preview(rule, COUNT_MS);
      for (const line of previewLines(rule.name, preview)) console.log(line);
    }
    return 0;
  });
}

async function apply(settings: Settings, names: readonly string[]): Promise<number> {
  const progress = new ProgressLine();
  return withRetention(
    settings,
    async (retention) => {
      using taken = new DisposableStack();
      taken.use(ServerLock.take(settings.data));
      const { engine, changes } = retention;
      const rules = named(retention, names);
      await changes.run(rules);
      await engine.work();
      progress.clear();
      const done = new Set(rules.map(({ name }) => name));
      for (const { name, deleted } of engine.status().rules.filter((rule) => done.has(rule.name))) {
        console.log(`${name}: took out ${countWords(deleted, "event")}`);
      }
      return 0;
    },
    {
      paceMs: 0,
      onProgress: ({ rules }) => {
        const deleted = rules.reduce((sum, rule) => sum + rule.deleted, 0);
        progress.show(`taken out: ${inThousands(deleted)}`);
      },
    },
  );
}

/** @throws AppError `not_found` */
function named({ engine }: CliRetention, names: readonly string[]): readonly RuleStatus[] {
  const { rules } = engine.status();
  if (names.length === 0) {
    if (rules.length > 0) return rules;
    throw new AppError("not_found", "there are no rules: see doorbook retention set --help");
  }
  return names.map((name) => {
    const rule = rules.find((one) => one.name === name);
    if (rule !== undefined) return rule;
    throw new AppError(
      "not_found",
      `there is no rule ${JSON.stringify(name)}: see doorbook retention list`,
    );
  });
}
