import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Scope } from "../../../accounts/scope.ts";
import type { Account, AccountStore, AccountType } from "../../../accounts/store.ts";
import { AppError } from "../../../event/errors.ts";
import { accountOf } from "../../auth-hook.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { scopeOf } from "./scope-of.ts";
import { ACCOUNT, DONE, NAME, object, PASSWORD, SCOPE_OR_NULL, TYPE } from "./schemas.ts";
import type { AccountRouteParts } from "./tokens.ts";

const URL = "/accounts";

const ADMIN = { right: "admin" } as const;

const PARAMS = object({ name: NAME });

interface NewAccountBody {
  readonly name: string;
  readonly type: AccountType;
  readonly password: string;
  readonly scope?: Partial<Scope> | null;
}

type ChangeBody = Partial<Omit<NewAccountBody, "name">>;

/** Accounts, for who has the right `admin`. */
export function accountRoutes(
  app: FastifyInstance,
  { accountStore: store, changes }: AccountRouteParts,
): void {
  app.get(
    URL,
    {
      config: ADMIN,
      schema: {
        operationId: "listAccounts",
        tags: ["access"],
        summary: "The accounts",
        description: "Every account, by name.",
        response: answersOf({
          ...object({ accounts: { type: "array", items: ACCOUNT, description: "By name" } }),
          description: "The accounts",
        }),
      },
    },
    async (_request, reply) => {
      const accounts = (await store.listAccounts()).map(render);
      return answerJson(reply, 200, JSON.stringify({ accounts }));
    },
  );

  app.post<{ Body: NewAccountBody }>(
    URL,
    {
      config: ADMIN,
      schema: {
        operationId: "addAccount",
        tags: ["access"],
        summary: "Add an account",
        description: "It sees everything, or what its scope names. It is an event of the log.",
        body: {
          ...object({ name: NAME, type: TYPE, password: PASSWORD, scope: SCOPE_OR_NULL }, [
            "scope",
          ]),
          examples: [{ name: "olena", type: "admin", password: "change-me" }],
        },
        response: { 201: ACCOUNT, ...refusalsOf(409) },
      },
    },
    async (request, reply) => {
      const { scope, ...account } = request.body;
      const by = accountOf(request).name;
      const added = await changes.add({ ...account, scope: scopeOf(scope) }, by);
      return answerJson(reply, 201, JSON.stringify(render(added)));
    },
  );

  app.patch<{ Body: ChangeBody; Params: { name: string } }>(
    `${URL}/:name`,
    {
      config: ADMIN,
      schema: {
        operationId: "changeAccount",
        tags: ["access"],
        summary: "Change an account",
        description:
          "Its type, scope or password; what is not named stays. A new password ends its logins and leaves its tokens.",
        params: PARAMS,
        body: {
          ...object({ type: TYPE, password: PASSWORD, scope: SCOPE_OR_NULL }, [
            "type",
            "password",
            "scope",
          ]),
          minProperties: 1,
          examples: [{ scope: { sites: ["Yard"] } }],
        },
        response: answersOf(ACCOUNT, 404),
      },
    },
    async (request, reply) => {
      const { type, password, scope } = request.body;
      const { name } = await find(store, request.params.name);
      if (type !== undefined || scope !== undefined) refuseOneself(request, name);
      const change = { type, password, scope: scope === null ? null : scopeOf(scope) };
      await changes.change(name, change, accountOf(request).name);
      return answerJson(reply, 200, JSON.stringify(render(await find(store, name))));
    },
  );

  app.delete<{ Params: { name: string } }>(
    `${URL}/:name`,
    {
      config: ADMIN,
      schema: {
        operationId: "removeAccount",
        tags: ["access"],
        summary: "Remove an account",
        description: "Its logins and tokens end with it. An account does not remove itself.",
        params: PARAMS,
        response: { 204: DONE, ...refusalsOf(404) },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      refuseOneself(request, name);
      await changes.remove(name, accountOf(request).name);
      return reply.code(204).send();
    },
  );
}

async function find(store: AccountStore, name: string): Promise<Account> {
  const account = await store.findAccount(name);
  if (account !== undefined) return account;
  throw new AppError("not_found", `There is no account ${JSON.stringify(name)}`);
}

/** So that there is always somebody left who may look after accounts. */
function refuseOneself(request: FastifyRequest, name: string): void {
  if (accountOf(request).name !== name) return;
  throw new AppError("invalid", "An account cannot remove itself, nor change its type or scope");
}

function render({ name, type, scope, createdAtMs }: Account) {
  return { name, type, scope: scope ?? null, createdAt: createdAtMs };
}
