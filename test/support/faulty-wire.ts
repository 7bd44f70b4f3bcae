import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";

/** It takes nobody, lets nothing through, or loses what the server says to `COMMIT`. */
export type Fault = "none" | "refuses" | "silent" | "loses commits";

/** The statement, and the server's word that it was done, as both stand on the wire. */
const COMMIT = "COMMIT\0";

/** A network between a client and a PostgreSQL server, with the faults that a test asks for. */
export class FaultyWire implements AsyncDisposable {
  fault: Fault = "none";
  /** How many answers to `COMMIT` were lost. */
  lost = 0;
  readonly #server: Server;
  readonly #socketPath: string;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, socketPath: string) {
    this.#server = server;
    this.#socketPath = socketPath;
    server.on("connection", (client) => this.#join(client));
  }

  /** @param socketPath the Unix socket that the server listens on */
  static async open(socketPath: string): Promise<FaultyWire> {
    const server = createServer();
    const wire = new FaultyWire(server, socketPath);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return wire;
  }

  /** Where the server is reached through the wire. */
  get url(): string {
    // a port is an AddressInfo's, once it listens on one
    const { port } = this.#server.address() as AddressInfo;
    return `postgresql://doorbook@127.0.0.1:${String(port)}/postgres`;
  }

  /** Breaks every connection that there is. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    if (this.fault === "refuses") {
      client.destroy();
      return;
    }
    const server = connect(this.#socketPath);
    const pair = [client, server];
    let isDeaf = false;
    client.on("data", (bytes) => {
      if (this.fault === "silent") return;
      if (this.fault === "loses commits" && bytes.includes(COMMIT)) isDeaf = true;
      server.write(bytes);
    });
    server.on("data", (bytes) => {
      if (!isDeaf) client.write(bytes);
      else if (bytes.includes(COMMIT)) {
        // the server has committed, and nobody hears of it
        this.lost += 1;
        client.destroy();
      }
    });
    for (const socket of pair) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        for (const other of pair) other.destroy();
      });
    }
  }
}
