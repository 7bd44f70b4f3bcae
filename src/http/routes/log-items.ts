import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import { parseLogQuery } from "../../basip/android/parse-log-query.ts";
import type { RawQuery } from "../../basip/android/raw-query.ts";
import { renderLogItems } from "../../basip/android/render-log-items.ts";
import type { Order } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";
import { requireAdmin } from "../auth-hook.ts";
import { ExtraKeys } from "../extra-keys.ts";
import { answerJson } from "../json-answer.ts";
import { viewOf } from "../view-of.ts";

/** What the log's route rests on. */
export interface LogItemsParts {
  readonly log: EventReader;
  readonly accounts: Accounts;
  /** The order when a query names none. */
  readonly defaultOrder: Order;
}

/** "Get logs list", as a panel answers it. */
export function logItemsRoute(app: FastifyInstance, parts: LogItemsParts): void {
  const { log, accounts, defaultOrder } = parts;
  const dictionary = new ExtraKeys();
  const onRequest = requireAdmin(accounts);

  app.get<{ Querystring: RawQuery }>("/api/v1/log/items", { onRequest }, async (request, reply) => {
    const view = viewOf(request);
    const extraKeys = dictionary.of(await log.kinds(view));
    const query = parseLogQuery(request.query, { defaultOrder, extraKeys });
    const { spans, order, offset, limit } = query;
    const page = await log.list({ view, spans, order, offset, limit, asOf: undefined });
    return answerJson(reply, 200, renderLogItems(query, page, extraKeys));
  });
}
