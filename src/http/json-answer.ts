import type { FastifyReply } from "fastify";

/**
 * Answers with JSON text as a panel does: `Content-Type: application/json`, without a charset.
 * Programs depend on it to the letter [observed].
 */
export function answerJson(reply: FastifyReply, status: number, json: string): FastifyReply {
  // bytes, because Fastify adds a charset to the type of a string
  return reply.code(status).header("content-type", "application/json").send(Buffer.from(json));
}
