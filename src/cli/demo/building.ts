import { Worker } from "node:worker_threads";
import type { EmulatorOptions } from "../../emulator/api.ts";
import type { PanelToRegister } from "../../fleet/register-panels.ts";
import { demoPanels } from "./demo-panels.ts";
import type { Progress } from "./demo-progress.ts";
import { DEMO_PREFIX, memoryPath } from "./folder.ts";
import type { DemoSecrets } from "./folder.ts";
import type { DemoMessage } from "./messages.ts";

/** A demo's days of history and scenes a minute: some event every three seconds at least. */
const BUILDING = { days: 60, rate: 20, seed: 1 } as const;

/** From a failed push to the next, ms: who looks at a demo does not wait a minute. */
const RETRY_MS = 2_000;

/** What a demo's building rests on. */
export interface DemoBuildingParts {
  /** Where the server answers. */
  readonly address: string;
  readonly folder: string;
  readonly secrets: DemoSecrets;
  /** Tells the operator something. */
  readonly say: (line: string) => void;
  /** Told once which panels there are, and how those are asked that do not tell by themselves. */
  readonly onKnown: (panels: readonly PanelToRegister[]) => void;
}

/** The emulated building behind a demo's server, in a thread of its own. */
export class DemoBuilding {
  readonly #worker: Worker;
  readonly #say: DemoBuildingParts["say"];
  readonly #onKnown: DemoBuildingParts["onKnown"];
  readonly #ended = Promise.withResolvers<Error>();
  #lastSaidAtMs = -Infinity;
  #isLive = false;
  #isClosing = false;

  private constructor({ address, folder, secrets, say, onKnown }: DemoBuildingParts) {
    const task: EmulatorOptions = {
      ...BUILDING,
      serialPrefix: DEMO_PREFIX,
      quirks: ["noContentType", "doubledPushes", "missingPriority"],
      panels: demoPanels({ address, linkPassword: secrets.linkPassword }),
      password: secrets.adminPassword,
      memory: memoryPath(folder),
      retryMs: RETRY_MS,
    };
    const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
    const file = new URL(`./panels-thread${ending}`, import.meta.url);
    this.#say = say;
    this.#onKnown = onKnown;
    this.#worker = new Worker(file, { workerData: JSON.stringify(task) });
    this.#worker.on("message", (message: DemoMessage) => this.#hear(message));
    this.#worker.on("error", (error: Error) => this.#ended.resolve(error));
    this.#worker.on("exit", () => this.#ended.resolve(new Error("the demo's panels have ended")));
  }

  static open(parts: DemoBuildingParts): DemoBuilding {
    return new DemoBuilding(parts);
  }

  /** Resolves when the panels have ended by themselves. */
  get failed(): Promise<Error> {
    return this.#ended.promise;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    this.#worker.postMessage("close");
    await this.#ended.promise;
  }

  #hear(message: DemoMessage): void {
    if (this.#isClosing) return;
    if (message.is === "delivering") this.#tellDelivery(message);
    else {
      this.#introduce(message);
      this.#onKnown(message.known);
    }
  }

  #introduce({ url, panels, ways }: Extract<DemoMessage, { is: "started" }>): void {
    const [panel = ""] = panels;
    this.#say(`Demo: ${panels.length} emulated panels of one building: ${ways}. Press a button:`);
    this.#say(`  curl -X POST ${url}/emulator/panels/${panel}/exit-button`);
  }

  #tellDelivery({ happened, pending }: Progress): void {
    if (this.#isLive) return;
    const count = happened.toLocaleString("en");
    if (pending === 0) {
      this.#isLive = true;
      this.#say(`Demo: all ${count} events so far are in the book; from now on it is live.`);
      return;
    }
    const nowMs = performance.now();
    if (nowMs - this.#lastSaidAtMs < SAY_MS) return;
    this.#lastSaidAtMs = nowMs;
    const delivered = (happened - pending).toLocaleString("en");
    this.#say(`Demo: ${delivered} of ${count} events of history are in the book ...`);
  }
}

/** How often the delivery is told of, ms. */
const SAY_MS = 5_000;
