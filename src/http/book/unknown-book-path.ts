import type { FastifyInstance } from "fastify";
import { pathOf } from "../diagnostics.ts";
import { FrameworkRefusal } from "../error-handler.ts";

/**
 * Answers what no route of the app takes: 404; on a known path 405 with `Allow`, and 204 to `OPTIONS`.
 * Call it before the routes are added, which it takes note of.
 */
export function answerUnknownBookPaths(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set(["OPTIONS"]);
    for (const one of [method].flat()) known.add(one);
    methods.set(url, known);
  });
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request.url);
    const known = [...methods].filter(([pattern]) => isOfPattern(path, pattern));
    if (known.length === 0) throw new FrameworkRefusal(404);
    const allowed = new Set(known.flatMap(([, each]) => [...each]));
    reply.header("allow", [...allowed].toSorted().join(", "));
    if (request.method === "OPTIONS") return reply.code(204).send();
    throw new FrameworkRefusal(405);
  });
}

/** Whether a path is one of a route's, whose segments with a colon stand for any. */
function isOfPattern(path: string, pattern: string): boolean {
  const asked = path.split("/");
  const parts = pattern.split("/");
  const fits = (part: string, i: number) => part === asked[i] || (part[0] === ":" && asked[i]);
  return parts.length === asked.length && parts.every(fits);
}
