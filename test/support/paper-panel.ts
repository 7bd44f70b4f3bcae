import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { eventually } from "./eventually.ts";

/** An event as it stands in an answer. */
export interface PaperEvent {
  readonly timestamp: number;
  /** Its JSON text. */
  readonly text: string;
}

/** Answers a call in the panel's stead. @returns whether it did */
export type TakeOver = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What a panel shows itself with. */
export interface PaperCertificate {
  readonly cert: string;
  readonly key: string;
}

/** The token that it gives at its first login; the nth is `token-<n>`. */
export const FIRST_TOKEN = "token-1";

/**
 * A panel of which a test writes every byte: a small server with a list of events, which answers as an
 * Android panel does until a test takes a call over.
 */
export class PaperPanel implements AsyncDisposable {
  readonly serial: string;
  readonly username = "admin";
  readonly password = "paper";
  readonly events: PaperEvent[] = [];
  /** The calls so far, without their questions: `GET /api/info`. */
  readonly calls: string[] = [];
  /** The questions for pages so far. */
  readonly questions: URLSearchParams[] = [];
  /** Answers in its stead, where it does. */
  takeOver: TakeOver = () => false;
  /** The bytes that all of its answers took on the wire. */
  #bytes = 0;
  #logins = 0;
  #url = "";
  readonly #server: Server;

  private constructor(serial: string, tls: PaperCertificate | undefined) {
    this.serial = serial;
    const answer = (request: IncomingMessage, response: ServerResponse) =>
      this.#answer(request, response);
    this.#server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
    this.#server.on("connection", (socket) => {
      socket.on("error", () => undefined);
      socket.on("close", () => (this.#bytes += socket.bytesWritten));
    });
  }

  /** @param tls to be asked by https */
  static async open(serial = "PAPER-1", tls?: PaperCertificate): Promise<PaperPanel> {
    const panel = new PaperPanel(serial, tls);
    panel.#server.listen(0, "127.0.0.1");
    await once(panel.#server, "listening");
    const { port } = panel.#server.address() as AddressInfo;
    panel.#url = `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`;
    return panel;
  }

  get url(): string {
    return this.#url;
  }

  /** How often it was logged in to. */
  get logins(): number {
    return this.#logins;
  }

  /** The bytes sent on the connections that are closed. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Takes an event in, in the order of time behind those of the same. */
  note(timestamp: number, model: object = {}, key = "tamper_event"): void {
    const info = { model, text: "" };
    const said = { timestamp, category: "emergency", priority: "critical" };
    const text = JSON.stringify({ ...said, name: { key, text: "" }, info });
    this.noteText(timestamp, text);
  }

  /** Takes an event in as a text that is shown as it is. @param timestamp where it stands */
  noteText(timestamp: number, text: string): void {
    const at = this.events.findLastIndex((event) => event.timestamp <= timestamp);
    this.events.splice(at + 1, 0, { timestamp, text });
  }

  /** Waits until all of its connections are closed. */
  async hungUp(): Promise<void> {
    await eventually(5_000, async () => {
      const open = await new Promise((resolve) =>
        this.#server.getConnections((_, n) => resolve(n)),
      );
      assert.equal(open, 0);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", this.#url);
    this.calls.push(`${request.method} ${url.pathname}`);
    if (this.takeOver(request, response)) return;
    const body = this.#bodyOf(url);
    response.writeHead(body === undefined ? 404 : 200).end(body ?? "{}");
  }

  #bodyOf({ pathname, searchParams }: URL): string | undefined {
    if (pathname === "/api/info") {
      return JSON.stringify({ device_serial_number: this.serial, api_version: "2.9.0" });
    }
    if (pathname === "/api/v1/login") {
      this.#logins += 1;
      return JSON.stringify({ token: `token-${this.#logins}` });
    }
    if (pathname === "/api/v1/device/time") {
      return JSON.stringify({ device_time_unix: Math.floor(Date.now() / 1000) });
    }
    if (pathname !== "/api/v1/log/items") return undefined;
    this.questions.push(searchParams);
    return this.page(searchParams);
  }

  /** The page that a question is answered with. */
  page(question: URLSearchParams): string {
    const number = (name: string, otherwise: number) => Number(question.get(name) ?? otherwise);
    const [fromMs, toMs] = [number("from", -Infinity), number("to", Infinity)];
    const [limit, page] = [number("limit", 50), number("page_number", 1)];
    const asked = this.events.filter(({ timestamp }) => timestamp >= fromMs && timestamp <= toMs);
    const shown = asked.slice((page - 1) * limit, page * limit);
    return pageText(asked.length, shown.map(({ text }) => text).join(","));
  }
}

/** A page of a log as a panel writes it. @param items JSON texts with commas between */
export function pageText(total: number, items: string): string {
  return `{"list_option":{"pagination":{"total_items":${total}}},"list_items":[${items}]}`;
}
