import type { FastifyInstance } from "fastify";
import { renderError } from "../basip/android/errors.ts";
import { pathOf } from "./diagnostics.ts";
import { FRAMEWORK_REFUSALS } from "./error-handler.ts";
import { answerJson } from "./json-answer.ts";

/**
 * Answers what no route takes: 404 `{"error":"Not found"}`; on a known path 405 with `Allow`, and
 * 204 to `OPTIONS`. Call it before the routes are added, which it takes note of.
 */
export function answerUnknownPaths(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();

  app.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set(["OPTIONS"]);
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });

  app.setNotFoundHandler((request, reply) => {
    const known = methods.get(patternOf(pathOf(request.url)));
    if (known === undefined) return answerJson(reply, 404, renderError(FRAMEWORK_REFUSALS[404]));
    reply.header("allow", [...known].toSorted().join(", "));
    if (request.method === "OPTIONS") return reply.code(204).send();
    return answerJson(reply, 405, renderError(FRAMEWORK_REFUSALS[405]));
  });
}

/** The route a path would belong to. */
function patternOf(path: string): string {
  return path.replace(/^\/panels\/[^/]+(?=\/)/, "/panels/:serial");
}
