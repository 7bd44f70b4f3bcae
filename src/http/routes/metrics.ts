import type { FastifyInstance, FastifyReply } from "fastify";
import type { Accounts } from "../../accounts/accounts.ts";
import { renderError } from "../../basip/android/errors.ts";
import type { Metrics } from "../../monitor/metrics.ts";
import { addressOf } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";

/** What the route of the metrics rests on. */
export interface MetricsParts {
  readonly metrics: Metrics;
  readonly accounts: Accounts;
  /** Who reads them: whoever may see how all panels are, or everybody. */
  readonly readers: "login" | "public";
}

/**
 * `GET /metrics`, in Prometheus's text format 0.0.4. Who asks shows a personal token or a password, as
 * anywhere: that a caller comes from this machine says nothing where a proxy runs on it.
 */
export function metricsRoute(app: FastifyInstance, parts: MetricsParts): void {
  const { metrics, accounts, readers } = parts;
  app.get("/metrics", async (request, reply) => {
    if (readers === "login") {
      const { authorization } = request.headers;
      const { rights, scope } = await accounts.authenticate(authorization, addressOf(request));
      if (!rights.has("panels:read") || scope !== undefined) return refuse(reply);
    }
    const text = await metrics.render((cause) => {
      request.log.error({ err: cause }, "a metric cannot be looked up");
    });
    return reply.header("content-type", "text/plain; version=0.0.4; charset=utf-8").send(text);
  });
}

function refuse(reply: FastifyReply): FastifyReply {
  return answerJson(reply, 403, renderError("The right panels:read is needed, for all panels"));
}
