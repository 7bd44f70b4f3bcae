import type { FastifyInstance } from "fastify";
import type { EventReader } from "../../event/store.ts";
import { answerJson } from "../json-answer.ts";

const OK = JSON.stringify({ status: "ok" });

/**
 * For operators: `/healthz` says that the process answers, `/readyz` that the log can be read (503
 * otherwise). Neither needs a login or tells more.
 */
export function healthRoutes(app: FastifyInstance, log: EventReader): void {
  app.get("/healthz", (_request, reply) => {
    answerJson(reply, 200, OK);
  });

  app.get("/readyz", async (_request, reply) => {
    await log.head();
    return answerJson(reply, 200, OK);
  });
}
