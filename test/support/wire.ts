import { connect } from "node:net";
import type { Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** One answer as it came over a connection. */
export interface WireAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A connection on which a test writes the bytes itself, in the segments it likes. */
export class Wire implements Disposable {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #isClosed = false;
  #wake: () => void = () => undefined;
  readonly #closed = Promise.withResolvers<undefined>();

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#isClosed = true;
      this.#closed.resolve(undefined);
      this.#wake();
    });
  }

  /** @param from the caller's address, 127.0.0.0/8 */
  static async connect(port: number, from = "127.0.0.1"): Promise<Wire> {
    const socket = connect({ host: "127.0.0.1", port, localAddress: from });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new Wire(socket);
  }

  /** The same over TLS. @param ca the certificate that is trusted, PEM */
  static async connectTls(port: number, ca: string): Promise<Wire> {
    const socket = connectTls({ host: "127.0.0.1", port, ca });
    await new Promise((resolve, reject) => {
      socket.once("secureConnect", resolve).once("error", reject);
    });
    return new Wire(socket);
  }

  /** Resolves when the connection is closed, by whomever. */
  get closed(): Promise<undefined> {
    return this.#closed.promise;
  }

  /** Stops reading, so that what comes piles up at its sender. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Writes a segment and waits until it is handed to the network. */
  async write(bytes: string | Uint8Array): Promise<void> {
    await new Promise((resolve) => this.#socket.write(bytes, resolve));
  }

  /** Says that nothing more will be written. */
  end(): void {
    this.#socket.end();
  }

  /** The next answer; `undefined` when the connection closes before it is whole. */
  async answer(): Promise<WireAnswer | undefined> {
    for (;;) {
      const found = parseAnswer(this.#received);
      if (found !== undefined) {
        this.#received = this.#received.subarray(found.length);
        return found.answer;
      }
      if (this.#isClosed) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}

/** A request as bytes, with no header but those given and the body's length. */
export function requestBytes(
  start: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = "",
): Buffer {
  const bytes = Buffer.from(body);
  const lines = Object.entries({
    host: "doors",
    "content-length": String(bytes.length),
    ...headers,
  });
  const head = [`${start} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  return Buffer.concat([Buffer.from(`${head.join("\r\n")}\r\n\r\n`), bytes]);
}

/** An answer with a Content-Length at the start of the bytes. */
function parseAnswer(bytes: Buffer): { answer: WireAnswer; length: number } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const length = end + 4 + Number(headers.get("content-length") ?? 0);
  if (bytes.length < length) return undefined;
  const text = bytes.toString("utf8", end + 4, length);
  return { answer: { status: Number(first.split(" ")[1]), headers, text }, length };
}
