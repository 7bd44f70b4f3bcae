/** Says how soon a reader whose connection broke should come again, milliseconds. */
const RETRY_MS = 2_000;

/** What an answer of the stream begins with. */
export const FIRST_FRAME = `retry: ${RETRY_MS}\n\n`;

/** What events of the stream are called: those of the log, and those about the stream itself. */
export type FrameName = "event" | "position" | "gone" | "behind" | "end";

/** One event as Server-Sent Events write it. @param data JSON text. Source: HTML, "Server-sent events". */
export function renderFrame(id: string, name: FrameName, data: string): string {
  return `id: ${id}\nevent: ${name}\ndata: ${inLines(data)}\n\n`;
}

const LINE_END = /\r\n|\r|\n/g;

/** White space of a model as it was sent may end lines; a reader puts them together again. */
function inLines(data: string): string {
  const hasLines = data.includes("\n") || data.includes("\r");
  return hasLines ? data.replaceAll(LINE_END, "\ndata: ") : data;
}
