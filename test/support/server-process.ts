import { basic } from "./app.ts";
import { startDoorbook } from "./run-doorbook.ts";
import type { Ended, Running } from "./run-doorbook.ts";

/** The passwords of every server that is started as a process of its own. */
export const PASSWORDS = { admin: "correct horse", link: "battery staple" } as const;

/** The headers with which its admin reads: a good Basic call is no event of the log. */
export const ADMIN_HEADERS = basic("admin", PASSWORDS.admin);

/** `doorbook serve` as a process of its own on 127.0.0.1: a signal that is sent reaches the server. */
export class ServerProcess {
  readonly #running: Running;
  #isReady = false;

  private constructor(running: Running) {
    this.#running = running;
    void running.firstLine.then((line) => (this.#isReady = line !== ""));
  }

  /**
   * Starts it on a data folder and does not wait until it answers.
   *
   * @param through a command that runs it, with its own arguments; signals go to that
   * @param port any free one when 0
   * @param flags of its settings
   */
  static spawn(
    dataFolder: string,
    through: readonly string[] = [],
    port = 0,
    flags: readonly string[] = [],
  ): ServerProcess {
    const base = ["serve", "--port", String(port), "--data", dataFolder, "--log-level", "error"];
    const args = [...base, ...flags];
    const env = {
      DOORBOOK_ADMIN_PASSWORD: PASSWORDS.admin,
      DOORBOOK_LINK_PASSWORD: PASSWORDS.link,
    };
    return new ServerProcess(startDoorbook(args, { env, through }));
  }

  /** Starts it and waits until it answers. @throws Error with what it said when it ends instead */
  static async start(
    dataFolder: string,
    port = 0,
    flags: readonly string[] = [],
  ): Promise<ServerProcess> {
    const server = ServerProcess.spawn(dataFolder, [], port, flags);
    await server.address();
    return server;
  }

  /** Where it answers, `http://127.0.0.1:…`. @throws Error with what it said when it ends instead */
  async address(): Promise<string> {
    const line = await this.#running.firstLine;
    const address = /^Doorbook listens on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
    if (address !== undefined) return address;
    const { code, signal, stderr } = await this.#running.ended;
    throw new Error(`the server did not start (${signal ?? String(code)}): ${line}${stderr}`);
  }

  /** Whether it has said that it answers. */
  get isReady(): boolean {
    return this.#isReady;
  }

  get pid(): number {
    const { pid } = this.#running.child;
    if (pid === undefined) throw new Error("the server could not be started");
    return pid;
  }

  /** Resolves when it has ended, however it ended. */
  get ended(): Promise<Ended> {
    return this.#running.ended;
  }

  send(signal: NodeJS.Signals): void {
    this.#running.child.kill(signal);
  }

  /** Kills it as a power cut of the process would, and waits until it is gone. */
  async kill(): Promise<void> {
    this.send("SIGKILL");
    await this.ended;
  }

  /** Lets it finish. @throws Error unless it ends with 0 */
  async stop(): Promise<Ended> {
    this.send("SIGTERM");
    const ended = await this.ended;
    if (ended.code === 0) return ended;
    throw new Error(`the server ended with ${String(ended.code)}: ${ended.stderr}`);
  }
}
