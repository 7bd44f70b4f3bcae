import { ServerResponse } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import { renderError } from "../basip/android/errors.ts";
import { FRAMEWORK_REFUSALS } from "./error-handler.ts";
import type { FrameworkStatus } from "./error-handler.ts";
import { rawAnswer } from "./raw-answer.ts";
import { SAFE_HEADERS } from "./safe-headers.ts";

/** What Node's parser calls the requests that never reach a route. */
const STATUSES: Readonly<Record<string, FrameworkStatus>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What a body that comes too slowly is closed with. */
export const TOO_SLOW = Object.assign(new Error("the body comes too slowly"), {
  code: "ERR_HTTP_REQUEST_TIMEOUT",
});

/** Answers what is not HTTP in the panel's shape, and closes: what follows cannot be read. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable || hasAnswerUnderWay(socket)) {
    socket.destroy();
    return;
  }
  const status = STATUSES[error.code ?? ""] ?? 400;
  socket.end(rawAnswer(status, FRAMEWORK_REFUSALS[status]), () => socket.destroySoon());
}

/**
 * Meets `Expect: 100-continue`, and answers one that nobody can meet, RFC 9110 10.1.1, in the panel's
 * shape.
 */
export function answerExpectations(server: Server): void {
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    // behind an answer under way, Node would write it into this one, between head and body
    if (response.socket !== null) response.writeContinue();
    server.emit("request", request, response);
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    const type = { "content-type": "application/json", connection: "close" };
    response.writeHead(417, { ...SAFE_HEADERS, ...type });
    response.end(renderError(FRAMEWORK_REFUSALS[417]));
  });
}

/** Whether bytes of an answer are on the wire: a second head would be read as its body. */
function hasAnswerUnderWay(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, "_httpMessage");
  return response instanceof ServerResponse && response.headersSent;
}
