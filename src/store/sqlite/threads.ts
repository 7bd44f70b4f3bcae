import { Worker } from "node:worker_threads";

/**
 * Starts a thread of this folder.
 *
 * @param name its file without the ending, which is `.ts` in a checkout and `.js` in the package
 */
export function startThread(name: string, workerData?: string): Worker {
  const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  const file = new URL(`./${name}${ending}`, import.meta.url);
  return new Worker(file, { workerData });
}
