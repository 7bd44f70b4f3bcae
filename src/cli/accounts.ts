import type { Call, Command, CommandGroup } from "./command.ts";
import { notAvailableYet } from "./not-available.ts";
import { readPassword } from "./read-password.ts";

const PASSWORD_NOTE = [
  "The password is taken from DOORBOOK_PASSWORD, else from standard input: its first line, or,",
  "at a terminal, what is typed twice without showing.",
].join("\n");

const NAME = { name: "NAME" } as const;

const add: Command = {
  summary: "Add an account.",
  operands: [NAME],
  options: {
    type: {
      help: "what it may do: an admin reads the log, a manager logs in, no more",
      words: ["admin", "manager"],
      isNeeded: true,
    },
  },
  settings: ["data", "password"],
  notes: PASSWORD_NOTE,
  async run({ settings }: Call): Promise<number> {
    await readPassword(settings);
    return notAvailableYet("accounts add");
  },
};

const list: Command = {
  summary: "List the accounts.",
  settings: ["data"],
  run: async () => notAvailableYet("accounts list"),
};

const remove: Command = {
  summary: "Remove an account and end its sessions.",
  operands: [NAME],
  settings: ["data"],
  run: async () => notAvailableYet("accounts remove"),
};

const passwd: Command = {
  summary: "Set an account's password and end its sessions.",
  operands: [NAME],
  settings: ["data", "password"],
  notes: PASSWORD_NOTE,
  async run({ settings }: Call): Promise<number> {
    await readPassword(settings);
    return notAvailableYet("accounts passwd");
  },
};

/** `doorbook accounts`: who may log in. */
export const accounts: CommandGroup = {
  summary: "Manage the accounts that may log in.",
  commands: { add, list, remove, passwd },
};
