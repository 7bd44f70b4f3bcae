import { PASSWORDS } from "./server-process.ts";
import { startDoorbook } from "./run-doorbook.ts";
import type { Running } from "./run-doorbook.ts";

/** What happened at a panel, as an emulator tells it. */
export interface ToldEvent {
  readonly panel: string;
  readonly nth: number;
  readonly atMs: number;
  readonly occurredAtMs: number;
  readonly key: string;
  readonly category?: string;
  readonly priority?: string;
  readonly model: Readonly<Record<string, unknown>>;
  readonly isDelivered: boolean;
  readonly isLost: boolean;
  readonly isShown: boolean;
  readonly isTold: boolean;
  readonly isForgotten: boolean;
}

/** How an emulated panel is, as an emulator tells it. */
export interface ToldPanel {
  readonly serial: string;
  readonly url: string;
  readonly isOn: boolean;
  readonly happened: number;
  readonly pending: number;
  readonly unshown: number;
  readonly untold: number;
  readonly isPushing: boolean;
  readonly isTelling: boolean;
}

/** How one kind of call went, as an emulator tells it. */
export interface ToldCalls {
  readonly answered: number;
  readonly failed: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** All that `GET /emulator` tells. */
export interface ToldEmulator {
  readonly panels: readonly ToldPanel[];
  readonly statistics: Readonly<Record<"login" | "logs" | "pong" | "refresh", ToldCalls>>;
}

/** `doorbook emulate` as a process of its own on 127.0.0.1. */
export class EmulatorProcess implements AsyncDisposable {
  readonly #running: Running;
  readonly url: string;

  private constructor(running: Running, url: string) {
    this.#running = running;
    this.url = url;
  }

  /**
   * Starts it and waits until its panels answer.
   *
   * @param args beside the port, which is any free one
   * @throws Error with what it said when it ends instead
   */
  static async start(args: readonly string[]): Promise<EmulatorProcess> {
    const env = { DOORBOOK_LINK_PASSWORD: PASSWORDS.link, DOORBOOK_PASSWORD: PASSWORDS.admin };
    const running = startDoorbook(["emulate", "--port", "0", ...args], { env });
    const line = await running.firstLine;
    const url = /control: (http:\/\/127\.0\.0\.1:\d+)\/emulator$/.exec(line)?.[1];
    if (url !== undefined) return new EmulatorProcess(running, url);
    const { code, stderr } = await running.ended;
    throw new Error(`the emulator did not start (${String(code)}): ${line}${stderr}`);
  }

  async tell(): Promise<ToldEmulator> {
    const response = await fetch(`${this.url}/emulator`);
    return (await response.json()) as ToldEmulator;
  }

  /** Does something to one panel, or with `*` to all. */
  async act(serial: string, word: string, members: object = {}): Promise<void> {
    const url = `${this.url}/emulator/panels/${encodeURIComponent(serial)}/${word}`;
    const response = await fetch(url, { method: "POST", body: JSON.stringify(members) });
    if (!response.ok) throw new Error(await response.text());
  }

  async resetStatistics(): Promise<void> {
    await fetch(`${this.url}/emulator/statistics/reset`, { method: "POST" });
  }

  /** All that ever happened, panel after panel. */
  async happened(): Promise<readonly ToldEvent[]> {
    const text = await (await fetch(`${this.url}/emulator/happened`)).text();
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as ToldEvent);
  }

  async kill(): Promise<void> {
    this.#running.child.kill("SIGKILL");
    await this.#running.ended;
  }

  async stop(): Promise<void> {
    this.#running.child.kill("SIGTERM");
    await this.#running.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
