import { SecretKey } from "../../src/fleet/secret-key.ts";
import type { AppOverrides, TestApp } from "./app.ts";
import { ADMIN_PASSWORD, basic, openApp } from "./app.ts";
import { TestFolder } from "./folder.ts";
import { addPulled } from "./pullers.ts";
import type { AskedPanel } from "./pulled.ts";

/** The link password of every test's panels. */
export const LINK_PASSWORD = "open the gate";

/** An event of a push, as a panel writes it. */
export interface PushedEvent {
  readonly created_at: number;
  readonly code: string;
  readonly category?: string;
  readonly priority?: string;
  readonly info?: object;
}

/** An event as the panels' API shows it. */
export interface ShownEvent {
  readonly timestamp: number;
  readonly category: string;
  readonly priority: string;
  readonly name: { readonly key: string; readonly text: string };
  readonly info: { readonly text: string; readonly model: object };
}

interface ShownPage {
  readonly list_option: { readonly pagination: { readonly total_items: number } };
  readonly list_items: readonly ShownEvent[];
}

/** A whole server: panels push to it and are pulled by it, syslog comes to it, programs read from it. */
export class Book implements AsyncDisposable {
  readonly app: TestApp;
  readonly #folder: TestFolder;
  readonly #tokens = new Map<string, string>();

  private constructor(app: TestApp, folder: TestFolder) {
    this.app = app;
    this.#folder = folder;
  }

  static async open({ settings = {}, ...overrides }: AppOverrides): Promise<Book> {
    const folder = await TestFolder.make();
    const data = folder.at("data");
    const own = { data, linkPassword: LINK_PASSWORD, syslogHttp: true, pullSeconds: 1 };
    const app = await openApp({ ...overrides, settings: { ...own, ...settings } });
    return new Book(app, folder);
  }

  /** Where panels push to. */
  get link(): { readonly url: string; readonly password: string } {
    return { url: this.app.address, password: LINK_PASSWORD };
  }

  /** Pushes as a panel does. @returns the status of the answer */
  async push(serial: string, events: readonly PushedEvent[]): Promise<number> {
    const authorization = `Bearer ${this.#tokens.get(serial) ?? (await this.#login(serial))}`;
    const body = JSON.stringify({ events });
    return (await this.app.put("/api/v0/devices/logs", body, { authorization })).status;
  }

  /** Has a panel pulled from now on: it is seen within a second. */
  async pull(panel: AskedPanel): Promise<void> {
    await addPulled(this.app.stores.fleet, SecretKey.ofFolder(this.#folder.at("data")), panel);
  }

  /** Sends lines of syslog by POST. @returns the status of the answer */
  async tell(lines: readonly string[]): Promise<number> {
    return (await this.app.post("/", lines.join("\n"))).status;
  }

  /** One answer of the panels' API, below a panel's own path. */
  async page(serial: string, search: string, headers = READER): Promise<ShownPage> {
    const path = `/panels/${encodeURIComponent(serial)}/api/v1/log/items?${search}`;
    const { status, text } = await this.app.get(path, headers);
    if (status === 200) return JSON.parse(text) as ShownPage;
    throw new Error(`${path}: ${status} ${text}`);
  }

  /** All events of a panel that the panels' API shows, in rising order, page by page. */
  async shown(serial: string, search = ""): Promise<readonly ShownEvent[]> {
    const shown: ShownEvent[] = [];
    for (let number = 1; ; number++) {
      const question = `limit=50&sort_type=asc&page_number=${number}&${search}`;
      const page = await this.page(serial, question);
      shown.push(...page.list_items);
      if (shown.length >= page.list_option.pagination.total_items) return shown;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }

  async #login(serial: string): Promise<string> {
    const body = JSON.stringify({ login: serial, password: LINK_PASSWORD });
    const { text } = await this.app.post("/api/v0/devices/login", body);
    const { token } = JSON.parse(text) as { token: string };
    this.#tokens.set(serial, token);
    return token;
  }
}

/** Who reads: a program with HTTP Basic, which leaves no event behind. */
const READER = basic("admin", ADMIN_PASSWORD);

/** Starts a whole server for one test; `await using` stops it. */
export async function openBook(overrides: AppOverrides = {}): Promise<Book> {
  return Book.open(overrides);
}

/** What tells shown events apart, in the order of time. */
export function toldOf(events: readonly ShownEvent[]): readonly string[] {
  const texts = events.map(({ timestamp, name, info }) =>
    tell(timestamp, name.key, JSON.stringify(info.model)),
  );
  return texts.toSorted();
}

/** The same of what happened at a panel. */
export function toldOfHappened(
  events: readonly { occurredAtMs: number; key: string; model: object }[],
): readonly string[] {
  const texts = events.map(({ occurredAtMs, key, model }) =>
    tell(occurredAtMs, key, JSON.stringify(model)),
  );
  return texts.toSorted();
}

function tell(atMs: number, key: string, model: string): string {
  return `${String(atMs).padStart(15)} ${key} ${model}`;
}
