import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import { FrameworkRefusal } from "./error-handler.ts";

/**
 * What a body is said to be compressed with, lower-case; empty for a plain one. Compressed bodies are
 * not understood: a few bytes may stand for any number, and what they hold is not what came.
 */
export function contentCoding({ headers }: IncomingMessage): string {
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return coding === "identity" ? "" : coding;
}

/**
 * Answers 501 to a body in another transfer coding than chunks, RFC 9112 6.1, and closes: it would be
 * taken for what it is not.
 */
export function refuseTransferCodings(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    const coding = request.raw.headers["transfer-encoding"];
    if (coding === undefined || coding.trim().toLowerCase() === "chunked") done();
    else {
      reply.header("connection", "close");
      done(new FrameworkRefusal(501));
    }
  });
}
