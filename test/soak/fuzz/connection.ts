import { connect } from "node:net";
import type { Socket } from "node:net";

/** One answer as it came. */
export interface RawAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** What can be read from the start of some bytes. */
interface Parsed {
  readonly answer: RawAnswer;
  readonly length: number;
}

/** A connection on which anything may be written, and what comes back in whole answers. */
export class Connection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #isClosed = false;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    // a reset is one way of being closed
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  /** @param from the caller's address, 127.0.0.0/8 */
  static async open(port: number, from: string): Promise<Connection> {
    const socket = connect({ host: "127.0.0.1", port, localAddress: from });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new Connection(socket);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Bytes that are no whole answer. */
  get rest(): Buffer {
    return this.#received;
  }

  write(bytes: Buffer): void {
    if (!this.#isClosed) this.#socket.write(bytes);
  }

  /** Says that nothing more will be written. */
  end(): void {
    if (!this.#isClosed) this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /**
   * The next answer, interim ones passed over; `undefined` when the connection closes instead.
   *
   * @param hasBody false for the answer to a HEAD
   * @throws Error when neither happens in time, or what comes is no HTTP
   */
  async answer(withinMs: number, hasBody = true): Promise<RawAnswer | undefined> {
    const deadlineMs = performance.now() + withinMs;
    for (;;) {
      const parsed = parseAnswer(this.#received, hasBody);
      if (parsed !== undefined) {
        this.#received = this.#received.subarray(parsed.length);
        if (parsed.answer.status >= 200) return parsed.answer;
      } else if (this.#isClosed) return undefined;
      else await this.#change(deadlineMs - performance.now());
    }
  }

  async #change(withinMs: number): Promise<void> {
    const timeout = Promise.withResolvers<undefined>();
    const timer = setTimeout(
      () => timeout.reject(new Error("neither answered nor closed in time")),
      Math.max(0, withinMs),
    );
    try {
      await Promise.race([new Promise<void>((wake) => (this.#wake = wake)), timeout.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function parseAnswer(bytes: Buffer, hasBody: boolean): Parsed | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const [first = "", ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  if (Number.isNaN(status)) throw new Error(`no HTTP: ${first.slice(0, 200)}`);
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const isBare = !hasBody || status < 200 || status === 204 || status === 304;
  const after = bytes.subarray(end + 4);
  const body = isBare ? { text: "", length: 0 } : bodyOf(after, headers);
  if (body === undefined) return undefined;
  return { answer: { status, headers, text: body.text }, length: end + 4 + body.length };
}

/** @throws Error when nothing says where the body ends */
function bodyOf(
  bytes: Buffer,
  headers: RawAnswer["headers"],
): { text: string; length: number } | undefined {
  if (headers.get("transfer-encoding") === "chunked") return chunksOf(bytes);
  const length = Number(headers.get("content-length") ?? Number.NaN);
  if (Number.isNaN(length)) throw new Error("an answer without a length");
  return bytes.length < length ? undefined : { text: bytes.toString("utf8", 0, length), length };
}

function chunksOf(bytes: Buffer): { text: string; length: number } | undefined {
  let text = "";
  for (let at = 0; ;) {
    const end = bytes.indexOf("\r\n", at);
    if (end === -1) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, end), 16);
    at = end + 2 + size + 2;
    if (Number.isNaN(size)) throw new Error("a chunk without a size");
    if (bytes.length < at) return undefined;
    if (size === 0) return { text, length: at };
    text += bytes.toString("utf8", end + 2, at - 2);
  }
}
