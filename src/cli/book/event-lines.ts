import type { BookEvent } from "../../book-client/book-event.ts";
import { compactJson } from "../../basip/compact-json.ts";
import { printable } from "../table.ts";
import { widthOf } from "../text-width.ts";
import { outcomeOf } from "./outcome.ts";
import { renderCef } from "./render-cef.ts";
import { paint } from "./terminal.ts";

/** How events are written. */
export const FORMATS = ["text", "json", "cef"] as const;

export type Format = (typeof FORMATS)[number];

/** Writes one event in one line. */
export type RenderLine = (event: BookEvent) => string;

/** How lines are to be. */
export interface LineStyle {
  readonly format: Format;
  /** IANA time zone. */
  readonly zone: string;
  readonly isColored: boolean;
  /** Doorbook's own. */
  readonly version: string;
}

/** Makes what writes events in a format; those of one maker stand in aligned columns. */
export function lineRenderer({ format, zone, isColored, version }: LineStyle): RenderLine {
  if (format === "json") return renderJsonLine;
  if (format === "cef") return (event) => renderCef(event, version);
  const columns = new Columns();
  const renderTime = timeRenderer(zone);
  return (event) => {
    const { symbol, word, color } = outcomeOf(event);
    const cells = [
      paint(renderTime(event.occurredAt), [2], isColored),
      columns.pad(0, printable(event.panelName ?? event.panel)),
      paint(columns.pad(1, `${symbol} ${printable(word)}`), color, isColored),
      columns.pad(2, printable(event.name)),
      printable(event.text),
      ...(event.late ? [paint("(late)", [33], isColored)] : []),
    ];
    return cells.join("  ").trimEnd();
  };
}

/** An event as JSON in one line, its model to the letter but for white space. */
export function renderJsonLine(event: BookEvent): string {
  const { model: _model, modelText, extra: _extra, extraText, ...rest } = event;
  const plain = JSON.stringify(rest).slice(0, -1);
  const model = modelText === undefined ? "null" : compactJson(modelText);
  const extra = extraText === undefined ? "" : `,"extra":${compactJson(extraText)}`;
  return `${plain},"model":${model}${extra}}`;
}

/** Columns as wide as what stood in them so far. */
class Columns {
  readonly #widths: number[] = [];

  pad(column: number, text: string): string {
    const length = widthOf(text);
    const width = Math.max(this.#widths[column] ?? 0, length);
    this.#widths[column] = width;
    return text + " ".repeat(width - length);
  }
}

function timeRenderer(zone: string): (ms: number) => string {
  // as ISO 8601, which sorts
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (ms) => format.format(ms);
}
