import { AppError } from "../event/errors.ts";
import { type PanelCaller, tokenOf } from "./panel-caller.ts";
import type { Reply } from "./reply.ts";
import { SafeText } from "./safe-text.ts";

/** Where panels of some family are logged in to. */
const BASES = ["/api/v1", "/api/v0", "/v1"] as const;

/**
 * Logs in where the panel has a login; it is refused once at most, for panels shut out an address
 * after failed logins.
 *
 * @returns the answer of the login that succeeded
 * @throws AppError `unavailable` when nothing answers as a panel, `unauthorised` when it is refused
 */
export async function logIn(caller: PanelCaller): Promise<Reply> {
  for (const base of BASES) {
    const reply = await caller.login(base);
    if (reply.failure !== undefined) throw unreachable(reply, caller.failureCode);
    if (tokenOf(reply) !== undefined) return reply;
    if (isRefusal(reply)) throw refused(reply);
  }
  throw new AppError(
    "unavailable",
    "What answers there has no login as BAS-IP panels have it: give the address of the panel itself, as in http://192.0.2.7",
  );
}

/** Whether a login was looked at: what is not there, or is a page for people, has looked at none. */
function isRefusal({ status, json }: Reply): boolean {
  return [401, 403, 429].includes(status) || (status === 400 && json !== undefined);
}

function refused(reply: Reply): AppError {
  return new AppError(
    "unauthorised",
    `The panel refuses the login: ${String(SafeText.reply(reply))}. See that name and password are those of its web page, and wait some minutes before you try again: panels shut out an address after failed logins`,
  );
}

function unreachable(reply: Reply, code: string): AppError {
  const why = code === "" ? String(SafeText.reply(reply)) : code;
  const isTls = /CERT|SSL|TLS/.test(code);
  const advice = isTls
    ? "give its address with http:// in place of https://"
    : "see that it is on, that the address is right and that this machine reaches its network";
  return new AppError("unavailable", `The panel cannot be asked: ${why}. ${advice}`);
}
