import type { PanelSerial } from "../../../src/event/event.ts";

/** A request before it becomes bytes; everything in it may be wrong. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query as they stand in the first line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** The panel whose push this is. */
  readonly panel?: PanelSerial | undefined;
  /** The status it must be answered with; `undefined` for any below 500. */
  readonly status?: number | undefined;
  /** Whether a good answer is to be given to `Sessions.loggedIn`. */
  readonly givesToken?: boolean;
}

/** The head as it is sent; characters are bytes. Content-Length is added unless a length is given. */
export function headOf({ method, target, headers, body }: FuzzRequest): Buffer {
  const names = headers.map(([name]) => name.toLowerCase());
  const isFramed = names.includes("content-length") || names.includes("transfer-encoding");
  const all = isFramed ? headers : [...headers, ["Content-Length", String(body.length)] as const];
  const lines = all.map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`, "latin1");
}
