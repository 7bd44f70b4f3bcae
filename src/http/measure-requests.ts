import type { FastifyInstance } from "fastify";
import type { Metrics } from "../monitor/metrics.ts";

const UNKNOWN = "(unknown)";

/** Has the metrics tell how long requests take, by the pattern of their route: paths would be endless. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook("onResponse", (request, reply, done) => {
    const { url } = request.routeOptions;
    const labels = [url === undefined ? UNKNOWN : request.method, url ?? UNKNOWN];
    const status = `${String(Math.floor(reply.raw.statusCode / 100))}xx`;
    metrics.observe("doorbook_http_request_seconds", reply.elapsedTime / 1000, [...labels, status]);
    done();
  });
  metrics.onRead(async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    app.server.getConnections((_error, count) => resolve(count));
    metrics.set("doorbook_http_connections", await promise);
  });
}
