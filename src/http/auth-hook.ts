import { isIP } from "node:net";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import type { Caller } from "../accounts/caller.ts";
import type { Right } from "../accounts/rights.ts";
import type { Account } from "../accounts/store.ts";
import { AppError } from "../event/errors.ts";

/** Runs before a body is read. */
type RequestHook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

declare module "fastify" {
  interface FastifyRequest {
    /** Who is logged in; `undefined` before a hook that looks has run. */
    caller: Caller | undefined;
  }
}

/** Lets pass who is logged in; anyone else gets 401. */
export function requireLogin(accounts: Accounts): RequestHook {
  return async (request) => {
    request.caller = await authenticate(accounts, request);
  };
}

/**
 * Lets pass who may read the log, on the panel's API. Token first (401), then rights (400); parameters
 * are the route's. Source: the order, "Get logs list" as read by its page of protocols.
 *
 * @param right what an administrator of a panel is here
 */
export function requireAdmin(accounts: Accounts, right: Right = "events:read"): RequestHook {
  return async (request) => {
    const caller = await authenticate(accounts, request);
    request.caller = caller;
    if (!caller.rights.has(right)) {
      throw new AppError("forbidden", "Administrator rights required");
    }
  };
}

/** Who is logged in, on a route that only lets pass who is. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller === undefined) throw new AppError("internal", "a route without a login asks for one");
  return caller;
}

/** The account of {@link callerOf}. */
export function accountOf(request: FastifyRequest): Account {
  return callerOf(request).account;
}

/**
 * The caller's address, where a trusted proxy names it that one: an IPv4 address in its own form,
 * whichever socket it came through. Empty when the caller has hung up.
 */
export function addressOf(request: FastifyRequest): string {
  // of a request that was destroyed there is none any more, whatever its type says
  const socket: Socket | null = request.socket;
  const remoteAddress = socket?.remoteAddress;
  if (remoteAddress === undefined) return "";
  // whatever a proxy passes on that is no address counts against the proxy
  const ip = isIP(request.ip) === 0 ? remoteAddress : request.ip;
  return ip.startsWith("::ffff:") ? ip.slice("::ffff:".length) : ip;
}

function authenticate(accounts: Accounts, request: FastifyRequest): Caller | Promise<Caller> {
  return accounts.authenticate(request.headers.authorization, addressOf(request));
}
