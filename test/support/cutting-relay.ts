import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";

/** A network between clients and a server that cuts connections while answers come. */
export class CuttingRelay implements AsyncDisposable {
  /** How many connections were cut so far. */
  cuts = 0;
  /** Where the server is, `http://127.0.0.1:…`; connections that there are stay where they lead. */
  target: string;
  readonly #server: Server;
  readonly #bytesToNextCut: () => number;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, target: string, bytesToNextCut: () => number) {
    this.#server = server;
    this.target = target;
    this.#bytesToNextCut = bytesToNextCut;
    server.on("connection", (client) => this.#join(client));
  }

  /**
   * @param target where the server is, `http://127.0.0.1:…`
   * @param bytesToNextCut asked for each connection: after so many bytes of answers it is cut
   */
  static async open(target: string, bytesToNextCut: () => number): Promise<CuttingRelay> {
    const server = createServer();
    const relay = new CuttingRelay(server, target, bytesToNextCut);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return relay;
  }

  /** Where the server is reached through the relay. */
  get address(): string {
    // a port is an AddressInfo's, once it listens on one
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${String(port)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket): void {
    const { hostname, port } = new URL(this.target);
    const server = connect(Number(port), hostname);
    let left = this.#bytesToNextCut();
    client.on("data", (bytes) => server.write(bytes));
    server.on("data", (bytes: Buffer) => {
      if (bytes.length < left) {
        left -= bytes.length;
        client.write(bytes);
        return;
      }
      this.cuts += 1;
      server.destroy();
      // what the network had taken already arrives
      client.end(bytes.subarray(0, left));
    });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.end();
      });
    }
  }
}
