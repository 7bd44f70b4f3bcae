import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import { LOGOUT_BODY } from "../../basip/android/render-session.ts";
import { requireLogin } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";

const PATHS = ["/api/v1/logout", "/api/v0/logout"] as const;

/** Ends the caller's session. Programs use either method [observed]. */
export function logoutRoute(app: FastifyInstance, accounts: Accounts): void {
  const onRequest = requireLogin(accounts);
  for (const url of PATHS) {
    app.route({
      method: ["GET", "POST"],
      url,
      onRequest,
      handler: async (request, reply) => {
        await accounts.logout(request.headers.authorization);
        return answerJson(reply, 200, LOGOUT_BODY);
      },
    });
  }
}
