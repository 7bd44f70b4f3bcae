import { STATUS_CODES } from "node:http";
import { renderError } from "../basip/android/errors.ts";
import { SAFE_HEADERS } from "./safe-headers.ts";

/**
 * A refusal in the panel's shape as bytes, for a connection that nothing can be read from any more; it
 * says that the connection closes.
 */
export function rawAnswer(
  status: number,
  error: string,
  headers: Readonly<Record<string, string>> = {},
): string {
  const body = renderError(error);
  const all = {
    ...SAFE_HEADERS,
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(body)),
    connection: "close",
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`;
}
