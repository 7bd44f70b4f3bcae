import { isJsonObject } from "../basip/json-object.ts";
import { EventSample } from "./event-sample.ts";
import { type LogPage, readLogPage } from "./log-page.ts";
import { logIn } from "./log-in.ts";
import type { PanelCaller } from "./panel-caller.ts";
import type { Reply } from "./reply.ts";

/** Where panels of some family have their log. */
export const LOG_PATHS = ["/api/v1/log/items", "/api/v0/log/list", "/v1/log/items"] as const;

export type LogPath = (typeof LOG_PATHS)[number];

/** The families of panels that a log can be of. */
export type Family = "android" | "android_old" | "camdroid" | "controller" | "unknown";

/** What is known of the panel before the questions. */
export interface Facts {
  readonly info: Reply;
  readonly login: Reply;
  /** The first page of the log at each path. */
  readonly paths: Readonly<Record<LogPath, Reply>>;
  /** Where the log is. */
  readonly logPath: LogPath;
  readonly family: Family;
  /** Fifty events asked for oldest first and newest first; a panel may mind neither. */
  readonly oldest: LogPage | undefined;
  readonly newest: LogPage | undefined;
  /** Grows with every page that is read. */
  readonly sample: EventSample;
  /** Whether questions may be asked that a panel counts as failed logins. */
  readonly isWrongLoginAllowed: boolean;
}

/**
 * Logs in and looks where the log is.
 *
 * @throws AppError `unavailable` when nothing answers there, `unauthorised` when the login is refused,
 *   with what to do
 */
export async function gatherFacts(
  caller: PanelCaller,
  isWrongLoginAllowed: boolean,
): Promise<Facts> {
  const info = await caller.get("/api/info", { as: "nobody" });
  const login = await logIn(caller);
  const paths = {
    "/api/v1/log/items": await caller.get(`/api/v1/log/items?${FIRST_PAGE}`),
    "/api/v0/log/list": await caller.get(`/api/v0/log/list?${FIRST_PAGE}`),
    "/v1/log/items": await caller.get(`/v1/log/items?${FIRST_PAGE}`),
  };
  const logPath = LOG_PATHS.find((path) => readLogPage(paths[path])) ?? LOG_PATHS[0];
  const family = familyOf(logPath, apiVersionOf(info));
  const [oldest, newest] = [
    readLogPage(await caller.get(`${logPath}?${sortedPage("asc", family)}`)),
    readLogPage(await caller.get(`${logPath}?${sortedPage("desc", family)}`)),
  ];
  const sample = new EventSample();
  for (const page of [newest, oldest]) sample.add(page?.events ?? []);
  return { info, login, paths, logPath, family, oldest, newest, sample, isWrongLoginAllowed };
}

const FIRST_PAGE = "limit=10&page_number=1";

function sortedPage(order: "asc" | "desc", family: Family): string {
  const orderBy = hasExpressions(family) ? `&order_by=timestamp%20${order}` : "";
  return `limit=50&page_number=1&locale=en&sort_type=${order}${orderBy}`;
}

/** Whether panels of the family are asked in expressions. */
export function hasExpressions(family: Family): boolean {
  return family === "camdroid" || family === "controller";
}

/** The version of the API that the panel says it has; empty where it says none. */
export function apiVersionOf({ json }: Reply): string {
  return isJsonObject(json) && typeof json["api_version"] === "string" ? json["api_version"] : "";
}

function familyOf(logPath: LogPath, apiVersion: string): Family {
  if (logPath === "/v1/log/items") return "controller";
  if (logPath === "/api/v0/log/list") return "android_old";
  if (/^[2-9]\./.test(apiVersion)) return "android";
  return apiVersion.startsWith("1.") ? "camdroid" : "unknown";
}
