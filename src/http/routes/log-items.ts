import type { FastifyInstance } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import type { Floors } from "../../accounts/floors.ts";
import { type LogQueryContext, parseLogQuery } from "../../basip/android/parse-log-query.ts";
import type { RawQuery } from "../../basip/android/raw-query.ts";
import { renderItem, renderOldItem } from "../../basip/android/render-item.ts";
import { renderLogItems } from "../../basip/android/render-log-items.ts";
import type { OwnerOf } from "../../basip/texts/with-owner.ts";
import type { EventReader } from "../../event/store.ts";
import { withoutEchoes } from "../without-echoes.ts";
import { requireAdmin } from "../auth-hook.ts";
import { ExtraKeys } from "../extra-keys.ts";
import { answerJson } from "../json-answer.ts";
import { viewOf } from "../view-of.ts";
import { NO_FLEET } from "../known-fleet.ts";
import type { KnownFleet } from "../known-fleet.ts";

/** What the log's routes rest on. */
export interface LogItemsParts {
  readonly log: EventReader;
  readonly accounts: Accounts;
  readonly floors: Floors;
  readonly reading: LogReading;
  /** Whether echoes are left out. */
  readonly hidesEchoes: boolean;
  /** What is known of panels and owners beside the log; nothing when absent. */
  readonly fleet?: KnownFleet;
}

/** How questions are read, beside what the log itself knows. */
export type LogReading = Omit<LogQueryContext, "extraKeys">;

/** Where the log stands, with the shape of its events. Source of the second: observed, firmware to 3.7. */
const SHAPES = [
  ["/api/v1/log/items", renderItem],
  ["/api/v0/log/list", renderOldItem],
] as const;

/** "Get logs list", as a panel answers it. */
export function logItemsRoute(app: FastifyInstance, parts: LogItemsParts): void {
  const { log, accounts, floors, reading, hidesEchoes, fleet = NO_FLEET } = parts;
  const dictionary = new ExtraKeys();
  const onRequest = requireAdmin(accounts);
  const ownerOf: OwnerOf = (number) => fleet.owner(number);

  for (const [path, render] of SHAPES) {
    app.get<{ Querystring: RawQuery }>(path, { onRequest }, async (request, reply) => {
      const view = await viewOf(request, floors, fleet);
      const kinds = await log.kinds(view);
      const extraKeys = dictionary.of(kinds);
      const query = parseLogQuery(request.query, { ...reading, extraKeys });
      const { order, offset, limit } = query;
      // where there is none nothing needs to be left out
      const hides = hidesEchoes && kinds.some(({ isEcho }) => isEcho);
      const spans = hides ? withoutEchoes(query.spans) : query.spans;
      const page = await log.list({ view, spans, order, offset, limit, asOf: undefined });
      // without owners texts are made as if nobody had asked for any
      const named = fleet.ownerCount > 0 ? ownerOf : undefined;
      return answerJson(reply, 200, renderLogItems(query, page, extraKeys, render, named));
    });
  }
}
