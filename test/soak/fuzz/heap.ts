import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";

/** What a process writes to standard error because it is looked into. */
export const INSPECTOR_LINES = /^(?:Debugger |For help, |Waiting for the debugger ).*\n/gm;

const MAIN = "main";

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: { readonly sessionId: string; readonly message?: string };
}

/** A command that runs a server whose heap can be looked at, and the port to do it at. */
export async function inspectable(): Promise<{ through: readonly string[]; port: number }> {
  await using probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  return { through: ["env", `NODE_OPTIONS=--inspect=127.0.0.1:${String(port)}`], port };
}

/** What a server's JavaScript holds, in all of its threads, once what is garbage is collected. */
export class HeapWatch implements Disposable {
  readonly #socket: WebSocket;
  readonly #threads = new Set([MAIN]);
  readonly #waiting = new Map<string, (result: unknown) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => {
      this.#hear(MAIN, JSON.parse(String(data)) as Reply);
    });
  }

  static async open(port: number): Promise<HeapWatch> {
    const list = await fetch(`http://127.0.0.1:${String(port)}/json/list`);
    const [target] = (await list.json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? "");
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", reject);
    });
    const watch = new HeapWatch(socket);
    await watch.#ask(MAIN, "NodeWorker.enable", { waitForDebuggerOnStart: false });
    if (watch.#threads.size < 3) throw new Error("the store's threads cannot be looked at");
    return watch;
  }

  /** MiB, buffers included. */
  async usedMiB(): Promise<number> {
    let bytes = 0;
    for (const thread of this.#threads) {
      // twice: what was only waiting for its finalizer goes with the second
      await this.#ask(thread, "HeapProfiler.collectGarbage");
      await this.#ask(thread, "HeapProfiler.collectGarbage");
      const { usedSize, backingStorageSize = 0 } = (await this.#ask(
        thread,
        "Runtime.getHeapUsage",
      )) as { usedSize: number; backingStorageSize?: number };
      bytes += usedSize + backingStorageSize;
    }
    return bytes / 2 ** 20;
  }

  [Symbol.dispose](): void {
    this.#socket.close();
  }

  async #ask(thread: string, method: string, params: object = {}): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const reply = new Promise<unknown>((resolve) =>
      this.#waiting.set(`${thread} ${String(id)}`, resolve),
    );
    const message = JSON.stringify({ id, method, params });
    if (thread === MAIN) this.#socket.send(message);
    else this.#tell(thread, message);
    return reply;
  }

  #tell(sessionId: string, message: string): void {
    this.#lastId += 1;
    const params = { sessionId, message };
    const method = "NodeWorker.sendMessageToWorker";
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }));
  }

  #hear(thread: string, { id, result, method, params }: Reply): void {
    if (id !== undefined) this.#waiting.get(`${thread} ${String(id)}`)?.(result);
    else if (method === "NodeWorker.attachedToWorker" && params !== undefined) {
      this.#threads.add(params.sessionId);
    } else if (method === "NodeWorker.receivedMessageFromWorker" && params !== undefined) {
      this.#hear(params.sessionId, JSON.parse(params.message ?? "{}") as Reply);
    }
  }
}
