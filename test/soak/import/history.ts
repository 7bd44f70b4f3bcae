import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { Random } from "../../support/random.ts";

/** The time of the first event, ms. */
const START_MS = 1_600_000_000_000;

/** Events of one millisecond; a third of them alike to another. */
const A_MILLISECOND = 6;

const PANELS = 200;

/** One event of a history, as it must stand in the log. */
export interface HistoryEvent {
  readonly panel: string;
  readonly occurredAt: number;
  readonly key: string;
  readonly model: string;
}

/** The event of a number: the third and sixth of six are those before them once more. */
export function historyEvent(number: number): HistoryEvent {
  const which = number % 3 === 2 ? number - 1 : number;
  return {
    panel: `HISTORY-${String(Math.floor(number / A_MILLISECOND) % PANELS)}`,
    occurredAt: START_MS + Math.floor(number / A_MILLISECOND) * 977,
    key: which % 2 === 0 ? "access_granted_by_valid_identifier" : "=CMD()",
    model: `{"number":${String(10_000_000_000_000_000_000n + BigInt(which))},"owner":"Олена ${String(which % 997)}"}`,
  };
}

/**
 * Writes a history as an export has it, an event a line: half in the order of time, half in none.
 *
 * @param count a multiple of six
 */
export async function writeHistory(file: string, count: number, seed: number): Promise<void> {
  const random = new Random(seed);
  const half = Math.floor(count / 2);
  const later = Array.from({ length: count - half }, (_, index) => half + index);
  for (let at = later.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [later[at], later[other]] = [later[other]!, later[at]!];
  }
  const output = createWriteStream(file);
  for (let at = 0; at < count; at++) {
    const number = at < half ? at : later[at - half]!;
    if (!output.write(`${lineOf(number)}\n`)) await once(output, "drain");
  }
  output.end();
  await once(output, "close");
}

function lineOf(number: number): string {
  const { panel, occurredAt, key, model } = historyEvent(number);
  const told = { seq: number + 1, panel, occurredAt, receivedAt: 1, key, category: "access" };
  return `${JSON.stringify(told).slice(0, -1)},"source":"push","late":false,"model":${model}}`;
}
