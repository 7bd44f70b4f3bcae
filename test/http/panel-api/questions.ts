import { basic, openApp, type TestApp } from "../../support/app.ts";
import { DAY_MS, event } from "../../support/events.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { DOCUMENT, OPERATIONS, type Operation } from "./document.ts";

/** What a caller sends beside method and path. */
interface Sent {
  readonly search?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The caller's address. */
  readonly from?: string;
}

/** A server that has an event of each key, with all who call it. */
export interface World {
  readonly app: TestApp;
  readonly admin: Readonly<Record<string, string>>;
  readonly panel: Readonly<Record<string, string>>;
}

const PANEL = "AA12-0001";
const WRONG_LOGIN = "username=admin&password=wrong";
/** The address of someone who guessed too often. */
const GUESSER = "127.0.0.66";

/** Opens it; its clock stands still. */
export async function openWorld(): Promise<World> {
  const app = await openApp({ settings: { linkPassword: "link password" }, now: () => DAY_MS });
  await app.addAccount("concierge", "manager");
  await app.addAccount("clearer", "admin");
  const events = EVENT_KEYS.map((key, nth) => event({ key, occurredAtMs: DAY_MS + nth }));
  await app.stores.log.append(PANEL, events);
  const login = await app.post("/api/v0/devices/login", example("PushLogin"));
  const { token } = JSON.parse(login.text) as { token: string };
  const world = {
    app,
    admin: await app.bearer(),
    panel: { authorization: `Bearer ${token}` },
  };
  await guessOften(app);
  return world;
}

async function guessOften(app: TestApp): Promise<void> {
  for (const [method, url, body] of [
    ["GET", `/api/v1/login?${WRONG_LOGIN}`, ""],
    ["POST", "/api/v0/devices/login", wrongPushLogin()],
  ] as const) {
    let { status } = { status: 0 };
    for (let time = 0; time < 400 && status !== 429; time++) {
      ({ status } = await app.send(requestText(method, url, { body }), GUESSER));
    }
  }
}

/** How a call is asked, each in its own way right or wrong. */
export const WAYS: Readonly<Record<string, (world: World, operation: Operation) => Promise<Sent>>> =
  {
    rightly: async (world, operation) => {
      const right = await callerOf(world, operation);
      return { ...right, search: "username=admin&password=open%20sesame", body: bodyOf(operation) };
    },
    "without a login": () => Promise.resolve({ search: "username=admin" }),
    "by a manager": async ({ app }) => ({ headers: await app.bearer("concierge") }),
    "with a wrong password": (_world, operation) =>
      // each from an address of its own: one address may be wrong ten times
      Promise.resolve(wrongly(`127.0.1.${OPERATIONS.indexOf(operation) + 1}`)),
    "by a guesser": () => Promise.resolve(wrongly(GUESSER)),
    "without a body": (world, operation) => callerOf(world, operation),
    "with a broken body": async (world, operation) => ({
      ...(await callerOf(world, operation)),
      body: "{",
    }),
    ...Object.fromEntries(
      [
        "limit=50&locale=uk&sort_type=desc&page_number=9",
        "filter=priority%20eq%20%27high%27",
        "limit=11",
        "page_number=0",
        "filter_type=x",
        "filter_type=equal",
        "filter=name",
        "filter=name%20eq%20%27x%27",
        "sort_type=up",
        "order_by=name",
        "from=x",
        "from=2&to=1",
      ].map((search) => [
        `with ?${search}`,
        async (world: World, operation: Operation) => ({
          ...(await callerOf(world, operation)),
          body: bodyOf(operation),
          search,
        }),
      ]),
    ),
  };

/** Asks a call in one of the {@link WAYS}. */
export async function ask(world: World, operation: Operation, way: string) {
  const sent = await WAYS[way]?.(world, operation);
  if (sent === undefined) throw new Error(`no way ${way}`);
  const { search = "", from } = sent;
  const url = `${operation.path.replace("{serial}", PANEL)}?${search}`;
  return world.app.send(requestText(operation.method, url, sent), from);
}

/** Who may make the call: nobody else loses a token or a view by it. */
async function callerOf(world: World, { security, path }: Operation): Promise<Sent> {
  if (path.endsWith("/logout")) return { headers: await world.app.bearer() };
  if (path.endsWith("/clear")) return { headers: await world.app.bearer("clearer") };
  if (security.some((one) => "panelToken" in one)) return { headers: world.panel };
  return security.length === 0 ? {} : { headers: world.admin };
}

function wrongly(from: string): Sent {
  const headers = basic("admin", "wrong");
  return { headers, search: WRONG_LOGIN, body: wrongPushLogin(), from };
}

function wrongPushLogin(): string {
  return JSON.stringify({ login: PANEL, password: "wrong" });
}

/** The body that is documented as an example; empty when none is. */
function bodyOf({ requestBody }: Operation): string {
  const [schema = ""] = Object.keys(requestBody?.content["*/*"].examples ?? {});
  return schema === "" ? "" : example(schema);
}

function example(schema: string): string {
  return JSON.stringify(DOCUMENT.components.examples[schema]?.value);
}

function requestText(method: string, url: string, { headers = {}, body = "" }: Sent): string {
  const all = {
    ...headers,
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${url} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
