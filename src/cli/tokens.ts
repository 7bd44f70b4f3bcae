import { parseRight, RIGHTS } from "../accounts/rights.ts";
import type { PersonalToken } from "../accounts/store.ts";
import { AppError } from "../event/errors.ts";
import { text } from "../setting-kinds.ts";
import type { SettingDefinition } from "../setting-kinds.ts";
import { optionValue, optionValues } from "./arguments.ts";
import { accountNamed, changesOf } from "./changes-of.ts";
import type { Call, Command, CommandGroup } from "./command.ts";
import { readScope, SCOPE_OPTIONS, scopeWords } from "./scope-options.ts";
import { renderTable } from "./table.ts";
import { withStore } from "./with-store.ts";

/** How long what a number of days, hours or minutes is followed by lasts. */
const UNITS_MS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** Some ten years. */
const MOST_DAYS = 3_660;

const ACCOUNT = { ...text("", "name of the account that it speaks for"), placeholder: "NAME" };

const RIGHT: SettingDefinition<string> = {
  ...text("", `what it may do; may stand more than once: ${RIGHTS.join(", ")}`),
  placeholder: "RIGHT",
  expected: `one of ${RIGHTS.join(", ")}`,
  parse: (raw) => parseRight(String(raw)),
};

const EXPIRES: SettingDefinition<number> = {
  ...text("", "how long it is good, as 90d, 12h or 30m; for ever when it is not said"),
  fallback: Infinity,
  placeholder: "TIME",
  expected: `a number of days, hours or minutes up to ${MOST_DAYS} days, as 90d, 12h or 30m`,
  parse: (raw) => {
    const [, count, unit = ""] = /^([1-9]\d{0,6})([dhm])$/.exec(String(raw)) ?? [];
    const lastsMs = Number(count) * (UNITS_MS[unit] ?? NaN);
    return lastsMs <= MOST_DAYS * 86_400_000 ? lastsMs : undefined;
  },
};

const add: Command = {
  summary: "Make a personal token for a program; it is told this once.",
  operands: [{ name: "NAME" }],
  options: {
    account: { help: ACCOUNT.help, value: ACCOUNT, isNeeded: true },
    right: { help: RIGHT.help, value: RIGHT, isMany: true, isNeeded: true },
    ...SCOPE_OPTIONS,
    expires: { help: EXPIRES.help, value: { ...EXPIRES, fallback: "" } },
  },
  settings: ["data"],
  notes: [
    "It may what both its rights and its account allow, and sees of what its account sees the sites",
    "and panels that are named; all of that without --site and --panel. The token alone is written to",
    "standard output.",
  ].join("\n"),
  run: ({ settings, operands: [name = ""], options }: Call) =>
    withStore(settings, "expect", async (store) => {
      const account = await accountNamed(store, options.get("account") ?? "");
      const rights = optionValues(options, "right").flatMap((right) => parseRight(right) ?? []);
      const lastsMs = optionValue(options, "expires", EXPIRES);
      const expiresAtMs = lastsMs === Infinity ? undefined : Date.now() + lastsMs;
      const asked = { account, name, rights, scope: readScope(options), expiresAtMs };
      const { secret, token } = await changesOf(store).makeToken(asked, undefined);
      console.error(
        `Made the personal token ${token.id}, "${name}", of "${account.name}". ` +
          "Keep it: it is not told again.",
      );
      console.log(secret);
      return 0;
    }),
};

const list: Command = {
  summary: "List the personal tokens, with when each was used last.",
  options: { account: { help: "those of this account alone", value: ACCOUNT } },
  settings: ["data"],
  async run({ settings, options }: Call): Promise<number> {
    const rows = await withStore(settings, "expect", async (store) => {
      const name = options.get("account");
      const whose = name === undefined ? undefined : (await accountNamed(store, name)).id;
      const names = new Map(
        (await store.accounts.listAccounts()).map(({ id, name }) => [id, name]),
      );
      const tokens = await store.accounts.listPersonalTokens(whose);
      return tokens.map((token) => rowOf(token, names.get(token.accountId) ?? ""));
    });
    const columns = ["ID", "NAME", "ACCOUNT", "RIGHTS", "SEES", "EXPIRES", "LAST USED"];
    console.log(rows.length === 0 ? "There are no personal tokens." : renderTable(columns, rows));
    return 0;
  },
};

function rowOf(token: PersonalToken, account: string): string[] {
  const { id, name, rights, scope, expiresAtMs, lastUsedAtMs } = token;
  const sees = scope === undefined ? "what its account sees" : scopeWords(scope);
  const expires = expiresAtMs === undefined ? "never" : new Date(expiresAtMs).toISOString();
  const used = lastUsedAtMs === undefined ? "never" : new Date(lastUsedAtMs).toISOString();
  return [String(id), name, account, rights.join(" "), sees, expires, used];
}

const revoke: Command = {
  summary: "Revoke a personal token; a running server refuses it within a second.",
  operands: [{ name: "ID" }],
  settings: ["data"],
  run: ({ settings, operands: [id = ""] }: Call) =>
    withStore(settings, "expect", async (store) => {
      const tokens = await store.accounts.listPersonalTokens();
      const token = tokens.find((one) => String(one.id) === id);
      if (token === undefined) {
        throw new AppError(
          "not_found",
          `There is no personal token ${id}: see doorbook tokens list`,
        );
      }
      const accounts = await store.accounts.listAccounts();
      const account = accounts.find((one) => one.id === token.accountId)?.name ?? "";
      await changesOf(store).revokeToken(token, account, undefined);
      console.log(`Revoked the personal token ${id}, "${token.name}", of "${account}".`);
      return 0;
    }),
};

/** `doorbook tokens`: what programs log in with. */
export const tokens: CommandGroup = {
  summary: "Make and revoke personal tokens, which programs log in with.",
  commands: { add, list, revoke },
};
