import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { MAX_OCCURRED_AT_MS } from "../../../src/event/event.ts";
import { ODD_MODELS, WAYS, writeModel } from "../../fixtures/ugly-models.ts";
import { loginPath } from "../../support/app.ts";
import type { Random } from "../../support/random.ts";
import { ADMIN_HEADERS, PASSWORDS } from "../../support/server-process.ts";
import type { FuzzRequest } from "./request.ts";
import type { Sessions } from "./sessions.ts";

type Draft = (random: Random, sessions: Sessions) => FuzzRequest;

const START_MS = 1_760_000_000_000;
const NONE = Buffer.alloc(0);
/** The longest would only fill the disk. */
const MODELS = ODD_MODELS.filter((model) => (model?.length ?? 0) < 2_000);

/** What programs and panels send, with the share of each. */
const DRAFTS: readonly (readonly [share: number, draft: Draft])[] = [
  [30, push],
  [30, logItems],
  [8, refusedLogItems],
  [8, heartbeat],
  [8, neighbour],
  [5, linkLogin],
  [2, login],
  [2, logout],
];
const SHARES = DRAFTS.reduce((sum, [share]) => sum + share, 0);

/** A request as it should be, and the status that answers it. */
export function goodRequest(random: Random, sessions: Sessions): FuzzRequest {
  let left = random.below(SHARES);
  for (const [share, draft] of DRAFTS) {
    if (left < share) return draft(random, sessions);
    left -= share;
  }
  return push(random, sessions);
}

/** A push of up to 20 events, some of which the panel has sent before. */
export function push(random: Random, sessions: Sessions): FuzzRequest {
  const panel = random.pick(sessions.panels);
  const events = Array.from({ length: 1 + random.below(20) }, () => eventText(random));
  if (random.isChosen(0.1)) events.push(...events.slice(0, 1));
  const prefix = random.pick(["", "/any/prefix", "/panels/1"] as const);
  return {
    method: random.isChosen(0.9) ? "PUT" : "POST",
    target: `${prefix}/api/v0/devices/logs`,
    headers: [["Authorization", `Bearer ${sessions.linkToken(panel)}`]],
    body: Buffer.from(`{"events":[${events.join(",")}]}`),
    panel,
    status: 200,
  };
}

function eventText(random: Random): string {
  const recent = START_MS + random.below(5_000) * 1_000;
  const time = random.isChosen(0.95) ? recent : random.pick([0, MAX_OCCURRED_AT_MS]);
  const code = random.isChosen(0.9)
    ? random.pick(EVENT_KEYS)
    : `odd_key_${String(random.below(50))}`;
  const model = writeModel(random.pick(MODELS), random.below(WAYS));
  const said = random.isChosen(0.5) ? `"category":"access","priority":"high",` : "";
  // models that are alike are common here, and so are events that are
  const info = model === undefined ? "" : `,"info":${model}`;
  return `{"created_at":${String(time)},${said}"code":${JSON.stringify(code)}${info}}`;
}

function logItems(random: Random, sessions: Sessions): FuzzRequest {
  const search = new URLSearchParams();
  const say = (chance: number, name: string, values: readonly string[]) => {
    if (random.isChosen(chance)) search.set(name, random.pick(values));
  };
  say(0.5, "locale", ["en", "uk", "ru", "xx"]);
  say(0.7, "limit", ["10", "20", "30", "50"]);
  say(0.7, "page_number", ["1", "2", "77", "2147483647"]);
  say(0.5, "sort_type", ["asc", "desc"]);
  say(0.3, "from", ["0", "1760000000", "1760000100000"]);
  say(0.3, "to", ["1760003000", "1760002000000", "9223372036854775807"]);
  const [field, values] = random.pick(FILTERS);
  if (random.isChosen(0.5)) {
    search.set("filter_field", field);
    search.set("filter_type", "equal");
    search.set("filter_value", random.pick(values));
  }
  return read(random, sessions, `/api/v1/log/items?${search.toString()}`, 200);
}

const FILTERS = [
  ["category", ["access", "emergency", "system", "info"]],
  ["priority", ["critical", "high", "low", "medium"]],
  ["name", EVENT_KEYS],
] as const;

const REFUSED = [
  "limit=11",
  "page_number=0",
  "sort_type=up",
  "from=x",
  "from=5&to=5",
  "filter_field=category",
  "filter_field=door&filter_type=equal&filter_value=1",
  "filter=%7B",
  "limit=10&limit=10",
] as const;

function refusedLogItems(random: Random, sessions: Sessions): FuzzRequest {
  return random.isChosen(0.8)
    ? read(random, sessions, `/api/v1/log/items?${random.pick(REFUSED)}`, 400)
    : { ...get(random.pick(["/api/v1/log/items", "/api/v1/logout"] as const)), status: 401 };
}

const NEIGHBOURS = [
  "/api/v1/access/door/status",
  "/api/v1/access/exit/button/toggle",
  "/api/v1/network/ntp",
  "/api/v1/device/time",
  "/api/v1/access/identifier/items",
  "/api/info",
] as const;

function neighbour(random: Random, sessions: Sessions): FuzzRequest {
  if (random.isChosen(0.1)) return { ...get("/healthz"), status: 200 };
  return read(random, sessions, random.pick(NEIGHBOURS), 200);
}

function heartbeat(random: Random, sessions: Sessions): FuzzRequest {
  const panel = random.pick(sessions.panels);
  return {
    method: "POST",
    target: `/api/v0/devices/${random.pick(["pong", "refresh"] as const)}`,
    headers: random.isChosen(0.5)
      ? [["Authorization", `Bearer ${sessions.linkToken(panel)}`]]
      : [["Content-Type", "text/plain"]],
    body: Buffer.from(random.pick(["", "{}", "anything"] as const)),
    status: 200,
  };
}

function linkLogin(random: Random, sessions: Sessions): FuzzRequest {
  const claim = { login: random.pick(sessions.panels), password: PASSWORDS.link };
  return {
    method: "POST",
    target: "/any/prefix/api/v0/devices/login",
    headers: [],
    body: Buffer.from(JSON.stringify(claim)),
    status: 200,
  };
}

function login(): FuzzRequest {
  return { ...get(loginPath("admin", PASSWORDS.admin)), status: 200, givesToken: true };
}

function logout(random: Random, sessions: Sessions): FuzzRequest {
  const token = sessions.takeSpareToken();
  const headers = token === undefined ? [] : [["Authorization", `Bearer ${token}`] as const];
  const method = random.pick(["GET", "POST"] as const);
  const status = token === undefined ? 401 : 200;
  return { method, target: "/api/v1/logout", headers, body: NONE, status };
}

function read(random: Random, sessions: Sessions, path: string, status: number): FuzzRequest {
  const base = random.isChosen(0.3) ? `/panels/${random.pick(sessions.panels)}` : "";
  const authorization = random.isChosen(0.5)
    ? ADMIN_HEADERS.authorization
    : `Bearer ${sessions.readerToken}`;
  return { ...get(base + path), headers: [["Authorization", authorization]], status };
}

function get(target: string): FuzzRequest {
  return { method: "GET", target, headers: [], body: NONE };
}
