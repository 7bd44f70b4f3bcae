import { ADMIN_PASSWORD } from "./app.ts";
import type { Answer, TestApp } from "./app.ts";

/** The header of a body in JSON. */
export const JSON_TYPE = { "content-type": "application/json" } as const;

/** What a personal token is asked for with. */
export interface AskedToken {
  readonly name: string;
  readonly rights: readonly string[];
  readonly scope?: { readonly sites?: readonly string[]; readonly panels?: readonly string[] };
  readonly expiresAt?: number;
  readonly account?: string;
}

/** Makes a personal token through the API. @returns the headers of who shows it */
export async function makeToken(
  app: TestApp,
  asked: AskedToken,
): Promise<{ authorization: string }> {
  const answer = await askForToken(app, asked);
  const { token } = JSON.parse(answer.text);
  if (answer.status !== 201) throw new Error(answer.text);
  return { authorization: `Bearer ${token}` };
}

/** Asks for a personal token through the API. @param headers of who asks; the admin when absent */
export async function askForToken(
  app: TestApp,
  asked: AskedToken,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const who = headers ?? (await app.bearer());
  return app.post("/book/v1/tokens", JSON.stringify(asked), { ...JSON_TYPE, ...who });
}

/** Logs a page in. @returns the headers of who bears its cookie */
export async function logInByCookie(
  app: TestApp,
  name = "admin",
  password = ADMIN_PASSWORD,
): Promise<{ cookie: string }> {
  const body = JSON.stringify({ name, password });
  return cookieOf(await app.post("/book/v1/session", body, JSON_TYPE));
}

/** The headers of who bears the cookie that an answer set. */
export function cookieOf({ headers }: Answer): { cookie: string } {
  const [cookie = ""] = (headers.get("set-cookie") ?? "").split(";");
  return { cookie };
}

/** A refusal's body in the book's shape. */
export function bookRefusal(code: string, message: string): object {
  return { error: { code, message } };
}
