import type { Connection } from "./connection.ts";
import type { HttpLimits } from "./limits.ts";

/**
 * Which connections' bodies have come more slowly than they may since this was asked last. A body is
 * measured from the second time on that it is seen, and not while it is we who do not read on.
 */
export function* slowBodies(
  connections: Iterable<Connection>,
  { paceBytes }: Pick<HttpLimits, "paceBytes">,
): Generator<Connection> {
  for (const connection of connections) {
    const { request, socket, mark } = connection;
    connection.mark = undefined;
    if (request === undefined || request.complete) continue;
    const bytes = socket.bytesRead;
    connection.mark = { request, bytes };
    if (mark?.request !== request || bytes - mark.bytes >= paceBytes) continue;
    if (request.readableLength < request.readableHighWaterMark) yield connection;
  }
}
