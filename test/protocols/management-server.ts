import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { eventually } from "../support/eventually.ts";

/** A request as its bytes came. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** How many requests of its connection were not answered yet when it came. */
  readonly ahead: number;
  /** In how many pieces it came, at least. */
  readonly pieces: number;
  /** Which connection it came on, from 1. */
  readonly connection: number;
}

/** One event of a push. */
export interface PushedEvent {
  readonly created_at: number;
  readonly category?: string;
  readonly code: string;
  readonly priority?: string;
  readonly info: Readonly<Record<string, unknown>>;
}

/** The bytes that are answered; {@link HANG_UP} in place of an answer. */
type Answerer = (request: RawRequest, nth: number) => string;

/** Closes the connection without an answer. */
export const HANG_UP = "";

const JSON_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/** An answer whose length is told. */
export function answer(status: string, body: string): string {
  return `HTTP/1.1 ${status}\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;
}

/** An answer in chunks. */
export function chunked(body: string): string {
  const half = Math.ceil(body.length / 2);
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const chunks = chunk(body.slice(0, half)) + chunk(body.slice(half));
  return `${JSON_HEAD}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
}

/** What a server that is content answers. */
export function contentedly({ path }: RawRequest): string {
  return answer("200 OK", path.endsWith("/login") ? '{"token":"a token"}' : '{"status":"ok"}');
}

/** A management server that sees the bytes of its panels. It shares no code with Doorbook. */
export class ManagementServer implements AsyncDisposable {
  readonly port: number;
  readonly requests: RawRequest[] = [];
  readonly #close: () => Promise<void>;

  private constructor(port: number, close: () => Promise<void>) {
    this.port = port;
    this.#close = close;
  }

  static async open(respond: Answerer = contentedly, port = 0): Promise<ManagementServer> {
    const sockets = new Set<Socket>();
    let connections = 0;
    const take = (socket: Socket) => {
      sockets.add(socket);
      connections += 1;
      readRequests(socket, connections, opened, respond);
      socket.on("error", () => undefined);
    };
    const server = createServer(take);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    const opened = new ManagementServer((server.address() as AddressInfo).port, async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return opened;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  /** The events of all deliveries, in the order received. */
  get events(): readonly PushedEvent[] {
    return this.requests
      .filter(({ path }) => path.endsWith("/logs"))
      .flatMap(({ body }) => (JSON.parse(body) as { events: PushedEvent[] }).events);
  }

  /** The last words of the paths, in the order received. */
  get calls(): readonly string[] {
    return this.requests.map(({ path }) => path.split("/").at(-1) ?? "");
  }

  /** Waits until something holds of what was received. */
  async until(check: (server: ManagementServer) => boolean): Promise<void> {
    await eventually(20_000, async () => {
      if (!check(this)) throw new Error(`received: ${this.calls.slice(-30).join()}`);
      return Promise.resolve();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}

function readRequests(
  socket: Socket,
  connection: number,
  server: ManagementServer,
  respond: Answerer,
): void {
  let received = Buffer.alloc(0);
  let pieces = 0;
  let ahead = 0;
  socket.on("data", (piece: Buffer) => {
    received = Buffer.concat([received, piece]);
    pieces += 1;
    for (;;) {
      const head = received.indexOf("\r\n\r\n");
      if (head === -1) return;
      const [first = "", ...lines] = received.toString("latin1", 0, head).split("\r\n");
      const headers = new Map(
        lines.map((line) => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
        }),
      );
      const end = head + 4 + Number(headers.get("content-length") ?? 0);
      if (received.length < end) return;
      const [method = "", path = ""] = first.split(" ");
      const body = received.toString("utf8", head + 4, end);
      const request = { method, path, headers, body, ahead, pieces, connection };
      received = received.subarray(end);
      pieces = received.length > 0 ? 1 : 0;
      server.requests.push(request);
      ahead += 1;
      // after what came with it is read: who sends ahead is seen to
      setImmediate(() => {
        const said = respond(request, server.requests.indexOf(request));
        ahead -= 1;
        if (said === HANG_UP) socket.destroy();
        else socket.write(said);
      });
    }
  });
}
