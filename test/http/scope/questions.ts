import type { RouteOptions } from "fastify";
import { NEIGHBOURS } from "../../../src/basip/android/neighbours.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { DAY_MS } from "../../support/events.ts";
import { HIDDEN_PANELS, SEEN_PANELS, UNHEARD } from "./two-servers.ts";

/** One request, whoever asks. */
export interface Question {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: string;
}

/** Whose base paths the log is asked under. */
const LOG_SERIALS = ["SEEN-1", "SEEN-0", "HIDDEN-1", "HIDDEN-3", UNHEARD];

/** Whose base paths all else is asked under. */
const SERIALS = ["SEEN-1", "HIDDEN-1"];

const LOG_SEARCHES = [
  "",
  "?limit=50",
  "?limit=50&page_number=2&sort=desc&locale=uk",
  "?page_number=999999",
  `?from=${DAY_MS}&to=${DAY_MS + 5_000}`,
  ...["category", "priority", "name"].flatMap((field) =>
    ["hidden", "hidden_key_HIDDEN-1", "hidden HIDDEN-1 category", "access"].map(
      (value) =>
        `?filter_field=${field}&filter_type=equal&filter_value=${encodeURIComponent(value)}`,
    ),
  ),
  `?filter=${encodeURIComponent("name eq 'hidden_key_HIDDEN-1'")}`,
  `?filter=${encodeURIComponent("category eq 'hidden HIDDEN-1 category'")}`,
];

/** A few of them, where the log is one panel's. */
const FEW_SEARCHES = LOG_SEARCHES.filter((_, nth) => nth % 4 === 0);

/** What is asked of the routes beside the book's: query or body, by the route's path below its base. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  "GET /api/v1/log/items": LOG_SEARCHES,
  "GET /api/v0/log/list": LOG_SEARCHES,
  "GET /api/info": [""],
  "GET /api/v1/login": [""],
  "GET /api/v0/login": [""],
  "GET /api/v1/logout": [""],
  "GET /api/v0/logout": [""],
  "POST /api/v1/logout": [""],
  "POST /api/v0/logout": [""],
  "POST /api/v1/system/data/clear": ['{"clear_fields":["logs"]}'],
  "POST /api/v0/devices/login": ['{"login":"HIDDEN-1","password":"wrong"}'],
  "PUT /api/v0/devices/logs": ['{"events":[]}'],
  "POST /api/v0/devices/logs": ['{"events":[]}'],
  "POST /api/v0/devices/pong": [""],
  "POST /api/v0/devices/refresh": [""],
  "GET /healthz": [""],
  "GET /readyz": [""],
  "GET /metrics": [""],
  ...Object.fromEntries(
    [
      "",
      "/",
      "/json",
      "/yaml",
      "/static/index.html",
      "/static/swagger-initializer.js",
      "/static/*",
    ].map((page) => [`GET /docs${page}`, [""]]),
  ),
  // it takes whatever a panel says, and tells nothing
  "POST /": [""],
  ...Object.fromEntries(NEIGHBOURS.map(({ method, path }) => [`${method} /api/v1/${path}`, [""]])),
};

/** What parameters of the book are called with, by name, beside what their schemas name. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  q: [
    "",
    "hidden",
    "panel eq 'HIDDEN-1'",
    "site eq 'Hidden yard'",
    "seen",
    "number eq '2002'",
    "owner eq 'Hidden ownr'",
    "panel eq 'HIDDEN-9'",
  ],
  field: [
    "category",
    "priority",
    "name",
    "panel",
    "site",
    "owner",
    "lock",
    "type",
    "source",
    "late",
  ],
  bucket: ["hour", "day"],
  split: ["category", "panel"],
  zone: ["UTC", "Europe/Kyiv"],
  locale: ["en", "uk"],
  fields: ["seq,panel,text"],
  order: ["asc", "desc"],
  from: [String(DAY_MS)],
  to: [String(DAY_MS + 5_000)],
  asOf: ["1", "300", "999999"],
  after: ["0"],
  before: [],
  columns: ["panel,site,owner,text"],
  resume: ["none"],
  limit: ["1", "1000"],
  page: ["1", "2", "9999"],
  top: ["1", "100"],
  account: ["admin", "scoped", ""],
  name: ["admin", "nobody"],
  id: ["1", "2", "99"],
  // those that are seen come first in both logs
  seq: ["1", "100", String(3 * (EVENT_KEYS.length + 6) + 1), "999999"],
  dryRun: ["true"],
  serial: [...SEEN_PANELS, ...HIDDEN_PANELS, UNHEARD],
};

/** What cannot be made up from a schema: whole bodies, by route. */
const BODIES: Readonly<Record<string, readonly unknown[]>> = {
  "POST /book/v1/session": [{ name: "admin", password: "wrong" }],
  "POST /book/v1/tokens": [
    { name: "seen", rights: ["events:read"] },
    { name: "seen", rights: ["admin"] },
    { name: "seen", rights: ["events:read"], account: "admin" },
  ],
  "POST /book/v1/accounts": [{ name: "x", type: "admin", password: "x" }],
  "PATCH /book/v1/accounts/:name": [{ password: "x" }],
  "POST /book/v1/events": [
    { events: [] },
    { events: [{ panel: "HIDDEN-1", occurredAt: DAY_MS, key: "x" }, { panel: UNHEARD }] },
    { events: [{ panel: UNHEARD, occurredAt: DAY_MS, key: "x" }] },
  ],
  "POST /book/v1/retention/preview": [{ days: 90 }, { days: 1, site: "Hidden yard" }],
  "PUT /book/v1/retention/rules/:name": [{ days: 90 }, { days: 1, site: "Hidden yard" }],
  "PUT /book/v1/retention/holds/:name": [{ query: "panel eq 'HIDDEN-1'" }],
  "POST /book/v1/alarms": [{ name: "x", query: "hidden", emails: ["x@house.example"] }],
  "PATCH /book/v1/alarms/:name": [{ enabled: false }],
  "POST /book/v1/alarms/:name/replay": [{ from: 0, to: DAY_MS }],
  "PATCH /book/v1/panels/:serial": [{ name: "Seen door" }, { site: "Hidden yard" }],
};

/** What a route is not asked without, as it stands in its query. */
const ALWAYS_ASKED: Readonly<Record<string, string>> = { "/book/v1/export": "format=jsonl" };

/**
 * The questions of a route; `undefined` where nobody has said how it is asked.
 *
 * Those of the book's routes come from their schemas: each parameter of path and query with some values,
 * one question each.
 */
export function questionsOf(route: RouteOptions, method: string): readonly Question[] | undefined {
  const { url } = route;
  if (url.startsWith("/book/")) return bookQuestions(route, method);
  const isOnePanels = url.startsWith("/panels/:serial/");
  const below = isOnePanels ? url.slice("/panels/:serial".length) : url;
  const known = ASKED[`${method === "HEAD" ? "GET" : method} ${below}`];
  if (known === undefined) return undefined;
  const isLog = known === LOG_SEARCHES;
  const whole = isOnePanels && isLog ? FEW_SEARCHES : known;
  const asked = method === "HEAD" ? whole.slice(0, 1) : whole;
  const serials = isLog ? LOG_SERIALS : SERIALS;
  const bases = isOnePanels ? serials.map((serial) => `/panels/${serial}`) : [""];
  return bases.flatMap((base) =>
    asked.map((one) =>
      one.startsWith("{")
        ? { method, path: `${base}${below}`, body: one }
        : { method, path: `${base}${below}${one}` },
    ),
  );
}

function bookQuestions(route: RouteOptions, method: string): readonly Question[] | undefined {
  const { url, schema } = route;
  const bodies = BODIES[`${method} ${url}`];
  if (schema === undefined || (schema.body !== undefined && bodies === undefined)) return undefined;
  const paths = pathsOf(url);
  const parameters = Object.entries(propertiesOf(schema.querystring));
  const always = ALWAYS_ASKED[url];
  const first = always === undefined ? "?" : `?${always}&`;
  const searches = parameters.map(([name, said]) => {
    const values = [...(VALUES[name] ?? []), ...valuesIn(said)];
    const isKnown = name in VALUES || values.length > 0;
    return isKnown
      ? values.map((value) => `${first}${name}=${encodeURIComponent(value)}`)
      : undefined;
  });
  if (paths === undefined || searches.includes(undefined)) return undefined;
  return paths.flatMap((path) => [
    ...["", ...searches.flatMap((some) => some ?? [])].map((search) => ({
      method,
      path: `${path}${search}`,
    })),
    ...(bodies ?? []).map((body) => ({ method, path, body: JSON.stringify(body) })),
  ]);
}

/** The paths of a pattern; `undefined` where a parameter is unknown. */
function pathsOf(url: string): readonly string[] | undefined {
  const name = /:(\w+)/.exec(url)?.[1];
  if (name === undefined) return [url];
  const values = VALUES[name];
  if (values === undefined) return undefined;
  const rest = values.map((value) => pathsOf(url.replace(`:${name}`, encodeURIComponent(value))));
  return rest.includes(undefined) ? undefined : rest.flatMap((some) => some ?? []);
}

function propertiesOf(schema: unknown): object {
  if (typeof schema !== "object" || schema === null || !("properties" in schema)) return {};
  const { properties } = schema;
  return typeof properties === "object" && properties !== null ? properties : {};
}

/** What a parameter's schema itself names. */
function valuesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return ["enum", "examples", "default", "const"]
    .flatMap((word): unknown[] => [Object.entries(schema).find(([name]) => name === word)?.[1]])
    .flat()
    .filter((value) => value !== undefined && value !== null)
    .map(String);
}
