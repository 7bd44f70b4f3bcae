import { Worker } from "node:worker_threads";

/** Memory for short-lived objects; the default grows to three times as much for nothing gained. */
const YOUNG_MB = 16;

/**
 * Starts a thread of this folder.
 *
 * @param name its file without the ending, which is `.ts` in a checkout and `.js` in the package
 */
export function startThread(name: string, workerData?: string): Worker {
  const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
  const file = new URL(`./${name}${ending}`, import.meta.url);
  return new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
}
