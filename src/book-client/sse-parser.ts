import { badAnswer } from "./doorbook-error.ts";

/** A message of a stream. */
export interface SseMessage {
  /** The last id that the stream has named, with this message or before it; empty for none. */
  readonly id: string;
  /** `message` where the stream names none. */
  readonly event: string;
  readonly data: string;
}

/** A message is not read past so many characters: a few of the largest events. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/**
 * Reads Server-Sent Events, handed over in chunks that may break anywhere. Source: HTML, "Server-sent
 * events", 9.2.6.
 */
export class SseParser {
  readonly #decoder = new TextDecoder("utf-8");
  /** The beginning of a line whose end has not come. */
  #line = "";
  /** The last chunk ended with CR: a LF that follows belongs to it. */
  #endedWithCr = false;
  #id = "";
  #event = "";
  #data: string[] = [];
  #size = 0;
  #retryMs: number | undefined;

  /** How long the stream asks to wait before coming again, ms. */
  get retryMs(): number | undefined {
    return this.#retryMs;
  }

  /** The messages that a chunk completes. @throws DoorbookError `bad_answer` for one over 8 Mi characters */
  push(chunk: Uint8Array): SseMessage[] {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (text === "") return [];
    if (this.#endedWithCr && text.startsWith("\n")) text = text.slice(1);
    this.#endedWithCr = text.endsWith("\r");
    const messages: SseMessage[] = [];
    const [first = "", ...lines] = text.split(/\r\n|\n|\r/);
    this.#grow(first);
    for (const line of lines) {
      const message = this.#endLine();
      if (message !== undefined) messages.push(message);
      this.#grow(line);
    }
    return messages;
  }

  #grow(part: string): void {
    this.#line += part;
    if (this.#size + this.#line.length > MAX_CHARACTERS) throw badAnswer("has an endless message");
  }

  #endLine(): SseMessage | undefined {
    const line = this.#line;
    this.#line = "";
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    // a comment
    if (colon === 0) return undefined;
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    this.#setField(name, value);
    return undefined;
  }

  #setField(name: string, value: string): void {
    if (name === "data") {
      this.#data.push(value);
      this.#size += value.length + 1;
    } else if (name === "event") this.#event = value;
    else if (name === "id" && !value.includes("\0")) this.#id = value;
    else if (name === "retry" && /^\d{1,9}$/.test(value)) this.#retryMs = Number(value);
  }

  #dispatch(): SseMessage | undefined {
    const [event, data] = [this.#event, this.#data];
    this.#event = "";
    this.#data = [];
    this.#size = 0;
    if (data.length === 0) return undefined;
    return { id: this.#id, event: event === "" ? "message" : event, data: data.join("\n") };
  }
}
