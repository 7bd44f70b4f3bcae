import Fastify from "fastify";

import type { Settings } from "./settings.ts";

/** A server that answers. */
export interface RunningServer {
  /** Where, as a URL: `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Finishes the requests under way and lets go of everything. */
  close(): Promise<void>;
}

/** Puts the parts together as the settings say and listens. */
export async function startServer(settings: Settings): Promise<RunningServer> {
  const app = Fastify();
  app.get("/healthz", () => ({ status: "ok" }));
  const address = await app.listen({ host: settings.host, port: settings.port });
  return { address, close: () => app.close() };
}
