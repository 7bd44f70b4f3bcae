import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import type { Caller } from "../accounts/caller.ts";
import type { Right } from "../accounts/rights.ts";
import { AppError } from "../event/errors.ts";
import { addressOf } from "./auth-hook.ts";
import { BOOK_PREFIX } from "./book/book-error.ts";
import { refuseForgery } from "./same-origin.ts";
import { sessionTokenOf } from "./session-cookie.ts";

/** What a route of the book asks of its caller: a right, a login, or nothing. */
export type RouteRight = Right | "login" | "none";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Every route below {@link BOOK_PREFIX} says it. */
    readonly right?: RouteRight;
  }
  interface FastifySchema {
    /** What a route does, in half a sentence. */
    summary?: string;
    /** What programs call it. */
    operationId?: string;
  }
}

type GuardHook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * The one place where rights are checked for the book: whoever calls a route below {@link BOOK_PREFIX} has
 * the right that its `config` names. A route that names none cannot be added, so that none is open by
 * accident. Call it before the routes are added.
 */
export function guardBook(app: FastifyInstance, accounts: Accounts): void {
  const hooks = new Map<RouteRight, GuardHook>();
  app.addHook("onRoute", (route) => {
    if (!isOfBook(route)) return;
    const right = route.config?.right;
    if (right === undefined) {
      throw new Error(
        `${String(route.method)} ${route.url} does not say in its config what right it needs`,
      );
    }
    if (right === "none") return;
    const hook = hooks.get(right) ?? guard(accounts, right);
    hooks.set(right, hook);
    const others = [route.onRequest ?? []].flat();
    // that of HEAD is made from that of GET
    route.onRequest = [hook, ...others.filter((one) => one !== hook)];
  });
}

function isOfBook({ url }: RouteOptions): boolean {
  return url === BOOK_PREFIX || url.startsWith(`${BOOK_PREFIX}/`);
}

function guard(accounts: Accounts, right: Right | "login"): GuardHook {
  return async (request) => {
    const caller = await identify(accounts, request);
    if (caller.means === "cookie") refuseForgery(request);
    request.caller = caller;
    if (right === "login" || caller.rights.has(right)) return;
    throw new AppError("forbidden", `The right ${right} is needed for that`);
  };
}

/** Who sends a request to the book: by the `Authorization`, else by the cookie. @throws as `authenticate` */
export function identify(accounts: Accounts, request: FastifyRequest): Caller | Promise<Caller> {
  const { authorization } = request.headers;
  const token = sessionTokenOf(request);
  if (token !== undefined && (authorization ?? "") === "") return accounts.resume(token);
  return accounts.authenticate(authorization, addressOf(request));
}
