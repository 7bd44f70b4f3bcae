import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ADMIN_PASSWORD, type Answer, type TestApp } from "../support/app.ts";
import { LOG_PATHS, PANEL } from "./twin.ts";

/** The base paths below which login and logout stand. */
export const BASES = [
  "/api/v1",
  "/api/v0",
  `/panels/${PANEL}/api/v1`,
  `/panels/${PANEL}/api/v0`,
] as const;

/** Every path that needs a login, with the method that programs use. */
export const GUARDED = [
  ...LOG_PATHS.map((path) => ["GET", path] as const),
  ...["", `/panels/${PANEL}`].flatMap(
    (base) =>
      [
        ["GET", `${base}/api/v1/access/door/status`],
        ["GET", `${base}/api/v1/access/exit/button/toggle`],
        ["GET", `${base}/api/v1/network/ntp`],
        ["POST", `${base}/api/v1/network/timezone/manual`],
        ["GET", `${base}/api/v1/device/time`],
        ["GET", `${base}/api/v1/access/identifier/items`],
        ["POST", `${base}/api/v1/system/data/clear`],
      ] as const,
  ),
] as const;

/** The MD5 of a text in small hexadecimal digits. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** The login call. @param password as it stands in the URL's query */
export async function login(
  app: TestApp,
  name = "admin",
  password = md5(ADMIN_PASSWORD),
  base: string = BASES[0],
): Promise<Answer> {
  return app.get(`${base}/login?${new URLSearchParams({ username: name, password }).toString()}`);
}

/** The headers of an account that has just logged in, with the password that all accounts have. */
export async function bearer(
  app: TestApp,
  name = "admin",
  base: string = BASES[0],
): Promise<{ authorization: string }> {
  const { status, text } = await login(app, name, md5(ADMIN_PASSWORD), base);
  assert.equal(status, 200, text);
  const { token } = JSON.parse(text) as { token: string };
  return { authorization: `Bearer ${token}` };
}

/** Logs in from an address of the machine's own, 127.0.0.0/8. @returns the status */
export async function loginFrom(
  app: TestApp,
  address: string,
  name: string,
  password: string,
): Promise<number> {
  const path = `/api/v1/login?username=${name}&password=${password}`;
  const bytes = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  return (await app.send(bytes, address)).status;
}

/** The events of logins from an address in the order of arrival: key and model of each. */
export async function loginEvents(
  app: TestApp,
  address: string,
): Promise<readonly (readonly [key: string, model: string | undefined])[]> {
  const events = await app.stores.log.after(0, 10_000);
  return events
    .filter(({ panel, extra }) => panel === "doorbook" && extra?.includes(`"${address}"`) === true)
    .map(({ key, model }) => [key, model]);
}

/** What an answer says: its status and its body. */
export function said({ status, text }: Answer): [status: number, text: string] {
  return [status, text];
}
