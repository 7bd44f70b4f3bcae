import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { answerExpectations, handleClientError, TOO_SLOW } from "./client-error.ts";
import type { Call, Connection } from "./connection.ts";
import { Connections } from "./connections.ts";
import type { HttpLimits } from "./limits.ts";
import { Pipelines } from "./pipelines.ts";
import { slowBodies } from "./slow-bodies.ts";

/** Request line and headers; more is 431. */
const MAX_HEADER_BYTES = 64 * 1024;

/** What a server does with what it lets through. */
export interface ServerParts {
  readonly limits: HttpLimits;
  /** Answers a request, now or later. */
  readonly carryOut: (call: Call) => void;
  /** Told of each connection that is turned away. */
  readonly onRefused: (address: string) => void;
}

/** Makes the HTTP server that holds callers to the limits; it does not listen yet. */
export function makeServer({ limits, carryOut, onRefused }: ServerParts): Server {
  const connections = new Connections(limits, onRefused);
  const pipelines = new Pipelines(limits, carryOut);
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    // panels are known to send sloppy headers
    requireHostHeader: false,
  });
  server.setTimeout(limits.idleMs);
  server.on("connection", (socket) => {
    connections.add(socket);
    const connection = connections.of(socket);
    if (connection !== undefined) pipelines.watch(connection);
  });
  server.on("request", (request, response) => {
    const connection = connections.of(request.socket);
    if (connection === undefined) return;
    connection.request = request;
    // held to the next one, it would outlive all quick collections: garbage by the megabyte
    response.once("close", () => forget(connection, request));
    pipelines.take(connection, { request, response });
  });
  server.on("clientError", handleClientError);
  answerExpectations(server);
  closeSlowBodies(server, connections, limits);
  return server;
}

/** A request that has come whole and was answered is of no more interest. */
function forget(connection: Connection, request: IncomingMessage): void {
  if (connection.request === request && request.complete) connection.request = undefined;
}

function closeSlowBodies(server: Server, connections: Connections, limits: HttpLimits): void {
  let timer: NodeJS.Timeout | undefined;
  server.on("listening", () => {
    timer = setInterval(() => {
      for (const { socket, unanswered } of slowBodies(connections.all(), limits)) {
        // a second answer to the same request would be read as that to the next one
        if (unanswered === 0) socket.destroy();
        else server.emit("clientError", TOO_SLOW, socket);
      }
    }, limits.paceMs).unref();
  });
  server.on("close", () => clearInterval(timer));
}
