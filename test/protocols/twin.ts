import assert from "node:assert/strict";
import type { Settings } from "../../src/settings.ts";
import { ADMIN_PASSWORD, basic, openApp, type Answer, type TestApp } from "../support/app.ts";

/** The panel whose log a twin has. */
export const PANEL = "AA12-0001";

/** Where the log stands, at the root and for the panel: with events of the panel alone it is one log. */
export const LOG_PATHS = [
  "/api/v1/log/items",
  `/panels/${PANEL}/api/v1/log/items`,
  "/api/v0/log/list",
  `/panels/${PANEL}/api/v0/log/list`,
] as const;

/** The link password of every twin. */
export const LINK_PASSWORD = "panels only";

/** The headers of a caller who leaves no login in the log. */
export const READER = basic("admin", ADMIN_PASSWORD);

/** An event as the log shows it. */
export interface ShownEvent {
  readonly timestamp: number;
  readonly category: string;
  readonly priority: string;
  readonly name: { readonly key: string; readonly text: string };
  readonly info: { readonly text: string; readonly model: Readonly<Record<string, unknown>> };
}

/** A page of the log. */
export interface LogPage {
  readonly list_option: {
    readonly pagination: {
      readonly total_items: number;
      readonly items_limit: number;
      readonly total_pages: number;
      readonly current_page: number;
    };
    readonly filter: {
      readonly available_filtering: boolean;
      readonly is_filtered: boolean;
      readonly available_fields: readonly Readonly<Record<string, unknown>>[];
      readonly available_values: {
        readonly category: readonly string[];
        readonly priority: readonly string[];
        readonly name: readonly { readonly text: string; readonly key: string }[];
      };
    };
    readonly sort: {
      readonly asc: boolean;
      readonly available_sorting: readonly string[];
      readonly available_values: readonly string[];
    };
    readonly locale: { readonly locale: string; readonly available_locales: readonly string[] };
  };
  readonly list_items: readonly ShownEvent[];
}

/** What a twin has of its own. */
interface TwinOverrides {
  readonly settings?: Partial<Settings>;
  /** Our clock; the machine's when absent. */
  readonly now?: () => number;
}

/** A server that a panel pushes to and a program reads from, all over HTTP. */
export class Twin implements AsyncDisposable {
  readonly app: TestApp;
  #panels = 0;

  private constructor(app: TestApp) {
    this.app = app;
  }

  static async open({ settings = {}, ...rest }: TwinOverrides = {}): Promise<Twin> {
    const linked = { linkPassword: LINK_PASSWORD, ...settings };
    return new Twin(await openApp({ settings: linked, ...rest }));
  }

  /** Logs a panel in. @returns the headers of its pushes */
  async logPanelIn(serial = PANEL): Promise<{ authorization: string }> {
    const body = JSON.stringify({ login: serial, password: LINK_PASSWORD });
    const { status, text } = await this.app.post("/api/v0/devices/login", body);
    assert.equal(status, 200, text);
    const { token } = JSON.parse(text) as { token: string };
    return { authorization: `Bearer ${token}` };
  }

  /** Delivers events as a panel does. @param events JSON texts */
  async push(events: readonly string[], serial = PANEL): Promise<void> {
    const body = `{"events":[${events.join(",")}]}`;
    const headers = await this.logPanelIn(serial);
    const { status, text } = await this.app.put("/api/v0/devices/logs", body, headers);
    assert.equal(status, 200, text);
  }

  /** Delivers events as a panel that nobody has heard of. @returns where its log stands */
  async pushAsNew(events: readonly string[]): Promise<string> {
    this.#panels += 1;
    const serial = `NEW-${String(this.#panels)}`;
    await this.push(events, serial);
    return `/panels/${serial}/api/v1/log/items`;
  }

  async get(path: string): Promise<Answer> {
    return this.app.get(path, READER);
  }

  /** A page of the log at one path. @param search the question, as it stands in the URL */
  async pageAt(path: string, search = ""): Promise<LogPage> {
    const { status, text } = await this.get(`${path}?${search}`);
    assert.equal(status, 200, text);
    return JSON.parse(text) as LogPage;
  }

  /** A page of the log, which is the same on all of {@link LOG_PATHS} but for the shape of events. */
  async page(search = ""): Promise<LogPage> {
    const answers = await Promise.all(LOG_PATHS.map((path) => this.get(`${path}?${search}`)));
    const [first, ...others] = answers.map(readPage);
    assert.ok(first !== undefined);
    for (const other of others) {
      assert.equal(other.optionText, first.optionText);
      assert.deepEqual(other.events.map(withoutTexts), first.events.map(withoutTexts));
    }
    return { ...(JSON.parse(`${first.optionText}}`) as LogPage), list_items: first.events };
  }

  /** The times of the events of a page, ms. */
  async times(search = ""): Promise<number[]> {
    return (await this.page(search)).list_items.map(({ timestamp }) => timestamp);
  }

  /** What a question is refused with, which is the same on all of {@link LOG_PATHS}. */
  async refusal(search: string): Promise<string> {
    const texts = new Set<string>();
    for (const path of LOG_PATHS) {
      const { status, text } = await this.get(`${path}?${search}`);
      assert.equal(status, 400, `${path}?${search.slice(0, 200)}: ${text.slice(0, 200)}`);
      texts.add(text);
    }
    assert.equal(texts.size, 1);
    const { error } = JSON.parse([...texts].join("")) as { error: string };
    return error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
  }
}

/** An answer with its options as text: they are long, and compared more often than read. */
function readPage({ status, text }: Answer): { optionText: string; events: readonly ShownEvent[] } {
  assert.equal(status, 200, text);
  const at = text.indexOf(',"list_items":');
  const { list_items: events } = JSON.parse(`{${text.slice(at + 1)}`) as LogPage;
  return { optionText: text.slice(0, at), events };
}

function withoutTexts({ timestamp, category, priority, name, info }: ShownEvent): unknown {
  return [timestamp, category, priority, name.key, info.model];
}

/** A question as it stands in a URL. */
export function search(parameters: Readonly<Record<string, string>>): string {
  return new URLSearchParams(parameters).toString();
}

/** An expression of the Camdroid panels as a question. */
export function expression(text: string): string {
  return search({ filter: text });
}

/** The three parameters of a filter. */
export function triple(field: string, value: string): string {
  return search({ filter_field: field, filter_type: "equal", filter_value: value });
}
