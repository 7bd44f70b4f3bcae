import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Right } from "../../accounts/rights.ts";
import { AppError } from "../../event/errors.ts";
import { callerOf, requireLogin } from "../auth-hook.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a caller needs: a right, any login, or nothing; every route of the book says it. */
    right?: Right | "login" | "none";
  }
}

/** Has every route of the app look at its caller first; one that does not say what it needs is refused. */
export function authorizeRoutes(app: FastifyInstance, accounts: Accounts): void {
  const logIn = requireLogin(accounts);
  app.addHook("onRoute", ({ url, config }) => {
    if (config?.right === undefined) throw new Error(`${url} does not say who may call it`);
  });
  app.addHook("onRequest", async (request, reply) => {
    const { right } = request.routeOptions.config;
    // an unknown path has none
    if (right === undefined || right === "none") return;
    await logIn(request, reply);
    if (right === "login" || callerOf(request).rights.has(right)) return;
    throw new AppError("forbidden", `The right ${right} is needed for that`);
  });
}
