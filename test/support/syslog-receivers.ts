import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

/** Waits for a server to listen on 127.0.0.1, and says on which port. */
async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A receiver of lines over TCP. */
export class TcpReceiver implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets: Socket[] = [];
  /** What each connection brought, in the order in which they were opened. */
  readonly texts: string[] = [];
  port = 0;

  private constructor(reads: boolean) {
    this.#server = createServer((socket) => {
      const at = this.texts.push("") - 1;
      this.#sockets.push(socket);
      socket.setEncoding("utf8");
      socket.on("error", () => undefined);
      if (!reads) return;
      socket.on("data", (text: string) => {
        this.texts[at] += text;
      });
    });
  }

  /**
   * @param port 0 for one that is free
   * @param reads false to take connections, and nothing from them
   */
  static async open(port = 0, reads = true): Promise<TcpReceiver> {
    const receiver = new TcpReceiver(reads);
    receiver.port = await listen(receiver.#server, port);
    return receiver;
  }

  /** The whole lines that came, connection after connection. */
  lines(): string[] {
    return this.texts.flatMap((text) => text.split("\n").slice(0, -1));
  }

  /** Says something on all connections, and ends them. */
  end(): void {
    for (const socket of this.#sockets) socket.end("good bye\n");
  }

  /** Resets all connections, as a crash does. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.reset();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** A request as a receiver over HTTP saw it. */
export interface Posted {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** A receiver of lines over HTTP. */
export class HttpReceiver implements AsyncDisposable {
  readonly #server;
  readonly posted: Posted[] = [];
  /** What it answers; `undefined` for nothing at all. */
  status: number | undefined = 200;
  port = 0;

  private constructor() {
    this.#server = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("error", () => undefined);
      request.on("end", () => {
        const { method, url, headers } = request;
        const body = Buffer.concat(chunks).toString();
        this.posted.push({ method, path: url, type: headers["content-type"], body });
        if (this.status !== undefined) response.writeHead(this.status).end("{}");
      });
    });
  }

  /** @param port 0 for one that is free */
  static async open(port = 0): Promise<HttpReceiver> {
    const receiver = new HttpReceiver();
    receiver.port = await listen(receiver.#server, port);
    return receiver;
  }

  bodies(): string[] {
    return this.posted.map(({ body }) => body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

/** A receiver of lines over UDP. */
export class UdpReceiver implements AsyncDisposable {
  readonly #socket = createSocket("udp4");
  readonly datagrams: string[] = [];
  port = 0;

  static async open(): Promise<UdpReceiver> {
    const receiver = new UdpReceiver();
    const socket = receiver.#socket;
    socket.on("message", (bytes) => receiver.datagrams.push(bytes.toString()));
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    receiver.port = socket.address().port;
    return receiver;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await once(this.#socket, "close");
  }
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  await using receiver = await TcpReceiver.open();
  return receiver.port;
}
