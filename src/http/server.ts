import { createServer } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { answerExpectations, handleClientError, TOO_SLOW } from "./client-error.ts";
import type { Call, Connection } from "./connection.ts";
import { Connections } from "./connections.ts";
import type { HttpLimits } from "./limits.ts";
import { Pipelines } from "./pipelines.ts";
import { slowBodies } from "./slow-bodies.ts";
import { serverContext } from "./tls/certificate.ts";
import type { Certificate } from "./tls/certificate.ts";
import type { TrustedProxies } from "./trusted-proxies.ts";

/** Request line and headers; more is 431. */
const MAX_HEADER_BYTES = 64 * 1024;

/** What a server does with what it lets through. */
export interface ServerParts {
  readonly limits: HttpLimits;
  /** Answers a request, now or later. */
  readonly carryOut: (call: Call) => void;
  /** Told of each connection that is turned away. */
  readonly onRefused: (address: string) => void;
  /** What it shows, where it speaks HTTPS. */
  readonly certificate?: Certificate;
  /** Told of each handshake that fails, with the system's word for why. */
  readonly onHandshakeFailed?: (address: string, code: string) => void;
  /** The proxies that are not held to the connections of one address. */
  readonly proxies?: TrustedProxies;
}

/** Makes the HTTP or HTTPS server that holds callers to the limits; it does not listen yet. */
export function makeServer(parts: ServerParts): Server {
  const { limits, carryOut, certificate } = parts;
  const connections = new Connections({ ...parts, isTls: certificate !== undefined });
  const pipelines = new Pipelines(limits, carryOut);
  const server = createListener(limits, certificate);
  server.setTimeout(limits.idleMs);
  const take = (socket: Socket) => pipelines.watch(connections.open(socket));
  if (certificate === undefined) {
    server.on("connection", (socket) => {
      if (connections.admit(socket)) take(socket);
    });
  } else {
    // a handshake under way is a connection as well
    server.on("connection", (socket) => connections.admit(socket));
    server.on("secureConnection", take);
  }
  server.on("request", (request, response) => {
    const connection = connections.of(request.socket);
    if (connection === undefined) return;
    connection.request = request;
    // held to the next one, it would outlive all quick collections: garbage by the megabyte
    response.once("close", () => forget(connection, request));
    pipelines.take(connection, { request, response });
  });
  server.on("clientError", (error: Error & { code?: string }, socket: Socket) => {
    const isHandshake = certificate !== undefined && connections.of(socket) === undefined;
    if (!isHandshake) {
      handleClientError(error, socket);
      return;
    }
    // who looks whether the port is open and goes is no failure
    if (error.code !== "ECONNRESET") {
      parts.onHandshakeFailed?.(socket.remoteAddress ?? "", error.code ?? error.message);
    }
    socket.destroy();
  });
  answerExpectations(server);
  closeSlowBodies(server, connections, limits);
  return server;
}

function createListener(limits: HttpLimits, certificate: Certificate | undefined): Server {
  const options = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.checkMs,
    keepAliveTimeout: limits.keepAliveMs,
    // panels are known to send sloppy headers
    requireHostHeader: false,
  };
  if (certificate === undefined) return createServer(options);
  const server = createTlsServer({
    ...options,
    ...serverContext(certificate.context),
    handshakeTimeout: limits.headersMs,
  });
  certificate.attach(server);
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
