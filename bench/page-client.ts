import { Agent, request } from "node:http";
import { fork } from "node:child_process";
import autocannon from "autocannon";
import { Random } from "./dataset.ts";
import type { BenchServer } from "./server.ts";

/** Asks one server for pages over one kept connection. */
export class PageClient implements AsyncDisposable {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** @param name of the account that asks; default the admin */
  static async open(server: BenchServer, name?: string): Promise<PageClient> {
    return new PageClient(server.url, await server.token(name));
  }

  /** The whole answer's text. */
  get(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.#token}` };
      const options = { agent: this.#agent, headers };
      const sending = request(`${this.#url}${path}`, options, (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`${path}: ${response.statusCode} ${text}`));
        });
      });
      sending.on("error", reject);
      sending.end();
    });
  }

  /** How many pages there are below a base path. */
  async pages(base: string, limit: number): Promise<number> {
    const text = await this.get(`${base}/api/v1/log/items?limit=${limit}`);
    return Number(/"total_pages":(\d+)/.exec(text)?.[1] ?? 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }
}

/** A load of random pages. */
export interface Load {
  readonly url: string;
  /** What stands before `/api`. */
  readonly base: string;
  readonly token: string;
  readonly pages: number;
  readonly seed: number;
}

/** Requests a second that a server answers to a load from another process. */
export function requestsPerSecond(load: Load): Promise<number> {
  const child = fork(new URL(import.meta.url), ["load"]);
  return new Promise((resolve, reject) => {
    child.once("message", (speed: number) => resolve(speed));
    child.once("exit", (code) => reject(new Error(`the load ended with ${code}`)));
    child.send(load);
  });
}

async function runLoad({ url, base, token, pages, seed }: Load): Promise<void> {
  const random = new Random(1000 + seed);
  const requests = Array.from({ length: 4000 }, () => ({
    method: "GET" as const,
    path: `${base}/api/v1/log/items?limit=10&page_number=${1 + random.below(pages)}`,
    headers: { authorization: `Bearer ${token}` },
  }));
  const result = await autocannon({ url, connections: 32, duration: 4, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error("a request was refused");
  process.send?.(result.requests.average);
  process.disconnect?.();
}

if (process.argv[2] === "load") process.once("message", (load: Load) => void runLoad(load));
