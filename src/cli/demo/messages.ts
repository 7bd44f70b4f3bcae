import type { EmulatorOptions } from "../../emulator/api.ts";
import type { PanelToRegister } from "../../fleet/register-panels.ts";
import type { Progress } from "./demo-progress.ts";

/** What a demo's building tells the server's thread. */
export type DemoMessage =
  | {
      readonly is: "started";
      readonly url: string;
      readonly panels: readonly string[];
      /** How their events come, for people. */
      readonly ways: string;
      /** All of them, by name; those that have to be asked for their events, with where: another URL at each start. */
      readonly known: readonly PanelToRegister[];
    }
  | ({ readonly is: "delivering" } & Progress);

/** Reads what the thread was started with. */
export function readTask(workerData: unknown): EmulatorOptions {
  const task: unknown = typeof workerData === "string" ? JSON.parse(workerData) : undefined;
  if (typeof task !== "object" || task === null) throw new Error("a building without a task");
  return task;
}
