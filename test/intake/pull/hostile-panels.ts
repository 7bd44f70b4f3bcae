import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { PanelTrouble } from "../../../src/client/panel-error.ts";
import { pageText } from "../../support/paper-panel.ts";
import type { PaperPanel, TakeOver } from "../../support/paper-panel.ts";

/** What a hostile panel does, and how its reader calls it. */
export interface Hostility {
  /** "a panel that …" */
  readonly does: string;
  readonly reason: PanelTrouble;
  /** @param panel whose calls are taken over; it holds three events of a second each */
  readonly takeOver: (panel: PaperPanel) => TakeOver;
}

/** Of a second each, newest first: what nobody asked for. */
const FALLING = [3, 2, 1]
  .map((second) => JSON.stringify({ timestamp: second * 1_000, name: { key: "k" }, info: {} }))
  .join(",");

/** How many bytes one answer of a bomb becomes. */
const BOMB_BYTES = 50_000_000;

const BOMB = gzipSync(Buffer.alloc(BOMB_BYTES, " "));

/** Answers calls below a path. */
function below(
  path: string,
  answer: (response: ServerResponse, request: IncomingMessage) => void,
): TakeOver {
  return (request, response) => {
    if (request.url?.startsWith(path) !== true) return false;
    answer(response, request);
    return true;
  };
}

const atLog = (answer: (response: ServerResponse, request: IncomingMessage) => void) => () =>
  below("/api/v1/log/items", answer);

/** Answers with a text as the log's page. */
const says = (text: string | Buffer, status = 200, headers = {}) =>
  atLog((response) => response.writeHead(status, headers).end(text));

/** Writes bytes on the connection, whatever HTTP says. */
const writes = (bytes: string) => atLog(({ socket }) => socket?.end(bytes));

/** Writes for ever, as fast as it is read. */
function pour(response: ServerResponse, chunk: string): void {
  const more = () => {
    while (response.write(chunk));
  };
  response.on("drain", more);
  more();
}

/** Writes for ever, a byte at a time. */
function trickle(write: (byte: string) => unknown, response: ServerResponse): void {
  const timer = setInterval(() => write(" "), 10);
  response.on("close", () => clearInterval(timer));
}

/** What panels do that mean no good, or are broken. */
export const HOSTILITIES: readonly Hostility[] = [
  {
    does: "sends a page without an end",
    reason: "too_long",
    takeOver: atLog((response) => pour(response, " ".repeat(65_536))),
  },
  {
    does: "sends a page a byte at a time, for ever",
    reason: "timeout",
    takeOver: atLog((response) => trickle((byte) => response.write(byte), response)),
  },
  {
    does: "sends headers a byte at a time, for ever",
    reason: "timeout",
    takeOver: atLog((response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\nx: ");
      trickle((byte) => response.socket?.write(byte), response);
    }),
  },
  {
    does: "takes a question and says nothing",
    reason: "timeout",
    takeOver: atLog(() => undefined),
  },
  {
    does: "says `100 Continue` for ever",
    reason: "timeout",
    takeOver: atLog((response) => {
      trickle(() => response.socket?.write("HTTP/1.1 100 Continue\r\n\r\n"), response);
    }),
  },
  {
    does: "logs in without an end",
    reason: "too_long",
    takeOver: () => below("/api/v1/login", (response) => pour(response, "x".repeat(65_536))),
  },
  { does: "says nothing in its page", reason: "bad_answer", takeOver: says("") },
  { does: "sends HTML", reason: "bad_answer", takeOver: says("<html><h1>Log</h1></html>") },
  { does: "sends no UTF-8", reason: "bad_answer", takeOver: says(Buffer.of(0xff, 0xfe)) },
  { does: "fails inside", reason: "bad_answer", takeOver: says("oops", 500) },
  {
    does: "tells its total as a text",
    reason: "bad_answer",
    takeOver: says(pageText(3, "").replace('"total_items":3', '"total_items":"3"')),
  },
  {
    does: "sends an object where its events should be",
    reason: "bad_answer",
    takeOver: says(pageText(3, "").replace("[]", "{}")),
  },
  {
    does: "has lists where objects should be",
    reason: "bad_answer",
    takeOver: says('{"list_option":[[]],"list_items":[[]]}'),
  },
  {
    does: "sends brackets within brackets",
    reason: "bad_answer",
    takeOver: says("[".repeat(90_000)),
  },
  {
    does: "shows its log in another order than asked",
    reason: "bad_answer",
    takeOver: says(pageText(3, FALLING)),
  },
  {
    does: "packs its page",
    reason: "bad_answer",
    takeOver: says(BOMB, 200, { "content-encoding": "gzip" }),
  },
  { does: "packs its page and does not say so", reason: "bad_answer", takeOver: says(BOMB) },
  {
    does: "sends a header of 1 MB",
    reason: "unreachable",
    takeOver: says("{}", 200, { "x-long": "x".repeat(1_000_000) }),
  },
  {
    does: "hangs up in the middle of a page",
    reason: "unreachable",
    takeOver: atLog((response) => {
      response.writeHead(200, { "content-length": 1_000 });
      response.write('{"list_option":', () => response.destroy());
    }),
  },
  {
    does: "hangs up in the middle of a page whose length it did not tell",
    reason: "unreachable",
    takeOver: atLog((response) => {
      response.write('{"list_option":', () => response.destroy());
    }),
  },
  { does: "speaks no HTTP", reason: "unreachable", takeOver: writes("220 mail.example ESMTP\r\n") },
  {
    does: "tells two lengths",
    reason: "unreachable",
    takeOver: writes("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"),
  },
  {
    does: "refuses each token that it gives",
    reason: "refused",
    takeOver: says('{"error":"Log In"}', 401),
  },
  {
    does: "gives a token with a line break in it",
    reason: "bad_answer",
    takeOver: () => below("/api/v1/login", (response) => response.end('{"token":"a\\r\\nx: y"}')),
  },
  {
    does: "is another one",
    reason: "no_panel",
    takeOver: () =>
      below("/api/info", (response) => response.end('{"device_serial_number":"OTHER"}')),
  },
  {
    does: "has no log anywhere",
    reason: "no_panel",
    takeOver: says("{}", 404),
  },
];
