import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "../../event/errors.ts";
import type { SentLine, SyslogIntake, TakenLines } from "./syslog-intake.ts";
import type { OnTrouble } from "./trouble.ts";

/** What may be told to {@link takeWithPatience}. */
export interface Patience {
  readonly intake: SyslogIntake;
  /** From a failure to the next try, ms. */
  readonly retryMs: number;
  /** Ends the waiting. */
  readonly stop: AbortSignal;
  readonly onTrouble: OnTrouble;
  /** Whether to wait for room in the quarantine too; else what has none is told as unkept. */
  readonly keepsAll: boolean;
}

/**
 * Takes lines in, again and again until the store takes them.
 *
 * @returns `undefined` when it was stopped before: they may not be durable
 */
export async function takeWithPatience(
  { intake, retryMs, stop, onTrouble, keepsAll }: Patience,
  lines: readonly SentLine[],
): Promise<TakenLines | undefined> {
  for (let tries = 1; ; tries++) {
    try {
      const taken = await intake.take(lines);
      if (taken.unkept === 0 || !keepsAll) return taken;
      if (tries === 1) onTrouble({ text: "lines of syslog wait for room in the quarantine" });
    } catch (cause) {
      if (tries === 1) onTrouble({ text: "lines of syslog wait for the store", cause });
      // what is invalid would be so for ever: a fault of ours, which must not hold up the rest
      if (cause instanceof AppError && cause.code === "invalid") return undefined;
    }
    if (stop.aborted || !(await waited(retryMs, stop))) return undefined;
  }
}

/** Whether the time went by before it was stopped. */
async function waited(ms: number, stop: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal: stop });
    return true;
  } catch {
    return false;
  }
}
