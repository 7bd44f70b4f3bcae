import type { EmulatorOptions } from "../../emulator/api.ts";
import type { Progress } from "./demo-progress.ts";

/** A panel whose events somebody has to ask for. */
export interface PulledPanel {
  readonly serial: string;
  /** For people. */
  readonly name: string;
  /** Where its API stands; another one at each start. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What a demo's building tells the server's thread. */
export type DemoMessage =
  | {
      readonly is: "started";
      readonly url: string;
      readonly panels: readonly string[];
      /** How their events come, for people. */
      readonly ways: string;
      readonly pulled: readonly PulledPanel[];
    }
  | ({ readonly is: "delivering" } & Progress);

/** Reads what the thread was started with. */
export function readTask(workerData: unknown): EmulatorOptions {
  const task: unknown = typeof workerData === "string" ? JSON.parse(workerData) : undefined;
  if (typeof task !== "object" || task === null) throw new Error("a building without a task");
  return task;
}
