import { offsetText } from "../../fleet/iso.ts";
import type { PanelHealth } from "../../fleet/health.ts";

/** How a panel is, in a few words: `live, clock off by +01:00:05`. */
export function stateWords(health: PanelHealth): string {
  const words = [stateWord(health)];
  if (health.isClockOff) words.push(clockWords(health.clockOffsetMs ?? 0));
  if (health.gap > 0) words.push(`gap: ${countWords(health.gap, "event")}`);
  return words.join(", ");
}

function stateWord({ state, lastSeenMs, toCome, total }: PanelHealth): string {
  switch (state) {
    case "catching_up":
      return `catching up${shareWord(toCome, total)}, ${inThousands(toCome)} to come`;
    case "silent":
      return lastSeenMs === undefined ? "silent" : `silent since ${timeWords(lastSeenMs)}`;
    case "new":
    case "live":
    case "refused":
      return state;
  }
}

function shareWord(toCome: number, total: number): string {
  if (total <= 0) return "";
  // rounded down: all of it is here only when nothing is to come
  return ` ${Math.floor(((total - Math.min(toCome, total)) / total) * 100)} %`;
}

/** How far a clock is ahead of ours: `clock off by -00:00:07`. */
export function clockWords(offsetMs: number): string {
  return `clock off by ${offsetText(offsetMs)}`;
}

/** A number and what it counts: `1,234 events`. */
export function countWords(count: number, one: string): string {
  return `${inThousands(count)} ${count === 1 ? one : `${one}s`}`;
}

/** A whole number with commas between its thousands. */
export function inThousands(count: number): string {
  return count.toLocaleString("en-US");
}

/** A time in UTC, to the second: `2026-11-25T07:00:00Z`. */
export function timeWords(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\.\d+Z$/, "Z");
}
