import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../../accounts/accounts.ts";
import { accountCaller } from "../../../accounts/caller.ts";
import type { Caller } from "../../../accounts/caller.ts";
import { md5Hex } from "../../../accounts/password.ts";
import { AppError } from "../../../event/errors.ts";
import { addressOf, callerOf } from "../../auth-hook.ts";
import { answerJson } from "../../json-answer.ts";
import { refuseForeign } from "../../same-origin.ts";
import { endedCookie, sessionCookie, sessionTokenOf } from "../../session-cookie.ts";
import { answersOf, refusalsOf } from "../../book/schemas.ts";
import {
  DONE,
  NAME,
  object,
  PASSWORD,
  RIGHT_LIST,
  SCOPE_OR_NULL,
  TIME_OR_NULL,
} from "./schemas.ts";

const URL = "/session";

const SESSION = {
  ...object({
    account: NAME,
    rights: { ...RIGHT_LIST, minItems: 0 },
    scope: SCOPE_OR_NULL,
    expiresAt: TIME_OR_NULL,
  }),
  description: "Who is logged in, what it may do and see, and until when",
} as const;

/** What a page logs in with. */
interface Credentials {
  readonly name: string;
  readonly password: string;
}

/** What sessions rest on. */
export interface SessionRouteParts {
  readonly accounts: Accounts;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** The page's login with its cookie, who one is, and the end of a login. */
export function sessionRoutes(app: FastifyInstance, { accounts, now }: SessionRouteParts): void {
  app.post<{ Body: Credentials }>(
    URL,
    {
      config: { right: "none" },
      schema: {
        operationId: "logIn",
        tags: ["access"],
        summary: "Log in, for a page: sets a cookie",
        description:
          "No script reads the cookie, and no other site's request bears it. With it, a call that changes something has to come from the server's own pages, as JSON or with `X-Doorbook: 1`.",
        body: {
          ...object({ name: NAME, password: PASSWORD }),
          examples: [{ name: "admin", password: "change-me" }],
        },
        response: answersOf(SESSION),
      },
    },
    async (request, reply) => {
      refuseForeign(request);
      const { name, password } = request.body;
      const login = await accounts.login(name, md5Hex(password), addressOf(request));
      const { token, account, expiresAtMs } = login;
      const seconds = Math.floor((expiresAtMs - now()) / 1000);
      reply.header("set-cookie", sessionCookie(token, seconds, request));
      return answerJson(reply, 200, render(accountCaller(account, "cookie", expiresAtMs)));
    },
  );

  app.get(
    URL,
    {
      config: { right: "login" },
      schema: {
        operationId: "getSession",
        tags: ["access"],
        summary: "Who is logged in, with what rights",
        description: "What the caller may do and see, however it logged in.",
        response: answersOf(SESSION),
      },
    },
    (request, reply) => answerJson(reply, 200, render(callerOf(request))),
  );

  app.delete(
    URL,
    {
      config: { right: "login" },
      schema: {
        operationId: "logOut",
        tags: ["access"],
        summary: "End this login",
        description:
          "Its token or its cookie is worth nothing any more. A personal token is revoked instead.",
        response: { 204: DONE, ...refusalsOf() },
      },
    },
    async (request, reply) => {
      const { means } = callerOf(request);
      if (means === "personal") {
        throw new AppError("invalid", "A personal token ends with DELETE /book/v1/tokens/{id}");
      }
      if (means === "token") await accounts.logout(request.headers.authorization);
      const token = sessionTokenOf(request);
      if (means === "cookie" && token !== undefined) await accounts.end(token);
      return reply.header("set-cookie", endedCookie(request)).code(204).send();
    },
  );
}

function render({ account, rights, scope, expiresAtMs }: Caller): string {
  return JSON.stringify({
    account: account.name,
    rights: [...rights],
    scope: scope ?? null,
    expiresAt: expiresAtMs ?? null,
  });
}
