import type { PanelEvent } from "../../src/event/event.ts";
import type { TestApp } from "./app.ts";
import { ADMIN_PASSWORD, basic, openApp } from "./app.ts";
import type { AppOverrides } from "./app.ts";

/** An event as the book shows it, as far as a test looks at it. */
export type ShownEvent = Readonly<Record<string, unknown>> & {
  readonly seq: number;
  readonly occurredAt: number;
};

/** A page of the book. */
export interface BookPage {
  readonly events: readonly ShownEvent[];
  readonly total: number | null;
  readonly asOf: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly complete: boolean;
  readonly reached: number | null;
}

/** A server, and its admin who asks the book. */
export class BookReader implements AsyncDisposable {
  readonly app: TestApp;
  readonly headers: { readonly authorization: string };

  private constructor(app: TestApp, headers: { authorization: string }) {
    this.app = app;
    this.headers = headers;
  }

  static async open(overrides: AppOverrides = {}): Promise<BookReader> {
    // HTTP Basic leaves no event behind
    return new BookReader(await openApp(overrides), basic("admin", ADMIN_PASSWORD));
  }

  /** Puts events into the log. */
  async log(panel: string, events: readonly PanelEvent[]): Promise<void> {
    await this.app.stores.log.append(panel, events);
  }

  /** Says something of panels and sites, as `doorbook panels` and `doorbook sites` do. */
  async say(part: "panel" | "site" | "owner" | "health", bodies: Readonly<Record<string, object>>) {
    const changes = Object.entries(bodies).map(([id, body]) => ({
      id,
      body: JSON.stringify(body),
    }));
    await this.app.stores.fleet.change(part, changes);
    await this.app.doorbook.intake.fleet.refresh();
  }

  /** Asks below `/book/v1`; the status and what the answer holds. */
  async ask(
    path: string,
    search: Readonly<Record<string, string | number>> = {},
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: unknown }> {
    const words = Object.entries(search).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const query = new URLSearchParams(words).toString();
    const url = `/book/v1${path}${query === "" ? "" : `?${query}`}`;
    const { status, text } = await this.app.get(url, { ...this.headers, ...headers });
    return { status, body: JSON.parse(text) as unknown };
  }

  /** A good answer. @throws Error with the refusal */
  async good<Body>(path: string, search: Readonly<Record<string, string | number>> = {}) {
    const { status, body } = await this.ask(path, search);
    if (status === 200) return body as Body;
    throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  }

  page(search: Readonly<Record<string, string | number>> = {}): Promise<BookPage> {
    return this.good<BookPage>("/events", search);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
  }
}
