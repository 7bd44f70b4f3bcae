import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { dirname } from "node:path";
import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { Noted } from "./noted.ts";

/** One change of what panels remember, as a line of the file has it. */
export type Change =
  | { readonly panel: PanelSerial; readonly atMs: number; readonly event: PanelEvent }
  | { readonly panel: PanelSerial; readonly delivered: number }
  | { readonly panel: PanelSerial; readonly wiped: number }
  | { readonly playedUntilMs: number };

/** What panels keep when their power goes. */
export interface Memory {
  noted(panel: PanelSerial, noted: Noted): void;
  delivered(panel: PanelSerial, nth: number): void;
  wiped(panel: PanelSerial, nth: number): void;
  /** The building's life was played on the panels up to a true time, Unix ms. */
  played(untilMs: number): void;
  /** What is written meanwhile may be written at its end: for many events at once. */
  batch(work: () => void): void;
}

/** Keeps nothing: panels that forget everything with the process. */
export const NO_MEMORY: Memory = {
  noted: () => undefined,
  delivered: () => undefined,
  wiped: () => undefined,
  played: () => undefined,
  batch: (work) => work(),
};

/**
 * Keeps what panels remember in a file of JSON lines, each written before anyone can have heard of
 * what it says. It outlives the process, however that ends, but no power cut of this machine.
 */
export class FileMemory implements Memory {
  readonly #path: string;
  #isBatch = false;
  #waiting = "";

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Opens the file, or makes it with its folder.
   *
   * @returns the memory, and what it holds, in the order in which it was written
   * @throws Error when the file holds something else
   */
  static open(path: string): { readonly memory: FileMemory; readonly changes: readonly Change[] } {
    mkdirSync(dirname(path), { recursive: true });
    return { memory: new FileMemory(path), changes: existsSync(path) ? readChanges(path) : [] };
  }

  noted(panel: PanelSerial, { atMs, event }: Noted): void {
    this.#write({ panel, atMs, event });
  }

  delivered(panel: PanelSerial, nth: number): void {
    this.#write({ panel, delivered: nth });
  }

  wiped(panel: PanelSerial, nth: number): void {
    this.#write({ panel, wiped: nth });
  }

  played(untilMs: number): void {
    this.#write({ playedUntilMs: untilMs });
  }

  batch(work: () => void): void {
    this.#isBatch = true;
    try {
      work();
    } finally {
      this.#isBatch = false;
      this.#flush();
    }
  }

  #write(change: Change): void {
    this.#waiting += `${JSON.stringify(change)}\n`;
    if (!this.#isBatch) this.#flush();
  }

  #flush(): void {
    if (this.#waiting === "") return;
    appendFileSync(this.#path, this.#waiting, { mode: 0o600 });
    this.#waiting = "";
  }
}

function readChanges(path: string): Change[] {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf("\n") + 1;
  // half a line: the process ended while it wrote, and nobody has heard of what it was to say
  if (end < bytes.length) truncateSync(path, end);
  const lines = bytes.subarray(0, end).toString("utf8").split("\n").slice(0, -1);
  return lines.map((line, at) => readChange(line, path, at + 1));
}

function readChange(line: string, path: string, number: number): Change {
  try {
    const change: unknown = JSON.parse(line);
    if (isChange(change)) return change;
  } catch {
    // falls through: no JSON
  }
  throw new Error(`${path} is no memory of emulated panels: line ${String(number)}`);
}

function isChange(value: unknown): value is Change {
  if (typeof value !== "object" || value === null) return false;
  if ("playedUntilMs" in value) return typeof value.playedUntilMs === "number";
  if (!("panel" in value) || typeof value.panel !== "string") return false;
  if ("event" in value) return typeof value.event === "object" && value.event !== null;
  return "delivered" in value || "wiped" in value;
}
