import type { FastifyReply, FastifyRequest } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import type { Account } from "../accounts/store.ts";
import { AppError } from "../event/errors.ts";

/** Runs before a body is read. */
type RequestHook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who is logged in; `undefined` before {@link requireLogin} or {@link requireAdmin} has run. */
    account: Account | undefined;
  }
}

/** Lets pass who is logged in; anyone else gets 401. */
export function requireLogin(accounts: Accounts): RequestHook {
  return async (request) => {
    request.account = await authenticate(accounts, request);
  };
}

/**
 * Lets pass who may read the log. Token first (401), then rights (400); parameters are the route's.
 * Source: the order, "Get logs list" as read by its page of protocols.
 */
export function requireAdmin(accounts: Accounts): RequestHook {
  return async (request) => {
    const account = await authenticate(accounts, request);
    request.account = account;
    if (account.type !== "admin") {
      throw new AppError("forbidden", "Administrator rights required");
    }
  };
}

/** Who is logged in, on a route with one of the hooks above. */
export function accountOf({ account }: FastifyRequest): Account {
  if (account === undefined) throw new AppError("internal", "a route without a login asks for one");
  return account;
}

/**
 * The caller's address: an IPv4 address in its own form, whichever socket it came through. Empty when
 * the caller has hung up.
 */
export function addressOf(request: FastifyRequest): string {
  if (request.socket.remoteAddress === undefined) return "";
  const { ip } = request;
  return ip.startsWith("::ffff:") ? ip.slice("::ffff:".length) : ip;
}

function authenticate(accounts: Accounts, request: FastifyRequest): Account | Promise<Account> {
  return accounts.authenticate(request.headers.authorization, addressOf(request));
}
