import { basic, loginPath } from "./app.ts";
import type { Answer } from "./app.ts";
import { startDoorbook } from "./run-doorbook.ts";
import type { Ended, Running } from "./run-doorbook.ts";

/** The passwords of a server that is a process of its own. */
export const SERVED = { admin: "correct horse", link: "battery staple" } as const;

export const SERVED_ENV = {
  DOORBOOK_ADMIN_PASSWORD: SERVED.admin,
  DOORBOOK_LINK_PASSWORD: SERVED.link,
} as const;

/** How a server is started otherwise than usual. */
export interface ServedOptions {
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the launcher, with its own arguments. */
  readonly through?: readonly string[];
}

/** `doorbook serve` as a process of its own, and a caller of it; `await using` kills it. */
export class Served implements AsyncDisposable {
  readonly running: Running;
  readonly address: string;

  private constructor(running: Running, address: string) {
    this.running = running;
    this.address = address;
  }

  /** @throws Error with what it said when it ends before it answers */
  static async start(dataFolder: string, options: ServedOptions = {}): Promise<Served> {
    const { flags = [], env = SERVED_ENV, through } = options;
    const args = ["serve", "--port", "0", "--data", dataFolder, "--log-level", "warn", ...flags];
    const running = startDoorbook(args, { env, ...(through === undefined ? {} : { through }) });
    const line = await running.firstLine;
    const address = /^Doorbook listens on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (address !== undefined) return new Served(running, address);
    const { code, stderr } = await running.ended;
    throw new Error(`it ended with ${String(code)}: ${line}${stderr}`);
  }

  get pid(): number {
    return this.running.child.pid ?? 0;
  }

  async request(method: string, path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(`${this.address}${path}`, { ...init, method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  login(name = "admin", password: string = SERVED.admin): Promise<Answer> {
    return this.request("GET", loginPath(name, password));
  }

  /** Reads the log as its admin. @param query what follows the `?` */
  async items(query: string): Promise<{ total: number; items: readonly unknown[] }> {
    const headers = basic("admin", SERVED.admin);
    const answer = await this.request("GET", `/api/v1/log/items?${query}`, { headers });
    if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    const { list_option, list_items } = JSON.parse(answer.text) as {
      list_option: { pagination: { total_items: number } };
      list_items: readonly unknown[];
    };
    return { total: list_option.pagination.total_items, items: list_items };
  }

  /** Logs a panel in; what it calls with. */
  async loginPanel(serial: string): Promise<{ authorization: string }> {
    const body = JSON.stringify({ login: serial, password: SERVED.link });
    const { text } = await this.request("POST", "/api/v0/devices/login", { body });
    const { token } = JSON.parse(text) as { token: string };
    return { authorization: `Bearer ${token}` };
  }

  push(headers: { authorization: string }, body: string): Promise<Answer> {
    return this.request("PUT", "/api/v0/devices/logs", { headers, body });
  }

  /** Lets it finish. */
  stop(): Promise<Ended> {
    this.running.child.kill("SIGTERM");
    return this.running.ended;
  }

  async kill(): Promise<void> {
    this.running.child.kill("SIGKILL");
    await this.running.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

/** A push of events, one a millisecond from a time on. */
export function pushBody(fromMs: number, count: number, text = ""): string {
  const events = Array.from({ length: count }, (_, index) => ({
    created_at: fromMs + index,
    code: "tamper_event",
    info: { n: fromMs + index, text },
  }));
  return JSON.stringify({ events });
}
