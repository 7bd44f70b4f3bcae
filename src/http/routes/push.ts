import type { Socket } from "node:net";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { renderError, WIRE_ERRORS } from "../../basip/android/errors.ts";
import { MAX_LOGIN_BYTES, readLogin } from "../../basip/link/read-login.ts";
import { OK_ANSWER, renderToken, UNREADABLE_PUSH } from "../../basip/link/render.ts";
import { MAX_PUSH_BYTES } from "../../basip/link/scan-push.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { LinkSessions } from "../../fleet/link-sessions.ts";
import { receivePush } from "../../intake/receive-push.ts";
import type { IntakeStore } from "../../intake/store.ts";
import { Turns } from "../../intake/turns.ts";
import { addressOf } from "../auth-hook.ts";
import { answerJson } from "../json-answer.ts";
import { PushBodies } from "../push-body.ts";
import { leaveBodies, readBody, refuseEncoded } from "../unread-bodies.ts";

/** What the push receiver rests on. */
export interface PushParts {
  readonly sessions: LinkSessions;
  readonly intake: IntakeStore;
}

/** Bodies of pushes, and what is read in them, that are held at once: 256 MB. */
const MAX_HELD_BYTES = 256_000_000;

/** `Authorization: Bearer <token>`; the token's form is checked where it is looked up. */
const BEARER = /^bearer +(\S+)$/i;

/**
 * The push receiver: what a panel calls whose management server we are. Under any prefix with
 * `stripPushPrefix`. Source: observed; 200 to pong and refresh without a token, assumed.
 */
export function pushRoutes(app: FastifyInstance, parts: PushParts): void {
  const bodies = new PushBodies(MAX_HELD_BYTES);
  const callers = new Callers(parts.sessions);
  app.register(async (scope) => {
    leaveBodies(scope);
    loginRoute(scope, bodies, parts, callers);
    logsRoute(scope, bodies, parts);
    heartbeatRoutes(scope, callers);
    return Promise.resolve();
  });
}

/** `POST …/login` `{"login":"<serial>","password":"…"}` → `{"token":"…"}` */
function loginRoute(
  scope: FastifyInstance,
  bodies: PushBodies,
  { sessions }: PushParts,
  callers: Callers,
): void {
  scope.post("/api/v0/devices/login", { onRequest: refuseEncoded }, async (request, reply) => {
    const login = await readBody(bodies, request, reply, MAX_LOGIN_BYTES, ({ bytes }) =>
      readLogin(bytes),
    );
    const address = addressOf(request);
    const token = login === undefined ? undefined : await sessions.login({ ...login, address });
    if (login === undefined || token === undefined) {
      const panel = login?.serial.slice(0, 128) ?? "(the body names none)";
      request.log.warn({ panel, address }, "a push login was refused");
      return answerJson(reply, 401, renderError(WIRE_ERRORS.login));
    }
    callers.loggedIn(request, login.serial);
    return answerJson(reply, 200, renderToken(token));
  });
}

/** `PUT …/logs` `{"events":[…]}`, 200 only when it is durable. Who it is, is asked before the body. */
function logsRoute(
  scope: FastifyInstance,
  bodies: PushBodies,
  { sessions, intake }: PushParts,
): void {
  const turns = new Turns();
  scope.route({
    method: ["PUT", "POST"],
    url: "/api/v0/devices/logs",
    onRequest: refuseEncoded,
    handler: async (request, reply) => {
      const panel = await panelOf(request, sessions);
      if (panel === undefined) return answerJson(reply, 401, renderError(WIRE_ERRORS.token));
      sessions.heard(panel);
      const outcome = await readBody(bodies, request, reply, MAX_PUSH_BYTES, async (body) =>
        receivePush(intake, panel, body.bytes, body.hold, turns),
      );
      if (outcome.is === "unreadable") {
        request.log.warn({ panel, reason: outcome.reason }, "a push cannot be read");
        if (!outcome.isGivenUp) return answerJson(reply, 400, renderError(UNREADABLE_PUSH));
      } else if (outcome.rejected > 0) {
        request.log.warn({ panel, rejected: outcome.rejected }, "a push has events not understood");
      }
      return answerJson(reply, 200, OK_ANSWER);
    },
  });
}

/** `POST …/pong` and `…/refresh`: 200 to whoever calls. Nothing is written. */
function heartbeatRoutes(scope: FastifyInstance, callers: Callers): void {
  for (const path of ["/api/v0/devices/pong", "/api/v0/devices/refresh"]) {
    scope.post(path, async (request, reply) => {
      await callers.heard(request);
      return answerJson(reply, 200, OK_ANSWER);
    });
  }
}

/**
 * Whose heartbeats are whose: the token's panel, else the one that logged in last on the connection
 * (assumed).
 */
class Callers {
  readonly #sessions: LinkSessions;
  readonly #byConnection = new WeakMap<Socket, PanelSerial>();

  constructor(sessions: LinkSessions) {
    this.#sessions = sessions;
  }

  loggedIn({ socket, headers }: FastifyRequest, panel: PanelSerial): void {
    // a proxy sends the requests of many panels over one connection
    if ("x-forwarded-for" in headers) this.#byConnection.delete(socket);
    else this.#byConnection.set(socket, panel);
  }

  async heard(request: FastifyRequest): Promise<void> {
    // a store that is away is no reason to refuse a heartbeat
    const named = await panelOf(request, this.#sessions).catch(() => undefined);
    const panel = named ?? this.#byConnection.get(request.socket);
    if (panel !== undefined) this.#sessions.heard(panel);
  }
}

async function panelOf(
  request: FastifyRequest,
  sessions: LinkSessions,
): Promise<PanelSerial | undefined> {
  const [, token] = BEARER.exec(request.headers.authorization?.trim() ?? "") ?? [];
  return token === undefined ? undefined : sessions.identify(token);
}
