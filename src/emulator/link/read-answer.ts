/** An answer as far as a panel reads it. */
export interface WireAnswer {
  readonly status: number;
  readonly body: string;
  /** Whether the server closes the connection behind it. */
  readonly isLast: boolean;
}

/** An answer, and where the next one begins. */
interface Read {
  readonly answer: WireAnswer;
  readonly end: number;
}

/** Longer answers are not read: a panel has little memory. */
const MAX_ANSWER_CHARACTERS = 1_000_000;

const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/;

/** Answers that never have a body, whatever their headers say. Source: RFC 9112, 6.3. */
const WITHOUT_BODY = new Set([204, 304]);

/**
 * Takes the first whole answer of HTTP/1.1 or 1.0 off what was received.
 *
 * @param text what was received, a character a byte
 * @param hasEnded whether the server has said that nothing more comes
 * @returns the answer and where the next one begins; `undefined` while it is not whole
 * @throws Error when it is no HTTP, or too long
 */
export function readAnswer(text: string, hasEnded: boolean): Read | undefined {
  if (text.length > MAX_ANSWER_CHARACTERS) throw new Error("the answer is too long");
  const headEnd = text.indexOf("\r\n\r\n");
  if (headEnd === -1) return undefined;
  const [first = "", ...lines] = text.slice(0, headEnd).split("\r\n");
  const [, minor, digits] = STATUS_LINE.exec(first) ?? [];
  if (digits === undefined) throw new Error("the answer is no HTTP");
  const status = Number(digits);
  if (status < 200) return readAfter(text, headEnd + 4, hasEnded);
  const headers = new Map(lines.map(readHeader));
  const from = headEnd + 4;
  const body = WITHOUT_BODY.has(status)
    ? { text: "", end: from, isLast: false }
    : readBody(text, from, headers, hasEnded);
  if (body === undefined) return undefined;
  const isLast = body.isLast || closes(headers.get("connection") ?? "", minor === "0");
  return { answer: { status, body: body.text, isLast }, end: body.end };
}

/** Whether a Connection header says that the server closes; before HTTP/1.1 it does unless it says not. */
function closes(connection: string, isOld: boolean): boolean {
  const options = connection.split(",").map((option) => option.trim().toLowerCase());
  return options.includes("close") || (isOld && !options.includes("keep-alive"));
}

/** What follows a provisional answer is the answer. */
function readAfter(text: string, from: number, hasEnded: boolean): Read | undefined {
  const rest = readAnswer(text.slice(from), hasEnded);
  return rest && { answer: rest.answer, end: rest.end + from };
}

function readHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

interface Body {
  readonly text: string;
  readonly end: number;
  /** Whether only the end of the connection says where it ends. */
  readonly isLast: boolean;
}

function readBody(
  text: string,
  from: number,
  headers: ReadonlyMap<string, string>,
  hasEnded: boolean,
): Body | undefined {
  if (headers.get("transfer-encoding")?.toLowerCase() === "chunked") return readChunks(text, from);
  const said = headers.get("content-length");
  if (said === undefined) {
    return hasEnded ? { text: text.slice(from), end: text.length, isLast: true } : undefined;
  }
  if (!/^\d+$/.test(said)) throw new Error("the answer's length is no number");
  const end = from + Number(said);
  return text.length < end ? undefined : { text: text.slice(from, end), end, isLast: false };
}

function readChunks(text: string, from: number): Body | undefined {
  let body = "";
  let at = from;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (!(size >= 0)) throw new Error("a chunk of the answer has no size");
    if (size === 0) {
      // trailers, if any, end with an empty line
      const end = text.indexOf("\r\n\r\n", lineEnd);
      return end === -1 ? undefined : { text: body, end: end + 4, isLast: false };
    }
    const end = lineEnd + 2 + size;
    if (text.length < end + 2) return undefined;
    body += text.slice(lineEnd + 2, end);
    at = end + 2;
  }
}
