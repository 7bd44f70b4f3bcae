import type { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { renderError, WIRE_ERRORS } from "../basip/android/errors.ts";
import type { Call } from "../http/connection.ts";
import { DEFAULT_LIMITS } from "../http/limits.ts";
import { makeServer } from "../http/server.ts";
import type { Panel } from "./panel.ts";

/** What listens for an emulator's callers. */
export interface FrontParts {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly panels: readonly Panel[];
  /** Whether each panel has a port of its own, the ones after `port`. */
  readonly hasOwnPorts: boolean;
  readonly control: FastifyInstance;
}

const PANEL_PATH = /^\/panels\/([^/?]+)(\/[^?]*)?/;

/** The ports of an emulator: one for control and all panels, and perhaps one for each panel. */
export class Front {
  readonly #parts: FrontParts;
  readonly #bySerial: ReadonlyMap<string, Panel>;
  readonly #servers: Server[] = [];
  /** Which panel a connection asked last, where several are behind one port. */
  readonly #asked = new WeakMap<Socket, Panel>();

  private constructor(parts: FrontParts) {
    this.#parts = parts;
    this.#bySerial = new Map(parts.panels.map((panel) => [panel.serial, panel]));
  }

  /**
   * Listens, and tells each panel where its API stands.
   *
   * @returns the front, and its URL
   * @throws what the system says when a port is taken; nothing listens then
   */
  static async open(parts: FrontParts): Promise<{ front: Front; url: string }> {
    const front = new Front(parts);
    try {
      return { front, url: await front.#open() };
    } catch (error) {
      await front.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map(async (server) => {
        const closed = new Promise((resolve) => server.close(resolve));
        server.closeAllConnections();
        await closed;
      }),
    );
  }

  async #open(): Promise<string> {
    const { panels, port, hasOwnPorts } = this.#parts;
    const url = await this.#listen(port, (call) => this.#route(call));
    const [only] = panels;
    for (const [index, panel] of panels.entries()) {
      if (hasOwnPorts) {
        const own = port === 0 ? 0 : port + 1 + index;
        panel.standsAt(await this.#listen(own, (call) => this.#routeOwn(panel, call)));
      } else if (panels.length === 1 && only !== undefined) {
        panel.standsAt(url);
      } else {
        panel.standsAt(`${url}/panels/${encodeURIComponent(panel.serial)}`);
      }
    }
    return url;
  }

  async #listen(port: number, carryOut: (call: Call) => void): Promise<string> {
    const { host } = this.#parts;
    const server = makeServer({ limits: DEFAULT_LIMITS, carryOut, onRefused: () => undefined });
    this.#servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port }, resolve);
    });
    const address = server.address();
    return `http://${urlHost(host)}:${isInfo(address) ? address.port : port}`;
  }

  #route(call: Call): void {
    const url = call.request.url ?? "/";
    const [path = "", serial, rest = "/"] = PANEL_PATH.exec(url) ?? [];
    if (serial !== undefined) {
      const panel = this.#bySerial.get(decode(serial));
      call.request.url = rest + url.slice(path.length);
      this.#connects(call, panel);
      if (panel === undefined) answerNotFound(call);
      else panel.answer(call);
      return;
    }
    const { panels, control } = this.#parts;
    const [only] = panels;
    if (only !== undefined && panels.length === 1) this.#routeOwn(only, call);
    else {
      this.#connects(call, undefined);
      control.routing(call.request, call.response);
    }
  }

  /** A cut ends the connections of its panel alone, and no answer of the control API. */
  #connects({ request: { socket } }: Call, panel: Panel | undefined): void {
    const before = this.#asked.get(socket);
    if (before === panel) return;
    before?.network.release(socket);
    if (panel === undefined) this.#asked.delete(socket);
    else this.#asked.set(socket, panel);
  }

  #routeOwn(panel: Panel, call: Call): void {
    if (isControl(call.request.url ?? "")) {
      panel.network.release(call.request.socket);
      this.#parts.control.routing(call.request, call.response);
    } else {
      panel.answer(call);
    }
  }
}

function isControl(url: string): boolean {
  return /^\/emulator(?:[/?]|$)/.test(url);
}

function isInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

function urlHost(host: string): string {
  const shown = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return shown.includes(":") ? `[${shown}]` : shown;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function answerNotFound({ response }: Call): void {
  response.writeHead(404, { "content-type": "application/json" });
  response.end(renderError(WIRE_ERRORS.path));
}
