import { once } from "node:events";
import { PassThrough } from "node:stream";
import { ZipFile } from "yazl";
import type { StoredEvent } from "../../event/event.ts";
import type { ToldFleet } from "../told-event.ts";
import { EXPORT_COLUMNS, withAlways } from "./export-columns.ts";
import type { ExportColumnName, ExportRow } from "./export-columns.ts";
import { prepareRow } from "./render-rows.ts";
import type { RowShape } from "./render-rows.ts";
import { numberCell, textCell, timeCell } from "./xlsx-cells.ts";
import { SHEET_FOOT, SHEET_HEAD, sheetPath, workbookParts } from "./xlsx-parts.ts";

/** How much a sheet holds. */
export interface SheetBounds {
  /** Rows, the header's too. Source: "Excel specifications and limits". */
  readonly rows: number;
  /** Characters of XML: beyond 4 GB a part of the file would need another form. */
  readonly characters: number;
}

const SHEET_BOUNDS: SheetBounds = { rows: 1_048_576, characters: 1_000_000_000 };

/** Written at once, characters. */
const WRITE_CHARACTERS = 64 * 1024;

/** How the parts of the file are made: fast. The same events are the same bytes, whenever they are read. */
const PART = { compressionLevel: 1, mtime: new Date(0) } as const;

/** Some events at a time, in their order. */
export type EventBatches = AsyncIterable<readonly StoredEvent[]>;

/** A workbook with the events, piece by piece; further sheets past what one holds. */
export async function* xlsxPieces(
  events: EventBatches,
  shape: RowShape,
  fleet: ToldFleet,
  bounds: SheetBounds = SHEET_BOUNDS,
): AsyncGenerator<Uint8Array, void> {
  const zip = new ZipFile();
  const sheets = new Sheets(zip, shape, { fleet, bounds });
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const filling = sheets.fill(events);
  filling.catch((error: unknown) => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    for await (const piece of output) if (piece instanceof Uint8Array) yield piece;
    await filling;
  } finally {
    sheets.abandon();
  }
}

/** Fills the sheets of a workbook, no faster than they are read. */
class Sheets {
  readonly #zip: ZipFile;
  readonly #bounds: SheetBounds;
  readonly #head: string;
  readonly #row: (event: StoredEvent) => string;
  #sheet: PassThrough | undefined;
  #count = 0;
  #rows = 0;
  #characters = 0;
  #text = "";

  constructor(
    zip: ZipFile,
    shape: RowShape,
    { fleet, bounds }: { readonly fleet: ToldFleet; readonly bounds: SheetBounds },
  ) {
    this.#zip = zip;
    this.#bounds = bounds;
    const names = withAlways(shape.columns);
    const cells = names.map(cellOf);
    const rowOf = prepareRow(shape, fleet);
    this.#head = `${SHEET_HEAD}<row>${names.map(textCell).join("")}</row>`;
    this.#row = (event) => {
      const row = rowOf(event);
      let xml = "<row>";
      for (const cell of cells) xml += cell(row);
      return `${xml}</row>`;
    };
  }

  async fill(batches: EventBatches): Promise<void> {
    let sheet = this.#begin();
    for await (const events of batches) {
      for (const event of events) {
        if (this.#isFull) {
          await this.#end(sheet);
          sheet = this.#begin();
        }
        this.#text += this.#row(event);
        this.#rows += 1;
        if (this.#text.length >= WRITE_CHARACTERS) await this.#flush(sheet);
      }
    }
    await this.#end(sheet);
    for (const [path, xml] of Object.entries(workbookParts(this.#count))) {
      this.#zip.addBuffer(Buffer.from(xml), path, PART);
    }
    this.#zip.end();
  }

  /** Lets go of a file that nobody reads on. */
  abandon(): void {
    this.#sheet?.destroy(new Error("nobody reads on"));
  }

  get #isFull(): boolean {
    const { rows, characters } = this.#bounds;
    return this.#rows >= rows || this.#characters + this.#text.length >= characters;
  }

  #begin(): PassThrough {
    const sheet = new PassThrough();
    // whoever waits for it is told
    sheet.on("error", () => undefined);
    this.#sheet = sheet;
    this.#count += 1;
    this.#rows = 1;
    this.#characters = 0;
    this.#text = this.#head;
    this.#zip.addReadStream(sheet, sheetPath(this.#count), PART);
    return sheet;
  }

  async #end(sheet: PassThrough): Promise<void> {
    this.#text += SHEET_FOOT;
    await this.#flush(sheet);
    sheet.end();
  }

  async #flush(sheet: PassThrough): Promise<void> {
    const text = this.#text;
    this.#text = "";
    this.#characters += text.length;
    if (sheet.destroyed) throw new Error("nobody reads on");
    if (!sheet.write(text)) await once(sheet, "drain");
  }
}

function cellOf(name: ExportColumnName): (row: ExportRow) => string {
  const { is, of } = EXPORT_COLUMNS[name];
  if (is === "number") return (row) => numberCell(of(row) ?? "0");
  if (is === "text") return (row) => textCell(of(row) ?? "");
  const isReceived = name === "receivedAt";
  return ({ told: { event }, occurred, received }) =>
    isReceived
      ? timeCell(event.receivedAtMs + received.offsetMs, received.iso)
      : timeCell(event.occurredAtMs + occurred.offsetMs, occurred.iso);
}
