import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A call that a panel made. */
export interface ReceivedCall {
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly token: string | undefined;
  readonly body: string;
}

/** What is answered to a call; `undefined` for no answer at all. */
type Answerer = (call: ReceivedCall, nth: number) => { status: number; body?: string } | undefined;

/** A management server that notes what it is asked. */
export class PushReceiver implements AsyncDisposable {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  readonly #close: () => Promise<void>;

  private constructor(url: string, calls: readonly ReceivedCall[], close: () => Promise<void>) {
    this.url = url;
    this.calls = calls;
    this.#close = close;
  }

  /** @param answer told of each call, and how many there were before; a token and 200 when absent */
  static async open(answer: Answerer = () => ({ status: 200 })): Promise<PushReceiver> {
    const calls: ReceivedCall[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.setEncoding("utf8").on("data", (text: string) => (body += text));
      request.on("end", () => {
        const call = {
          method: request.method ?? "",
          path: request.url ?? "",
          contentType: request.headers["content-type"],
          token: request.headers.authorization?.replace("Bearer ", ""),
          body,
        };
        calls.push(call);
        const answered = answer(call, calls.length - 1);
        if (answered === undefined) request.socket.destroy();
        else {
          response.writeHead(answered.status);
          response.end(answered.body ?? '{"token":"t0ken"}');
        }
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new PushReceiver(`http://127.0.0.1:${String(port)}`, calls, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  /** The events of all pushes, in the order received. */
  get events(): readonly { created_at: number; code: string; priority?: string; info: unknown }[] {
    return this.calls
      .filter(({ path }) => path.endsWith("/logs"))
      .flatMap(({ body }) => (JSON.parse(body) as { events: [] }).events);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }
}
