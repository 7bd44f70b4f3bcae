import { text } from "../../setting-kinds.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command, CommandGroup } from "../command.ts";
import { timeWords } from "../panels/state-words.ts";
import { renderTable } from "../table.ts";
import { withRetention } from "./with-retention.ts";

const QUERY = {
  ...text("", "which events are kept, as doorbook search finds them"),
  placeholder: "QUERY",
};

const list: Command = {
  summary: "List the holds.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const rows = await withRetention(settings, async ({ engine }) =>
      Promise.resolve(
        engine.status().holds.map(({ name, query, setAtMs }) => [name, timeWords(setAtMs), query]),
      ),
    );
    if (rows.length === 0) console.log("Nothing is held.");
    else console.log(renderTable(["NAME", "SET", "QUERY"], rows));
    return 0;
  },
};

const set: Command = {
  summary: "Keep the events of a query past any rule.",
  operands: [{ name: "NAME" }],
  options: { query: { help: QUERY.help, value: QUERY, isNeeded: true } },
  settings: ["data"],
  notes: [
    "It counts from the next event that would go. Times such as last 30d go by the moment it is set.",
    "Once panels, sites or owners that the query names are changed, nothing is taken out until the",
    "hold is set anew.",
  ].join("\n"),
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    const query = optionValue(options, "query", QUERY);
    await withRetention(settings, ({ changes }) => changes.setHold(name, query, undefined));
    console.log(`The hold ${JSON.stringify(name)} keeps what this finds: ${query}`);
    return 0;
  },
};

const release: Command = {
  summary: "Let the rules take what a hold has kept.",
  operands: [{ name: "NAME" }],
  settings: ["data"],
  notes:
    "It goes with the next move of a rule's edge, within a day, or with doorbook retention run.",
  async run({ settings, operands: [name = ""] }: Call): Promise<number> {
    await withRetention(settings, ({ changes }) => changes.releaseHold(name, undefined));
    console.log(`Released the hold ${JSON.stringify(name)}.`);
    return 0;
  },
};

/** `doorbook retention hold`: events that no rule takes. */
export const hold: CommandGroup = {
  summary: "Keep events past any rule, for as long as a case is open.",
  commands: { list, set, release },
};
