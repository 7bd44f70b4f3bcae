import { addAccount, setPassword } from "../accounts/administer.ts";
import { ACCOUNT_TYPES } from "../accounts/store.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { readPassword } from "./read-password.ts";
import { renderTable } from "./table.ts";
import { withStore } from "./with-store.ts";

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
      words: ACCOUNT_TYPES,
      isNeeded: true,
    },
  },
  settings: ["data", "password"],
  notes: PASSWORD_NOTE,
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    const type = ACCOUNT_TYPES.find((each) => each === options.get("type")) ?? "manager";
    const password = await readPassword(settings);
    await withStore(settings, "make", ({ accounts: store }) =>
      addAccount(store, { name, type, password }),
    );
    console.log(`Added the ${type} account "${name}".`);
    return 0;
  },
};

const list: Command = {
  summary: "List the accounts.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const list = await withStore(settings, "expect", ({ accounts: store }) => store.listAccounts());
    const rows = list.map(({ name, type, createdAtMs }) => [
      name,
      type,
      new Date(createdAtMs).toISOString(),
    ]);
    const columns = ["NAME", "TYPE", "ADDED"];
    console.log(rows.length === 0 ? "There are no accounts." : renderTable(columns, rows));
    return 0;
  },
};

const remove: Command = {
  summary: "Remove an account and end its sessions.",
  operands: [NAME],
  settings: ["data"],
  async run({ settings, operands: [name = ""] }: Call): Promise<number> {
    await withStore(settings, "expect", ({ accounts: store }) => store.removeAccount(name));
    console.log(`Removed the account "${name}" and ended its sessions.`);
    return 0;
  },
};

const passwd: Command = {
  summary: "Set an account's password and end its sessions.",
  operands: [NAME],
  settings: ["data", "password"],
  notes: PASSWORD_NOTE,
  async run({ settings, operands: [name = ""] }: Call): Promise<number> {
    const password = await readPassword(settings);
    await withStore(settings, "expect", ({ accounts: store }) =>
      setPassword(store, name, password),
    );
    console.log(`Set the password of "${name}" and ended its sessions.`);
    return 0;
  },
};

/** `doorbook accounts`: who may log in. */
export const accounts: CommandGroup = {
  summary: "Manage the accounts that may log in.",
  commands: { add, list, remove, passwd },
};
