import type { EmulatorOptions } from "../../emulator/api.ts";

/** What a demo's building tells the server's thread. */
export type DemoMessage =
  | { readonly is: "started"; readonly url: string; readonly panels: readonly string[] }
  /** Events that ever happened, and how many of them the server has not acknowledged yet. */
  | { readonly is: "delivering"; readonly happened: number; readonly pending: number };

/** Reads what the thread was started with. */
export function readTask(workerData: unknown): EmulatorOptions {
  const task: unknown = typeof workerData === "string" ? JSON.parse(workerData) : undefined;
  if (typeof task !== "object" || task === null) throw new Error("a building without a task");
  return task;
}
