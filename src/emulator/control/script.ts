import { isJsonObject } from "../../basip/json-object.ts";
import type { EmulatedPanel, ScriptStep } from "../api.ts";
import { act, actionOf } from "./actions.ts";
import { ControlError, neededText, numberOf, objectOf, refuseOthers, textOf } from "./members.ts";

/** A clock of 24 hours: `08:15`, `08:15:30`, `08:15:30.250`. */
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$/;

/**
 * Reads a script: a list of `{"at":"08:15:30","panel":"…","do":"exit-button","with":{…}}`, or with
 * `afterMs` in place of `at`. A time of day is after the one of the first step.
 *
 * @throws ControlError naming the step, from 1
 */
export function readScript(value: unknown): readonly ScriptStep[] {
  if (!Array.isArray(value)) throw new ControlError("a script is a list of steps");
  const steps: readonly unknown[] = value;
  let startMs: number | undefined;
  const read = steps.map((step, index) => {
    try {
      const { atMs, ...rest } = readStep(step);
      startMs ??= atMs.isOfDay ? atMs.ms : 0;
      return { afterMs: atMs.isOfDay ? atMs.ms - startMs : atMs.ms, ...rest };
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      throw new ControlError(`step ${String(index + 1)}: ${error.message}`);
    }
  });
  const late = read.findIndex((step, index) => step.afterMs < (read[index - 1]?.afterMs ?? 0));
  if (late === -1) return read;
  throw new ControlError(`step ${String(late + 1)} is earlier than the one before`);
}

/**
 * Plays a script; resolves at its end.
 *
 * @param panelsOf the panels that a step's word means
 * @param speed how many times as fast; Infinity at once
 * @throws ControlError, Error at the first step that cannot be done; the rest is not played
 */
export async function playScript(
  steps: readonly ScriptStep[],
  panelsOf: (word: string | undefined) => readonly EmulatedPanel[],
  speed: number,
): Promise<void> {
  const startedAtMs = performance.now();
  for (const step of steps) {
    const waitMs = step.afterMs / speed - (performance.now() - startedAtMs);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    for (const panel of panelsOf(step.panel)) await act(panel, step.do, step.with ?? {});
  }
}

interface ReadStep extends Omit<ScriptStep, "afterMs"> {
  readonly atMs: { readonly isOfDay: boolean; readonly ms: number };
}

function readStep(value: unknown): ReadStep {
  if (!isJsonObject(value)) throw new ControlError("it is no object");
  refuseOthers(value, ["at", "afterMs", "panel", "do", "with"]);
  const panel = textOf(value, "panel");
  const details = objectOf(value, "with");
  const word = neededText(value, "do");
  actionOf(word);
  return {
    atMs: readTime(textOf(value, "at"), numberOf(value, "afterMs")),
    do: word,
    ...(panel !== undefined && { panel }),
    ...(details !== undefined && { with: details }),
  };
}

function readTime(at: string | undefined, afterMs: number | undefined): ReadStep["atMs"] {
  if (at === undefined) return { isOfDay: false, ms: afterMs ?? 0 };
  const [, hours, minutes, seconds = "0", rest = "0"] = TIME_OF_DAY.exec(at) ?? [];
  if (hours === undefined) throw new ControlError(`"at" must be a time of day such as "08:15:30"`);
  const ms = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000;
  return { isOfDay: true, ms: ms + Number(rest.padEnd(3, "0")) };
}
