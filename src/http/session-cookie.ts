import type { FastifyRequest } from "fastify";

/** The cookie that holds the token of a page's login. */
export const SESSION_COOKIE = "doorbook_session";

const TOKEN = /^[0-9a-f]{40}$/;

/**
 * The login's token that a request's cookie holds; `undefined` when there is none that can be one, or
 * several: who plants a second one beside it gains nothing.
 */
export function sessionTokenOf({ headers }: FastifyRequest): string | undefined {
  const values = (headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
    .map((pair) => pair.slice(SESSION_COOKIE.length + 1));
  const [token, ...others] = values;
  return token !== undefined && others.length === 0 && TOKEN.test(token) ? token : undefined;
}

/** The `Set-Cookie` of a login. No script reads it, and no other site's request bears it. */
export function sessionCookie(
  token: string,
  maxAgeSeconds: number,
  request: FastifyRequest,
): string {
  return render(token, maxAgeSeconds, request);
}

/** The `Set-Cookie` that ends one. */
export function endedCookie(request: FastifyRequest): string {
  return render("", 0, request);
}

function render(value: string, maxAgeSeconds: number, request: FastifyRequest): string {
  const secure = isEncrypted(request) ? "; Secure" : "";
  const bounds = `Path=/; Max-Age=${String(maxAgeSeconds)}`;
  return `${SESSION_COOKIE}=${value}; ${bounds}; HttpOnly; SameSite=Strict${secure}`;
}

/** Whether the caller came by https, to us or to a proxy before us. A lie harms just the liar. */
function isEncrypted({ protocol, headers }: FastifyRequest): boolean {
  return protocol === "https" || headers["x-forwarded-proto"] === "https";
}
