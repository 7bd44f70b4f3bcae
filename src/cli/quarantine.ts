import { UsageError } from "../usage-error.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { notAvailableYet } from "./not-available.ts";

const IDS = { name: "ID", isMany: true, isOptional: true } as const;

const list: Command = {
  summary: "List what is held, newest first.",
  settings: ["data"],
  run: async () => notAvailableYet("quarantine list"),
};

const show: Command = {
  summary: "Write the bytes of one to standard output.",
  operands: [{ name: "ID" }],
  settings: ["data"],
  async run(call: Call): Promise<number> {
    readIds(call);
    return notAvailableYet("quarantine show");
  },
};

const retry: Command = {
  summary: "Take in again what can be understood by now.",
  operands: [IDS],
  options: { all: { help: "everything that is held" } },
  settings: ["data"],
  async run(call: Call): Promise<number> {
    readIds(call);
    return notAvailableYet("quarantine retry");
  },
};

const drop: Command = {
  summary: "Delete for good.",
  operands: [IDS],
  options: { all: { help: "everything that is held" } },
  settings: ["data"],
  async run(call: Call): Promise<number> {
    readIds(call);
    return notAvailableYet("quarantine drop");
  },
};

/** `doorbook quarantine`: what arrived and could not be understood. */
export const quarantine: CommandGroup = {
  summary: "See to what arrived and could not be understood.",
  commands: { list, show, retry, drop },
};

/** The ids that a call names, or `all`. @throws UsageError unless it names either */
function readIds({ operands, options }: Call): readonly number[] | "all" {
  if (options.has("all") === operands.length > 0) {
    throw new UsageError("name the IDs, or --all");
  }
  if (options.has("all")) return "all";
  return operands.map((operand) => {
    if (/^[1-9]\d{0,14}$/.test(operand)) return Number(operand);
    throw new UsageError(`an ID is a number from 1, as the list shows it, not "${operand}"`);
  });
}
