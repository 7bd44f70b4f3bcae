import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { FromPusher, PusherCounts, ToPusher } from "./pusher-messages.ts";
import type { TrafficOptions } from "./traffic.ts";

/** What was acknowledged by the time at which the pusher was paused. */
export interface Acknowledged {
  /** By panel: its events below this number. */
  readonly byPanel: readonly number[];
  readonly counts: PusherCounts;
}

/** The process with the panels, {@link file://./pusher.ts}, and what it has said. */
export class PusherProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #done = Promise.withResolvers<undefined>();
  #total = 0;
  #isDone = false;
  #isEnding = false;
  #paused = Promise.withResolvers<Acknowledged>();
  /** Those who wait until so many events are acknowledged. */
  readonly #waiting: { readonly total: number; readonly wake: () => void }[] = [];

  constructor(options: TrafficOptions) {
    const program = fileURLToPath(new URL("pusher.ts", import.meta.url));
    this.#child = fork(program, [JSON.stringify(options)]);
    this.#child.on("message", (message: FromPusher) => this.#hear(message));
    this.#child.on("exit", (code) => {
      if (this.#isEnding) return;
      const error = new Error(`the pusher ended with ${String(code)}`);
      this.#paused.reject(error);
      this.#done.reject(error);
    });
    // whoever waits for it hears of it
    this.#done.promise.catch(() => undefined);
    this.#paused.promise.catch(() => undefined);
  }

  /** Different events acknowledged so far. */
  get total(): number {
    return this.#total;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Lets the panels push to a server. */
  go(address: string): void {
    this.#tell({ is: "go", address });
  }

  /** Lets the panels finish the pushes under way, and start no others. */
  async pause(): Promise<Acknowledged> {
    this.#paused = Promise.withResolvers();
    this.#tell({ is: "pause" });
    return this.#paused.promise;
  }

  /** Resolves once so many events are acknowledged in all, or nothing is left to push. */
  async acknowledges(total: number): Promise<void> {
    const reached = new Promise<void>((wake) => this.#waiting.push({ total, wake }));
    this.#wake();
    await Promise.race([reached, this.#done.promise]);
  }

  /** Resolves once every event is acknowledged. */
  async finished(): Promise<void> {
    await this.#done.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }

  #tell(message: ToPusher): void {
    this.#child.send(message);
  }

  #hear(message: FromPusher): void {
    if (message.is === "acknowledged") {
      this.#total += message.events;
      this.#wake();
    } else if (message.is === "paused") {
      this.#paused.resolve({ byPanel: message.acknowledged, counts: message.counts });
    } else {
      this.#isDone = true;
      this.#done.resolve(undefined);
    }
  }

  #wake(): void {
    for (const waiting of this.#waiting.splice(0)) {
      if (waiting.total <= this.#total) waiting.wake();
      else this.#waiting.push(waiting);
    }
  }
}
