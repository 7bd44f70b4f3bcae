import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { renderError } from "../basip/android/errors.ts";
import { addressOf } from "./auth-hook.ts";
import { contentCoding } from "./codings.ts";
import { FRAMEWORK_REFUSALS } from "./error-handler.ts";
import { answerJson } from "./json-answer.ts";
import type { PushBodies, PushBody } from "./push-body.ts";

/** Reads a body and holds it until `use` is done with it. */
export async function readBody<T>(
  bodies: PushBodies,
  request: FastifyRequest,
  reply: FastifyReply,
  maxBytes: number,
  use: (body: PushBody) => T | Promise<T>,
): Promise<T> {
  const reading = bodies.read(request.raw, maxBytes).catch((error: unknown) => {
    // else what is left of the body would be read to its end
    reply.header("connection", "close");
    throw error;
  });
  using body = await reading;
  return await use(body);
}

/** Compressed bodies are not understood, and what they hold is not kept as it came. */
export async function refuseEncoded(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const encoding = contentCoding(request.raw);
  if (encoding === "") return undefined;
  request.log.warn({ address: addressOf(request), encoding }, "a compressed push was refused");
  return answerJson(reply, 415, renderError(FRAMEWORK_REFUSALS[415]));
}

/**
 * Takes bodies of every Content-Type, and of none, and leaves them unread: panels send no or a wrong
 * one on most calls [observed].
 */
export function leaveBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _payload, done) => {
    done(null);
  });
  scope.addHook("onRequest", (request, _reply, done) => {
    // the framework refuses one that it cannot read, before any parser
    delete request.raw.headers["content-type"];
    done();
  });
}
