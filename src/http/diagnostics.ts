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
    serializers: { err: describeError, req: describeRequest },
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

function describeError(error: Error) {
  const { type, message, stack } = stdSerializers.err(error);
  const code = "code" in error ? String(error.code) : undefined;
  return { type, code, message: hideQueries(message), stack: hideQueries(stack) };
}

/** The framework's own messages may quote a URL. */
function hideQueries(text: string): string {
  return text.replaceAll(/\?\S*=\S*/g, "?…");
}
