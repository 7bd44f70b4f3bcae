/** An answer as far as a panel reads it. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
  /** Whether the server closes the connection behind it. */
  readonly isLast: boolean;
}

/** Longer answers are not read: a panel has little memory. */
const MAX_ANSWER_CHARACTERS = 1_000_000;

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3})(?: .*)?$/;

/**
 * Takes the first whole answer of HTTP/1.1 off what was received.
 *
 * @param text what was received, a character a byte
 * @returns the answer and where the next one begins; `undefined` while it is not whole
 * @throws Error when it is no HTTP, or too long
 */
export function readAnswer(text: string): { answer: WireAnswer; end: number } | undefined {
  if (text.length > MAX_ANSWER_CHARACTERS) throw new Error("the answer is too long");
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const [first = "", ...lines] = text.slice(0, headEnd).split("\r\n");
  const status = Number(STATUS_LINE.exec(first)?.[1] ?? NaN);
  if (Number.isNaN(status)) throw new Error("the answer is no HTTP");
  if (status < 200) return readAfter(text, headEnd + 4);
  const headers = new Map(lines.map(readHeader));
  const body = readBody(text, headEnd + 4, headers);
  if (body === undefined) return undefined;
  const isLast = headers.get("connection")?.toLowerCase() === "close";
  return { answer: { status, body: body.text, isLast }, end: body.end };
}

/** What follows a provisional answer is the answer. */
function readAfter(text: string, from: number): ReturnType<typeof readAnswer> {
  const rest = readAnswer(text.slice(from));
  return rest && { answer: rest.answer, end: rest.end + from };
}

function readHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

type Body = { readonly text: string; readonly end: number } | undefined;

function readBody(text: string, from: number, headers: ReadonlyMap<string, string>): Body {
  if (headers.get("transfer-encoding")?.toLowerCase() === "chunked") return readChunks(text, from);
  const end = from + Number(headers.get("content-length") ?? 0);
  if (Number.isNaN(end)) throw new Error("the answer's length is no number");
  return text.length < end ? undefined : { text: text.slice(from, end), end };
}

function readChunks(text: string, from: number): Body {
  let body = "";
  let at = from;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (Number.isNaN(size)) throw new Error("a chunk of the answer has no size");
    const end = lineEnd + 2 + size;
    if (text.length < end + 2) return undefined;
    if (size === 0) return { text: body, end: end + 2 };
    body += text.slice(lineEnd + 2, end);
    at = end + 2;
  }
}
