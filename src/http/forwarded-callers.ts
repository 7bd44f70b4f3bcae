import type { FastifyInstance } from "fastify";
import { renderError } from "../basip/android/errors.ts";
import { addressOf } from "./auth-hook.ts";
import { TOO_MANY_CONNECTIONS } from "./connections.ts";
import { answerJson } from "./json-answer.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/**
 * Bounds what one caller may have under way through trusted proxies. Their own connections count as
 * nobody's, for all callers share them; so a caller's requests under way stand for its connections.
 *
 * @param most requests under way of one address
 * @param onRefused told of each that is turned away
 */
export function boundForwardedCallers(
  app: FastifyInstance,
  proxies: TrustedProxies,
  most: number,
  onRefused: (address: string) => void,
): void {
  if (!proxies.isAny) return;
  const underWay = new Map<string, number>();
  app.addHook("onRequest", (request, reply, done) => {
    if (!proxies.has(request.socket.remoteAddress)) {
      done();
      return;
    }
    const address = addressOf(request);
    const count = underWay.get(address) ?? 0;
    // that it is the proxy's own word, or none, makes it nobody's
    if (count >= most && !proxies.has(address)) {
      onRefused(address);
      reply.header("retry-after", "10");
      answerJson(reply, 503, renderError(TOO_MANY_CONNECTIONS));
      return;
    }
    underWay.set(address, count + 1);
    reply.raw.once("close", () => {
      const left = (underWay.get(address) ?? 1) - 1;
      if (left === 0) underWay.delete(address);
      else underWay.set(address, left);
    });
    done();
  });
}
