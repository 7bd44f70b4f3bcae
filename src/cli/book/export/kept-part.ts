import { open, readFile, rename, rm, writeFile } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { isJsonObject } from "../../../basip/json-object.ts";
import { readJson } from "../../../event/read-json.ts";
import { UsageError } from "../../../usage-error.ts";
import { RecordScanner } from "./record-scanner.ts";

/** What goes on with an export that was cut. */
export interface PartState {
  /** What was asked for, in one text: another question does not go on with it. */
  readonly asked: string;
  /** The times of the question as they were then. */
  readonly from: string | undefined;
  readonly resume: string;
  readonly total: number;
}

/** What there is of a file, whole rows alone. */
export interface KeptPart extends PartState {
  readonly scanner: RecordScanner;
  /** The place of the last row; `undefined` where there is none yet. */
  readonly after: string | undefined;
}

/** A file that grows under another name until it is whole, with what goes on with it beside. */
export class PartFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Where the rows are until all are there. */
  get part(): string {
    return `${this.#path}.part`;
  }

  get #state(): string {
    return `${this.#path}.part.json`;
  }

  /**
   * What was kept when the same question was cut, a half-written row cut off.
   *
   * @throws UsageError when it is of another question
   */
  async kept(asked: string, format: "csv" | "jsonl"): Promise<KeptPart | undefined> {
    const state = await this.#readState();
    if (state === undefined) return undefined;
    if (state.asked !== asked) {
      throw new UsageError(
        `${this.part} is of another export: remove it, or name another file with --output`,
      );
    }
    await using file = await open(this.part, "a+");
    const scanner = new RecordScanner(format);
    for await (const piece of file.createReadStream({ autoClose: false, start: 0 })) {
      if (piece instanceof Uint8Array) scanner.push(piece);
    }
    const { start, end } = scanner.last;
    await file.truncate(end);
    const row = Buffer.alloc(end - start);
    await file.read(row, 0, row.length, start);
    return {
      ...state,
      scanner: RecordScanner.at(format, scanner),
      after: placeOf(String(row), format),
    };
  }

  /** Opens the file to write to its end. @param isAnew whether what there is goes */
  async open(isAnew: boolean): Promise<FileHandle> {
    return open(this.part, isAnew ? "w" : "a");
  }

  async keep(state: PartState): Promise<void> {
    await writeFile(this.#state, `${JSON.stringify(state)}\n`);
  }

  /** It is whole: from now on it has its name. */
  async finish(): Promise<void> {
    await rename(this.part, this.#path);
    await rm(this.#state, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.part, { force: true });
    await rm(this.#state, { force: true });
  }

  async #readState(): Promise<PartState | undefined> {
    let text: string;
    try {
      text = await readFile(this.#state, "utf8");
    } catch {
      return undefined;
    }
    const state = readJson(text);
    if (!isJsonObject(state)) return undefined;
    const { asked, from, resume, total } = state;
    const isWhole =
      typeof asked === "string" && typeof resume === "string" && typeof total === "number";
    if (!isWhole) return undefined;
    return { asked, from: typeof from === "string" ? from : undefined, resume, total };
  }
}

/** The place of a row, as a server takes it; `undefined` for a header. */
function placeOf(row: string, format: "csv" | "jsonl"): string | undefined {
  if (format === "csv") {
    const [, seq, occurredAt] = /^\uFEFF?(\d+),([^,]+),/.exec(row) ?? [];
    if (seq === undefined || occurredAt === undefined) return undefined;
    return `${Temporal.Instant.from(occurredAt).epochMilliseconds}.${seq}`;
  }
  const event = readJson(row);
  if (!isJsonObject(event)) return undefined;
  return `${String(event["occurredAt"])}.${String(event["seq"])}`;
}
