import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Floors } from "../../accounts/floors.ts";
import { asksForLogClearing, DATA_CLEAR_BODY } from "../../basip/android/data-clear.ts";
import { AppError } from "../../event/errors.ts";
import { accountOf, requireAdmin } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";
import { serialOf } from "../view-of.ts";

/**
 * What a program that clears a panel's log gets: `floor`, its account sees only what arrives later
 * under this base path; `ignore`, the answer and no effect; `refuse`, as one who may not.
 */
export type Clearing = "floor" | "ignore" | "refuse";

/** What clearing rests on. */
export interface DataClearParts {
  readonly accounts: Accounts;
  readonly floors: Floors;
  readonly clearing: Clearing;
}

/**
 * `POST system/data/clear`, which programs call after they have read the log [observed]. No event is
 * ever deleted by it [assumed].
 */
export function dataClearRoute(app: FastifyInstance, parts: DataClearParts): void {
  const { accounts, floors, clearing } = parts;
  // a floor is the account's: a program that may only read must not raise it for all others
  const onRequest = requireAdmin(accounts, "events:write");

  app.post("/api/v1/system/data/clear", { onRequest }, async (request, reply) => {
    const { body } = request;
    const isOfLog = asksForLogClearing(Buffer.isBuffer(body) ? body.toString("utf8") : "");
    if (isOfLog && clearing === "refuse") {
      throw new AppError("forbidden", "The log is not to be cleared");
    }
    if (isOfLog && clearing === "floor") await floors.clear(accountOf(request), serialOf(request));
    return answerJson(reply, 200, DATA_CLEAR_BODY);
  });
}
