import { setTimeout as wait } from "node:timers/promises";

/**
 * Waits until something holds.
 *
 * @param withinMs how long to try; past it the last failure is thrown
 */
export async function eventually(withinMs: number, check: () => Promise<void>): Promise<void> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
    }
    await wait(5);
  }
}
