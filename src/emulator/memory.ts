import {
  appendFileSync,
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { Noted } from "./noted.ts";
import { areRanges } from "./nth-ranges.ts";
import type { NthRange } from "./nth-ranges.ts";

/** One change of what a panel remembers, as a line of the file has it. */
export type PanelChange =
  | {
      readonly panel: PanelSerial;
      readonly atMs: number;
      readonly event: PanelEvent;
      /** What had become of it already; absent in a line that was written when it was noted. */
      readonly became?: "isDelivered" | "isLost";
    }
  | { readonly panel: PanelSerial; readonly delivered: number }
  | { readonly panel: PanelSerial; readonly wiped: number }
  /** What answers of its log have shown. */
  | { readonly panel: PanelSerial; readonly shown: readonly NthRange[] }
  /** What lines of syslog have told. */
  | { readonly panel: PanelSerial; readonly told: readonly NthRange[] }
  /** Syslog has nothing to say of what was noted up to this nth. */
  | { readonly panel: PanelSerial; readonly toldAfter: number }
  /** What was noted before this nth is not in the file. */
  | { readonly panel: PanelSerial; readonly began: number };

/** A panel's change, or up to when life was played. */
export type Change = PanelChange | { readonly playedUntilMs: number };

/** What panels keep when their power goes. */
export interface Memory {
  noted(panel: PanelSerial, noted: Noted): void;
  delivered(panel: PanelSerial, nth: number): void;
  wiped(panel: PanelSerial, nth: number): void;
  shown(panel: PanelSerial, ranges: readonly NthRange[]): void;
  told(panel: PanelSerial, ranges: readonly NthRange[]): void;
  toldAfter(panel: PanelSerial, nth: number): void;
  /** The building's life was played on the panels up to a true time, Unix ms. */
  played(untilMs: number): void;
  /** What is written meanwhile may be written at its end: for many events at once. */
  batch(work: () => void): void;
  /** Whether so much of it is of the past that it should be written anew. */
  readonly isLong: boolean;
  rewrite(changes: Iterable<Change>): void;
}

/** So much is read or written at once, bytes. */
const PIECE_BYTES = 1_048_576;

/** A longer file is written anew when it is opened, bytes. */
const LONG_BYTES = 67_108_864;

/** Keeps nothing: panels that forget everything with the process. */
export const NO_MEMORY: Memory = {
  noted: () => undefined,
  delivered: () => undefined,
  wiped: () => undefined,
  shown: () => undefined,
  told: () => undefined,
  toldAfter: () => undefined,
  played: () => undefined,
  batch: (work) => work(),
  isLong: false,
  rewrite: () => undefined,
};

/**
 * Keeps what panels remember in a file of JSON lines, each written before anyone can have heard of
 * what it says; but what was delivered, shown or told, right afterwards. It outlives the process, however that ends, but no power cut of this machine.
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
   * @returns the memory, and what it holds, in the order in which it was written; to be read once,
   *   before anything is written. Reading throws an Error when the file holds something else
   */
  static open(path: string): { readonly memory: FileMemory; readonly changes: Iterable<Change> } {
    mkdirSync(dirname(path), { recursive: true });
    return { memory: new FileMemory(path), changes: existsSync(path) ? readChanges(path) : [] };
  }

  /** Whether so much of it is of the past that it should be written anew. */
  get isLong(): boolean {
    return existsSync(this.#path) && statSync(this.#path).size > LONG_BYTES;
  }

  /** Writes it anew, with these changes in place of what it holds. A process that ends meanwhile changes nothing. */
  rewrite(changes: Iterable<Change>): void {
    const next = `${this.#path}.next`;
    const file = openSync(next, "w", 0o600);
    let lines = "";
    for (const change of changes) {
      lines += `${JSON.stringify(change)}\n`;
      if (lines.length < PIECE_BYTES) continue;
      writeSync(file, lines);
      lines = "";
    }
    writeSync(file, lines);
    closeSync(file);
    renameSync(next, this.#path);
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

  shown(panel: PanelSerial, ranges: readonly NthRange[]): void {
    this.#write({ panel, shown: ranges });
  }

  told(panel: PanelSerial, ranges: readonly NthRange[]): void {
    this.#write({ panel, told: ranges });
  }

  toldAfter(panel: PanelSerial, nth: number): void {
    this.#write({ panel, toldAfter: nth });
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

/** Reads line by line: a memory may be longer than a text can be. */
function* readChanges(path: string): Generator<Change> {
  const file = openSync(path, "r+");
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let rest = Buffer.alloc(0);
    let number = 0;
    let wholeBytes = 0;
    for (let size = readSync(file, piece); size > 0; size = readSync(file, piece)) {
      const bytes = Buffer.concat([rest, piece.subarray(0, size)]);
      const end = bytes.lastIndexOf("\n") + 1;
      rest = bytes.subarray(end);
      wholeBytes += end;
      for (const line of bytes.toString("utf8", 0, end).split("\n").slice(0, -1)) {
        number += 1;
        yield readChange(line, path, number);
      }
    }
    // half a line: the process ended while it wrote, and nobody has heard of what it was to say
    if (rest.length > 0) ftruncateSync(file, wholeBytes);
  } finally {
    closeSync(file);
  }
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
  if ("shown" in value) return areRanges(value.shown);
  if ("told" in value) return areRanges(value.told);
  return "delivered" in value || "wiped" in value || "began" in value || "toldAfter" in value;
}
