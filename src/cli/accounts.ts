import { ACCOUNT_TYPES } from "../accounts/store.ts";
import { UsageError } from "../usage-error.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { accountNamed, changesOf } from "./changes-of.ts";
import { countWords } from "./panels/state-words.ts";
import { readPassword } from "./read-password.ts";
import { readScope, SCOPE_OPTIONS, scopeWords } from "./scope-options.ts";
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
    ...SCOPE_OPTIONS,
  },
  settings: ["data", "password"],
  notes: `${PASSWORD_NOTE}\nWithout --site and --panel it sees every panel.`,
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    const type = ACCOUNT_TYPES.find((each) => each === options.get("type")) ?? "manager";
    const password = await readPassword(settings);
    const named = readScope(options);
    const { scope } = await withStore(settings, "make", (store) =>
      changesOf(store).add({ name, type, password, scope: named }, undefined),
    );
    const sees = scope === undefined ? "" : ` It sees ${scopeWords(scope)}.`;
    console.log(`Added the ${type} account "${name}".${sees}`);
    return 0;
  },
};

const list: Command = {
  summary: "List the accounts.",
  settings: ["data"],
  async run({ settings }: Call): Promise<number> {
    const list = await withStore(settings, "expect", ({ accounts: store }) => store.listAccounts());
    const rows = list.map(({ name, type, createdAtMs, scope }) => [
      name,
      type,
      new Date(createdAtMs).toISOString(),
      scopeWords(scope),
    ]);
    const columns = ["NAME", "TYPE", "ADDED", "SEES"];
    console.log(rows.length === 0 ? "There are no accounts." : renderTable(columns, rows));
    return 0;
  },
};

const remove: Command = {
  summary: "Remove an account; its sessions and its personal tokens end.",
  operands: [NAME],
  settings: ["data"],
  async run({ settings, operands: [name = ""] }: Call): Promise<number> {
    await withStore(settings, "expect", (store) => changesOf(store).remove(name, undefined));
    console.log(`Removed the account "${name}" and ended its sessions.`);
    return 0;
  },
};

const passwd: Command = {
  summary: "Set an account's password and end its sessions.",
  operands: [NAME],
  options: {
    "revoke-tokens": { help: "revoke its personal tokens as well; without it they stay" },
  },
  settings: ["data", "password"],
  notes: PASSWORD_NOTE,
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    const password = await readPassword(settings);
    const revoked = await withStore(settings, "expect", async (store) => {
      const changes = changesOf(store);
      await changes.change(name, { password }, undefined);
      if (options.get("revoke-tokens") !== "true") return undefined;
      return changes.revokeTokensOf(await accountNamed(store, name), undefined);
    });
    console.log(`Set the password of "${name}" and ended its sessions.`);
    if (revoked !== undefined) console.log(`Revoked ${countWords(revoked, "personal token")}.`);
    return 0;
  },
};

const scope: Command = {
  summary: "Say which panels an account sees.",
  operands: [NAME],
  options: { ...SCOPE_OPTIONS, everything: { help: "it sees every panel" } },
  settings: ["data"],
  notes: [
    "What is named takes the place of what was: everything else is as if it were not there.",
    "A running server goes by it within a second. Without options it says what the account sees.",
  ].join("\n"),
  async run({ settings, operands: [name = ""], options }: Call): Promise<number> {
    const named = readScope(options);
    const isEverything = options.get("everything") === "true";
    if (named !== undefined && isEverything) {
      throw new UsageError("--everything stands alone, without --site and --panel");
    }
    const sees = await withStore(settings, "expect", async (store) => {
      if (named !== undefined || isEverything) {
        await changesOf(store).change(name, { scope: named ?? null }, undefined);
      }
      return (await accountNamed(store, name)).scope;
    });
    console.log(`The account "${name}" sees ${scopeWords(sees)}.`);
    return 0;
  },
};

/** `doorbook accounts`: who may log in. */
export const accounts: CommandGroup = {
  summary: "Manage the accounts that may log in.",
  commands: { add, list, scope, remove, passwd },
};
