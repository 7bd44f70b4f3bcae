import { timingSafeEqual } from "node:crypto";
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { addressOf } from "../../http/auth-hook.ts";

const BEARER = /^bearer +(\S+)$/i;

/**
 * Whether a caller may control panels: from this machine anyone, but no web page; from another one who
 * shows the token.
 *
 * @param token in clear; `undefined` when none was set
 * @returns why not; `undefined` when it may
 */
export function mayControl(request: FastifyRequest, token: string | undefined): string | undefined {
  if (request.headers.origin !== undefined) return "The control API is not for web pages";
  if (token === undefined) {
    if (isHere(addressOf(request))) return undefined;
    return "The control API is for this machine alone: set a control token to let others in";
  }
  const [, shown = ""] = BEARER.exec(request.headers.authorization?.trim() ?? "") ?? [];
  return timingSafeEqual(digest(shown), digest(token)) ? undefined : "Wrong control token";
}

function isHere(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
