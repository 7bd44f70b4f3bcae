import { hash } from "node:crypto";
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
  const receipts = new Receipts();
  app.register(async (scope) => {
    leaveBodies(scope);
    scope.post("/", { onRequest: refuseEncoded }, async (request, reply) => {
      const address = addressOf(request);
      const { rejected } = await readBody(bodies, request, reply, MAX_BODY_BYTES, async (body) =>
        takeBody(intake, body, address, receipts),
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
  receipts: Receipts,
): Promise<TakenLines> {
  const receivedAtMs = receipts.of(address, bytes);
  const frames = splitLines(bytes);
  if (frames.length > MAX_LINES) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
  hold(bytes.length * 3 + frames.length * LINE_BYTES);
  const taken = await intake.take(frames.map((frame) => ({ ...frame, address, receivedAtMs })));
  if (taken.unkept === 0) {
    receipts.forget(address, bytes);
    return taken;
  }
  throw new AppError("quarantine_full", "The quarantine is full: look at it and drop some");
}

/** Bodies that were not taken whole, and of which it is known when they came first. */
const MAX_RECEIPTS = 1_000;

/**
 * When bodies came first: one that is sent again because it could not be taken whole has the same time,
 * so that lines without a time of their own are recognised.
 */
class Receipts {
  readonly #byBody = new Map<string, number>();

  /** Our clock when the body came first, Unix ms. */
  of(address: string, body: Uint8Array): number {
    const name = nameOf(address, body);
    const atMs = this.#byBody.get(name) ?? Date.now();
    this.#byBody.set(name, atMs);
    for (const oldest of this.#byBody.keys()) {
      if (this.#byBody.size <= MAX_RECEIPTS) break;
      this.#byBody.delete(oldest);
    }
    return atMs;
  }

  /** The body was taken: the same bytes once more are news. */
  forget(address: string, body: Uint8Array): void {
    this.#byBody.delete(nameOf(address, body));
  }
}

function nameOf(address: string, body: Uint8Array): string {
  return `${address} ${hash("sha256", body, "base64")}`;
}
