import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import { NEIGHBOURS } from "../../basip/android/neighbours.ts";
import { requireAdmin } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";

/** What programs ask a panel for beside its log. */
export function neighbourRoutes(app: FastifyInstance, accounts: Accounts, now: () => number): void {
  const onRequest = requireAdmin(accounts);
  for (const { method, path, render } of NEIGHBOURS) {
    app.route({
      method,
      url: `/api/v1/${path}`,
      onRequest,
      handler: (_request, reply) => {
        answerJson(reply, 200, render(now()));
      },
    });
  }
}
