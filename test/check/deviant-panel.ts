import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** In what a panel of our own is unlike others. */
export interface Deviation {
  /** Events as the log shows them, oldest first. */
  readonly events?: readonly unknown[];
  /** What `/api/info` answers. */
  readonly info?: unknown;
  /** The text of every refusal. */
  readonly refusal?: string;
  /** With what a login is refused, status 400. */
  readonly loginRefusal?: string;
  /** What a path beside the log answers, status 200. */
  readonly neighbour?: unknown;
  /** Answers a call of the log in its own way; `false` where it does not. */
  readonly hijack?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const TOKEN = "a1".repeat(20);

/**
 * A panel that does much otherwise: newest first always, other words of refusal, no seconds, filters
 * passed over, pages for people where a path is not there. Over a real socket.
 */
export class DeviantPanel implements AsyncDisposable {
  readonly #server = createServer((request, response) => this.#answer(request, response));
  readonly #deviation: Deviation;
  /** The method of every call. */
  readonly methods: string[] = [];
  logins = 0;

  private constructor(deviation: Deviation) {
    this.#deviation = deviation;
  }

  static async open(deviation: Deviation = {}): Promise<DeviantPanel> {
    const panel = new DeviantPanel(deviation);
    const { promise, resolve } = Promise.withResolvers<void>();
    panel.#server.listen(0, "127.0.0.1", resolve);
    await promise;
    return panel;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.methods.push(request.method ?? "");
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://panel");
    const { info, loginRefusal, neighbour, hijack } = this.#deviation;
    if (pathname === "/api/info") return json(response, 200, info ?? { api_version: "2.9.0" });
    if (pathname === "/api/v1/login") {
      this.logins += 1;
      if (loginRefusal !== undefined) return json(response, 400, { error: loginRefusal });
      return json(response, 200, { token: TOKEN, account_type: "admin" });
    }
    if (pathname === "/api/v1/log/items") {
      if (hijack?.(request, response) === true) return undefined;
      return this.#list(request, response, searchParams);
    }
    if (neighbour !== undefined && pathname.startsWith("/api/v1/")) {
      return json(response, 200, neighbour);
    }
    return html(response);
  }

  #list({ headers }: IncomingMessage, response: ServerResponse, search: URLSearchParams): void {
    const { refusal = "Incorrect value", events = [] } = this.#deviation;
    if (headers.authorization === undefined) return json(response, 403, { error: refusal });
    const limit = Number(search.get("limit") ?? "20");
    if (limit === 11) return json(response, 400, { error: refusal });
    const page = Number(search.get("page_number") ?? "1");
    const shown = [...events].reverse().slice((page - 1) * limit, page * limit);
    json(response, 200, {
      list_option: {
        pagination: { total_items: events.length, items_limit: limit, current_page: page },
        sort: { asc: false },
      },
      list_items: shown,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body, undefined, 1));
}

function html(response: ServerResponse): void {
  response.writeHead(404, { "content-type": "text/html" });
  response.end("<html><body>Nothing here</body></html>");
}
