import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Accounts } from "../accounts/accounts.ts";
import { asksForLogClearing, DATA_CLEAR_BODY } from "../basip/android/data-clear.ts";
import { WireError } from "../basip/android/errors.ts";
import { NEIGHBOURS } from "../basip/android/neighbours.ts";
import { renderInfo } from "../basip/android/render-info.ts";
import type { DeviceIdentity } from "../basip/android/render-info.ts";
import { isJsonObject } from "../basip/json-object.ts";
import type { JsonObject } from "../basip/json-object.ts";
import { requireAdmin } from "../http/auth-hook.ts";
import { answerJson } from "../http/json-answer.ts";

/** What a panel's API is asked beside the log. */
export interface PanelRouteParts {
  readonly accounts: Accounts;
  readonly device: DeviceIdentity;
  /** What the panel's clock shows, ms. */
  readonly clockMs: () => number;
  readonly renderDoor: () => string;
  /** The camera's picture now, PNG. */
  readonly renderPhoto: () => Uint8Array;
  readonly wipe: () => void;
  /** Opens a lock for whoever calls. */
  readonly openLock: (lock: number) => void;
  /** The settings of the management server and of syslog: read, and set. */
  readonly server: SettingsOf;
  readonly syslog: SettingsOf;
}

/** Settings that a panel shows and takes. */
export interface SettingsOf {
  /** As JSON, without passwords. */
  read(): JsonObject;
  /** @returns whether they will do */
  write(settings: JsonObject): boolean;
}

/** What an emulated panel answers for itself; the rest is the twin's. */
const OWN = new Set(["access/door/status"]);

/** Adds what a panel answers beside its log and logins. */
export function panelRoutes(app: FastifyInstance, parts: PanelRouteParts): void {
  const { accounts, device, clockMs, renderDoor } = parts;
  const onRequest = requireAdmin(accounts);
  app.get("/api/info", (_request, reply) => {
    answerJson(reply, 200, renderInfo(device));
  });
  for (const { method, path, render } of NEIGHBOURS.filter((each) => !OWN.has(each.path))) {
    app.route({
      method,
      url: `/api/v1/${path}`,
      onRequest,
      handler: (_request, reply) => {
        answerJson(reply, 200, render(clockMs()));
      },
    });
  }
  app.get("/api/v1/access/door/status", { onRequest }, (_request, reply) => {
    answerJson(reply, 200, renderDoor());
  });
  photoRoute(app, parts);
  clearRoute(app, parts);
  lockRoute(app, parts);
  settingsRoute(app, accounts, "network/management/server", parts.server);
  settingsRoute(app, accounts, "syslog/settings", parts.syslog);
}

/** The camera's picture now. Source: the vendor's page; that it may be PNG, assumed. */
function photoRoute(app: FastifyInstance, { accounts, renderPhoto }: PanelRouteParts): void {
  app.get("/api/v1/photo/file", { onRequest: requireAdmin(accounts) }, (_request, reply) => {
    void reply.code(200).header("content-type", "image/png").send(Buffer.from(renderPhoto()));
  });
}

/** Clears the panel's log, for everyone. Source: observed. */
function clearRoute(app: FastifyInstance, { accounts, wipe }: PanelRouteParts): void {
  const onRequest = requireAdmin(accounts);
  app.post("/api/v1/system/data/clear", { onRequest }, (request, reply) => {
    if (asksForLogClearing(bodyOf(request))) wipe();
    answerJson(reply, 200, DATA_CLEAR_BODY);
  });
}

/** Opens a lock, from 0. Source: the call, the vendor's API; its path as given here, assumed. */
function lockRoute(app: FastifyInstance, { accounts, openLock }: PanelRouteParts): void {
  app.get<{ Params: { lock: string } }>(
    "/api/v1/access/general/lock/open/remote/accepted/:lock",
    { onRequest: requireAdmin(accounts) },
    (request, reply) => {
      if (!/^\d{1,2}$/.test(request.params.lock)) throw new WireError("parameters");
      openLock(Number(request.params.lock));
      answerJson(reply, 200, "{}");
    },
  );
}

/** `GET` shows settings, `PUT` and `POST` set them. Source: observed. */
function settingsRoute(
  app: FastifyInstance,
  accounts: Accounts,
  path: string,
  settings: SettingsOf,
): void {
  const url = `/api/v1/${path}`;
  const onRequest = requireAdmin(accounts);
  app.get(url, { onRequest }, (_request, reply) => {
    answerJson(reply, 200, JSON.stringify(settings.read()));
  });
  app.route({
    method: ["PUT", "POST"],
    url,
    onRequest,
    handler: (request, reply) => {
      const sent = parseObject(bodyOf(request));
      if (sent === undefined || !settings.write(sent)) throw new WireError("parameters");
      answerJson(reply, 200, "{}");
    },
  });
}

function bodyOf({ body }: FastifyRequest): string {
  return Buffer.isBuffer(body) ? body.toString("utf8") : "";
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
