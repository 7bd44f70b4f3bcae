import { connect } from "node:net";
import type { onRouteHookHandler } from "fastify";
import { FIRST_ADMIN } from "../../src/accounts/administer.ts";
import { md5Hex } from "../../src/accounts/password.ts";
import type { AccountType } from "../../src/accounts/store.ts";
import type { StreamLimits } from "../../src/book/stream/stream-slots.ts";
import { openDoorbook } from "../../src/compose.ts";
import type { Doorbook } from "../../src/compose.ts";
import type { HttpLimits } from "../../src/http/limits.ts";
import { mergeSettings } from "../../src/settings.ts";
import type { Settings } from "../../src/settings.ts";
import { quickVerifier } from "./quick-verifier.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";

/** The password of the account `admin` of every test's server. */
export const ADMIN_PASSWORD = "open sesame";

/** What a test's server has of its own. */
export interface AppOverrides {
  readonly settings?: Partial<Settings>;
  /** Our clock; the machine's when absent. */
  readonly now?: () => number;
  /** How often panels are looked at, ms; never when absent: nothing is in the log but what a test puts there. */
  readonly watchMs?: number;
  /** Whether the log is told who looked; not when absent, for the same reason. */
  readonly tellsLooks?: boolean;
  /** What callers may take, where it is not the default. */
  readonly limits?: Partial<HttpLimits>;
  /** Told of every route that is added. */
  readonly onRoute?: onRouteHookHandler;
  /** How many streams may be open at once, where it is not the default. */
  readonly streams?: StreamLimits;
  /** From one position of a stream to the next, where it is not the default, ms. */
  readonly positionMs?: number;
  /** How many bytes are free on the disk; looked at only where `watchMs` is not 0. */
  readonly readFree?: () => Promise<number>;
}

/** An answer read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A server over stores of its own, and a caller. */
export class TestApp implements AsyncDisposable {
  readonly stores: Stores;
  readonly doorbook: Doorbook;
  readonly address: string;
  /** The diagnostics so far, a JSON text each. */
  readonly diagnostics: readonly string[];

  private constructor(
    stores: Stores,
    doorbook: Doorbook,
    address: string,
    diagnostics: readonly string[],
  ) {
    this.stores = stores;
    this.doorbook = doorbook;
    this.address = address;
    this.diagnostics = diagnostics;
  }

  static async open({
    settings = {},
    now = Date.now,
    watchMs = 0,
    tellsLooks = false,
    limits = {},
    onRoute = () => undefined,
    ...streaming
  }: AppOverrides): Promise<TestApp> {
    const merged = {
      ...mergeSettings({ flags: {}, env: {} }),
      adminPassword: ADMIN_PASSWORD,
      ...settings,
    };
    const lines: string[] = [];
    const stores = await openStores({ quarantineMaxBytes: merged.quarantineMaxBytes });
    await addQuickAccount(stores, FIRST_ADMIN, "admin", merged.adminPassword ?? ADMIN_PASSWORD);
    const placed = { ...merged, data: settings.data ?? stores.dataFolder };
    const doorbook = await openDoorbook(stores, placed, {
      now,
      watchMs,
      tellsLooks,
      limits,
      onRoute,
      ...streaming,
      diagnostics: { write: (line: string) => lines.push(line) },
    });
    const address = await doorbook.app.listen({ host: "127.0.0.1", port: 0 });
    return new TestApp(stores, doorbook, address, lines);
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("GET", path, { headers });
  }

  async post(path: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("POST", path, { body, headers });
  }

  async put(path: string, body = "", headers: Record<string, string> = {}): Promise<Answer> {
    return this.request("PUT", path, { body, headers });
  }

  async request(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, { ...init, method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /**
   * Sends bytes as they are on a connection of their own, and reads until the server closes it.
   *
   * @param from the caller's address, 127.0.0.0/8
   */
  async send(bytes: string, from = "127.0.0.1"): Promise<Answer> {
    const { hostname, port } = new URL(this.address);
    const socket = connect({ host: hostname, port: Number(port), localAddress: from });
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.write(bytes);
    await new Promise((resolve) => socket.on("error", resolve).on("close", resolve));
    return parseAnswer(text);
  }

  /** Logs in through the API. */
  async login(name = "admin", password = ADMIN_PASSWORD): Promise<Answer> {
    return this.get(loginPath(name, password));
  }

  /** The headers of an account that has just logged in. */
  async bearer(name = "admin", password = ADMIN_PASSWORD): Promise<{ authorization: string }> {
    const { token } = await this.doorbook.accounts.login(name, password, "127.0.0.1");
    return { authorization: `Bearer ${token}` };
  }

  async addAccount(name: string, type: AccountType, password = ADMIN_PASSWORD): Promise<void> {
    await addQuickAccount(this.stores, name, type, password);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.doorbook[Symbol.asyncDispose]();
    await this.stores[Symbol.asyncDispose]();
  }
}

/** Adds an account whose password takes no time to check: {@link quickVerifier}. */
export async function addQuickAccount(
  { accounts }: Pick<Stores, "accounts">,
  name: string,
  type: AccountType,
  password: string,
): Promise<void> {
  const createdAtMs = Date.now();
  const verifier = quickVerifier(password);
  await accounts.addAccount({ name, type, verifier, createdAtMs, scope: undefined });
}

/** Starts a server for one test; `await using` stops it. */
export async function openApp(overrides: AppOverrides = {}): Promise<TestApp> {
  return TestApp.open(overrides);
}

/** The login call with the MD5 of a password. */
export function loginPath(name: string, password: string): string {
  return `/api/v1/login?username=${encodeURIComponent(name)}&password=${md5Hex(password)}`;
}

/** The headers of HTTP Basic. */
export function basic(name: string, password: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` };
}

/** A refusal's body in the panel's shape. */
export function refusal(error: string): string {
  return JSON.stringify({ error });
}

function parseAnswer(text: string): Answer {
  const [head = "", ...body] = text.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(first.split(" ")[1]), headers, text: body.join("\r\n\r\n") };
}
