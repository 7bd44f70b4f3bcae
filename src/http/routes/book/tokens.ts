import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Caller } from "../../../accounts/caller.ts";
import type { AccountChanges } from "../../../accounts/changes.ts";
import type { Right } from "../../../accounts/rights.ts";
import type { Scope } from "../../../accounts/scope.ts";
import type { Account, AccountStore, PersonalToken } from "../../../accounts/store.ts";
import { AppError } from "../../../event/errors.ts";
import { callerOf } from "../../auth-hook.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { scopeOf } from "./scope-of.ts";
import { DONE, NAME, object, RIGHT_LIST, SCOPE_OR_NULL, TIME_OR_NULL, TOKEN } from "./schemas.ts";

const URL = "/tokens";

/** Their rights are looked at here, for everybody has tokens of its own. */
const LOGIN = { right: "login" } as const;

const MADE = {
  ...object({
    ...TOKEN.properties,
    token: { type: "string", description: "The token itself, to be sent as Bearer" },
  }),
  description: "The token that was made",
} as const;

/** A personal token that is to be. */
interface TokenBody {
  readonly name: string;
  readonly rights: readonly Right[];
  readonly scope?: Partial<Scope> | null;
  readonly expiresAt?: number | null;
  readonly account?: string;
}

/** What accounts' routes rest on. */
export interface AccountRouteParts {
  readonly accountStore: AccountStore;
  readonly changes: AccountChanges;
}

/** Personal tokens: one's own, and with the right `admin` everybody's. */
export function tokenRoutes(
  app: FastifyInstance,
  { accountStore: store, changes }: AccountRouteParts,
): void {
  app.get<{ Querystring: { account?: string } }>(
    URL,
    {
      config: LOGIN,
      schema: {
        operationId: "listTokens",
        tags: ["access"],
        summary: "The personal tokens",
        description:
          "One's own, or with the right `admin` another account's; never the tokens themselves.",
        querystring: {
          type: "object",
          additionalProperties: false,
          properties: {
            account: {
              type: "string",
              maxLength: 64,
              description: "Name of the account; empty for everybody's",
            },
          },
        },
        response: answersOf(
          {
            ...object({ tokens: { type: "array", items: TOKEN, description: "By id" } }),
            description: "The tokens",
          },
          404,
        ),
      },
    },
    async (request, reply) => {
      const caller = keeperOf(request);
      const { account } = request.query;
      if (account === "") requireAdmin(caller);
      const whose = account === "" ? undefined : await accountNamed(store, caller, account);
      const names = await namesOf(store);
      const tokens = await store.listPersonalTokens(whose?.id);
      const shown = tokens.map((token) => render(token, names));
      return answerJson(reply, 200, JSON.stringify({ tokens: shown }));
    },
  );

  app.post<{ Body: TokenBody }>(
    URL,
    {
      config: LOGIN,
      schema: {
        operationId: "makeToken",
        tags: ["access"],
        summary: "Make a personal token",
        description:
          "For a program, with rights of its own and perhaps a scope and an end. The token itself is told this once.",
        body: {
          ...object(
            {
              name: NAME,
              rights: RIGHT_LIST,
              scope: SCOPE_OR_NULL,
              expiresAt: TIME_OR_NULL,
              account: { ...NAME, description: "Whose it is to be; one's own when absent" },
            },
            ["scope", "expiresAt", "account"],
          ),
          examples: [{ name: "wallboard", rights: ["events:read"] }],
        },
        response: { 201: MADE, ...refusalsOf(404) },
      },
    },
    async (request, reply) => {
      const caller = keeperOf(request);
      const { name, rights, scope, expiresAt, account: whose } = request.body;
      const account = await accountNamed(store, caller, whose);
      const said = { scope: scopeOf(scope), expiresAtMs: expiresAt ?? undefined };
      const by = caller.account.name;
      const made = await changes.makeToken({ account, name, rights, ...said }, by);
      const shown = render(made.token, new Map([[account.id, account.name]]));
      return answerJson(reply, 201, JSON.stringify({ token: made.secret, ...shown }));
    },
  );

  app.delete<{ Params: { id: string } }>(
    `${URL}/:id`,
    {
      config: LOGIN,
      schema: {
        operationId: "revokeToken",
        tags: ["access"],
        summary: "Revoke a personal token",
        description: "One's own, or with the right `admin` anybody's.",
        params: object({
          id: { type: "string", pattern: "^[1-9][0-9]{0,14}$", description: "The token's id" },
        }),
        response: { 204: DONE, ...refusalsOf(404) },
      },
    },
    async (request, reply) => {
      const caller = keeperOf(request);
      const whose = caller.rights.has("admin") ? undefined : caller.account.id;
      const tokens = await store.listPersonalTokens(whose);
      const token = tokens.find(({ id }) => String(id) === request.params.id);
      if (token === undefined) throw new AppError("not_found", "There is no such personal token");
      const account = (await namesOf(store)).get(token.accountId) ?? "";
      await changes.revokeToken(token, account, caller.account.name);
      return reply.code(204).send();
    },
  );
}

/** A caller that may look after tokens: a personal token must not make others of its like. */
function keeperOf(request: FastifyRequest): Caller {
  const caller = callerOf(request);
  if (caller.means === "personal") requireAdmin(caller);
  return caller;
}

function requireAdmin({ rights }: Caller): void {
  if (!rights.has("admin")) throw new AppError("forbidden", "The right admin is needed for that");
}

/** The caller's own account where none is named. */
async function accountNamed(
  store: AccountStore,
  caller: Caller,
  name: string | undefined,
): Promise<Account> {
  if (name === undefined || name === caller.account.name) return caller.account;
  requireAdmin(caller);
  const account = await store.findAccount(name);
  if (account !== undefined) return account;
  throw new AppError("not_found", `There is no account ${JSON.stringify(name)}`);
}

async function namesOf(store: AccountStore): Promise<ReadonlyMap<number, string>> {
  return new Map((await store.listAccounts()).map(({ id, name }) => [id, name]));
}

function render(token: PersonalToken, names: ReadonlyMap<number, string>) {
  const { id, accountId, name, rights, scope, createdAtMs, expiresAtMs, lastUsedAtMs } = token;
  return {
    id,
    account: names.get(accountId) ?? "",
    name,
    rights,
    scope: scope ?? null,
    createdAt: createdAtMs,
    expiresAt: expiresAtMs ?? null,
    lastUsedAt: lastUsedAtMs ?? null,
  };
}
