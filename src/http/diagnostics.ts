import { pino, stdSerializers } from "pino";
import type { DestinationStream, LevelWithSilent, Logger } from "pino";

/** Members that may hold a secret, wherever a line has them. */
const SECRETS = ["authorization", "password", "token", "verifier"].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/**
 * Opens what Doorbook says about itself: one JSON line each. A login's password travels in the URL,
 * so no line has a query, nor an `Authorization`.
 *
 * @param destination standard error when absent: standard output is for the answer of a command
 */
export function openDiagnostics(
  level: LevelWithSilent,
  destination: DestinationStream = process.stderr,
): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    redact: { paths: SECRETS, censor: "[hidden]" },
    serializers: { err: stdSerializers.err, req: describeRequest },
    hooks: { streamWrite: hideQueries },
  };
  return pino(options, destination);
}

/** A URL without its query. */
export function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

function describeRequest(request: { method?: string; url?: string }) {
  return { method: request.method, path: pathOf(request.url ?? "") };
}

/** Takes the query from every URL in a line of JSON, whoever quoted it. */
function hideQueries(line: string): string {
  return line.replaceAll(/\?(?:[^\s"\\]|\\[^n])*?=(?:[^\s"\\]|\\[^n])*/g, "?…");
}
