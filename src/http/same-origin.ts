import type { FastifyRequest } from "fastify";
import { AppError } from "../event/errors.ts";

/** The requests that change nothing. */
const READING: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a change that a browser may have been led to by another site's page: it bears our cookie
 * whoever wrote the page. A request that changes something has to say that it comes from our own origin
 * (`Sec-Fetch-Site`, else an `Origin` that fits `Host`), and to be one that no form can send: with a JSON
 * content type or the header `x-doorbook`.
 *
 * @throws AppError `forbidden`
 */
export function refuseForgery(request: FastifyRequest): void {
  if (READING.has(request.method)) return;
  if (originOf(request) === "own" && isNoForm(request)) return;
  throw new AppError(
    "forbidden",
    "With the cookie, changes are taken from our own pages alone, as JSON or with x-doorbook: 1",
  );
}

/** Refuses what a page of another site sends. @throws AppError `forbidden` */
export function refuseForeign(request: FastifyRequest): void {
  if (originOf(request) !== "other") return;
  throw new AppError("forbidden", "Logins are not taken from the pages of other sites");
}

/** Whose page sent a request: `unsaid` by programs, and by browsers that are very old. */
function originOf({ headers }: FastifyRequest): "own" | "other" | "unsaid" {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none" ? "own" : "other";
  const { origin, host } = headers;
  if (origin === undefined) return "unsaid";
  return URL.canParse(origin) && new URL(origin).host === host ? "own" : "other";
}

function isNoForm({ headers, raw }: FastifyRequest): boolean {
  return headers["x-doorbook"] === "1" || /^application\/json\s*(?:;|$)/i.test(contentTypeOf(raw));
}

/** As it came: the app takes it from the headers, for panels and programs say anything. */
function contentTypeOf({ rawHeaders }: FastifyRequest["raw"]): string {
  const at = rawHeaders.findIndex(
    (name, i) => i % 2 === 0 && name.toLowerCase() === "content-type",
  );
  return at === -1 ? "" : (rawHeaders[at + 1] ?? "");
}
