import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import { WireError } from "../../basip/android/errors.ts";
import type { RawQuery, RawValue } from "../../basip/android/raw-query.ts";
import { renderLogin } from "../../basip/android/render-session.ts";
import { AppError } from "../../event/errors.ts";
import { addressOf } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";

const PATHS = ["/api/v1/login", "/api/v0/login"] as const;

/**
 * Login by name and MD5 of the password, both in the query. An `Authorization` is not looked at: some
 * programs send an empty one [observed].
 */
export function loginRoute(app: FastifyInstance, accounts: Accounts): void {
  for (const path of PATHS) {
    app.get<{ Querystring: RawQuery }>(path, async (request, reply) => {
      const name = required(request.query["username"]);
      const password = required(request.query["password"]);
      const login = await accounts
        .login(name, password, addressOf(request))
        .catch((error: unknown) => {
          const isWrong = error instanceof AppError && error.code === "unauthorised";
          throw isWrong ? new WireError("login") : error;
        });
      return answerJson(reply, 200, renderLogin(login.token, login.account.type));
    });
  }
}

/** A parameter given twice is a wrong value, and no name or password is empty. */
function required(value: RawValue): string {
  if (value === undefined || value === "") throw new WireError("parameters");
  if (typeof value !== "string") throw new WireError("login");
  return value;
}
