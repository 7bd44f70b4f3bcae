import { errorCodes } from "fastify";
import type { FastifyInstance } from "fastify";
import { OK_ANSWER } from "../../basip/link/render.ts";
import { splitLines } from "../../basip/syslog/line-framer.ts";
import { AppError } from "../../event/errors.ts";
import type { SyslogIntake, TakenLines } from "../../intake/syslog/syslog-intake.ts";
import { addressOf } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";
import { PushBodies } from "../push-body.ts";
import type { PushBody } from "../push-body.ts";
import { leaveBodies, readBody, refuseEncoded } from "../unread-bodies.ts";

/** The largest body, bytes: some 10,000 lines. */
const MAX_BODY_BYTES = 1_000_000;

/** Lines of a body: more than it holds of any that panels send. */
const MAX_LINES = 50_000;

/** Bodies, and what is read in them, that are held at once. */
const MAX_HELD_BYTES = 128_000_000;

/** What a line that was read takes in memory beside its bytes, which are there three times. */
const LINE_BYTES = 512;

/**
 * `POST /` with lines of syslog, one or many, of any Content-Type [observed]; 200 only when all are
 * durable. Whoever can reach it may write: no token goes with syslog.
 *
 * @throws 413 over 1 MB or 50,000 lines, 415 compressed, 503 when the store or the quarantine takes
 *   nothing: the sender keeps it all then
 */
export function syslogRoute(app: FastifyInstance, intake: SyslogIntake): void {
  const bodies = new PushBodies(MAX_HELD_BYTES);
  app.register(async (scope) => {
    leaveBodies(scope);
    scope.post("/", { onRequest: refuseEncoded }, async (request, reply) => {
      const address = addressOf(request);
      const { rejected } = await readBody(bodies, request, reply, MAX_BODY_BYTES, async (body) =>
        takeBody(intake, body, address),
      );
      if (rejected > 0) request.log.warn({ address, rejected }, "lines of syslog not understood");
      return answerJson(reply, 200, OK_ANSWER);
    });
    return Promise.resolve();
  });
}

async function takeBody(
  intake: SyslogIntake,
  { bytes, hold }: PushBody,
  address: string,
): Promise<TakenLines> {
  const receivedAtMs = Date.now();
  const frames = splitLines(bytes);
  if (frames.length > MAX_LINES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  hold(bytes.length * 3 + frames.length * LINE_BYTES);
  const taken = await intake.take(frames.map((frame) => ({ ...frame, address, receivedAtMs })));
  if (taken.unkept === 0) return taken;
  throw new AppError("quarantine_full", "The quarantine is full: look at it and drop some");
}
