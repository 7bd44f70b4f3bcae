import type { FastifyInstance } from "fastify";
import type { EventReader } from "../../event/store.ts";
import type { Readiness } from "../../monitor/disk-watch.ts";
import { answerJson } from "../json-answer.ts";

const OK = JSON.stringify({ status: "ok" });

/** What takes no more events in. */
const NOT_READY: readonly Readiness[] = ["disk full", "writing fails"];

/**
 * For operators: `/healthz` says that the process answers; `/readyz` that the log can be read and written
 * (503 otherwise), and, while it still can, when the disk is low. Neither needs a login or tells more.
 *
 * @param readiness of writing
 */
export function healthRoutes(
  app: FastifyInstance,
  log: EventReader,
  readiness: () => Readiness = () => "ok",
): void {
  app.get("/healthz", (_request, reply) => {
    answerJson(reply, 200, OK);
  });

  app.get("/readyz", async (_request, reply) => {
    await log.head();
    const status = readiness();
    const code = NOT_READY.includes(status) ? 503 : 200;
    return answerJson(reply, code, JSON.stringify({ status }));
  });
}
