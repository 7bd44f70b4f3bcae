import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const MAIN = new URL("../src/cli/main.ts", import.meta.url);

/** Passwords of the measured server; nobody else reaches it. */
export const PASSWORD = "bench";

/** A Doorbook in a process of its own. */
export class BenchServer implements AsyncDisposable {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#process = child;
  }

  static async start(dataFolder: string): Promise<BenchServer> {
    const launcher = new URL("../bin/doorbook.js", import.meta.url);
    // as script/server starts it
    const args = [
      "--max-semi-space-size=8",
      launcher.pathname,
      "serve",
      "--port",
      "0",
      "--data",
      dataFolder,
    ];
    const child = spawn(process.execPath, args, {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        DOORBOOK_ADMIN_PASSWORD: PASSWORD,
        DOORBOOK_LINK_PASSWORD: PASSWORD,
        DOORBOOK_LOG_LEVEL: "warn",
      },
    });
    if (child.stdout === null) throw new Error("no standard output");
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /http:\S+/.exec(line)?.[0];
      if (url !== undefined) return new BenchServer(url, child);
    }
    throw new Error(`the server did not start; see ${MAIN.pathname}`);
  }

  /** A token that reads the log. @param name of the account */
  async token(name = "admin"): Promise<string> {
    const md5 = createHash("md5").update(PASSWORD).digest("hex");
    const response = await fetch(`${this.url}/api/v1/login?username=${name}&password=${md5}`);
    const body: unknown = await response.json();
    return tokenOf(body);
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** Memory that is the process's own: resident, less mapped files; MB. */
  ownMegabytes(): number {
    const status = readFileSync(`/proc/${this.#process.pid}/status`, "utf8");
    const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
    return (read("VmRSS") - read("RssFile")) / 1024;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = new Promise((done) => this.#process.once("exit", done));
    this.#process.kill("SIGTERM");
    await exited;
  }
}

/** The token of a login's answer. */
export function tokenOf(body: unknown): string {
  if (typeof body === "object" && body !== null && "token" in body) return String(body.token);
  throw new Error(`no token: ${JSON.stringify(body)}`);
}
