import { startServer } from "../compose.ts";
import { SETTING_NAMES, type Settings } from "../settings.ts";
import type { Call, Command } from "./command.ts";
import { StopSignals } from "./stop-signals.ts";

/** `doorbook serve`: runs the server until it is told to stop. */
export const serve: Command = {
  summary: "Run the server.",
  settings: SETTING_NAMES.filter((name) => name !== "password"),
  notes: [
    "Prints one line with its address once it answers. SIGTERM, SIGINT and SIGHUP let it finish",
    "what is under way and exit with 0; a second one, half a second later or more, ends it at once.",
    "It ends with 1 when it cannot go on by itself: let a supervisor start it anew.",
  ].join("\n"),
  run,
};

async function run({ settings }: Call): Promise<number> {
  const stop = StopSignals.open();
  const server = await startServer(settings, (line) => console.error(line)).catch(
    (error: unknown) => {
      throw explainListening(error, settings);
    },
  );
  if (!stop.isRequested) console.log(`Doorbook listens on ${server.address}`);
  const failure = await Promise.race([stop.requested.then(() => undefined), server.failed]);
  await server.close();
  if (failure === undefined) return 0;
  // whoever looks after the process starts it anew
  throw failure;
}

/** Why a server cannot listen, by the system's code, and what helps. */
const LISTEN_FAILURES: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken by another program: stop it, or choose another --port (0 picks a free one)",
  EACCES: "may not be used by this user: choose a --port above 1023",
  EADDRNOTAVAIL: "is no address of this machine: choose another --host",
  ENOTFOUND: "is a name that leads nowhere: choose another --host",
};

/** The same error, in words that help, when it says that the address cannot be listened on. */
function explainListening(error: unknown, { host, port }: Settings): unknown {
  const isListening =
    error instanceof Error &&
    "syscall" in error &&
    ["listen", "getaddrinfo"].includes(String(error.syscall));
  const failure = isListening && "code" in error ? LISTEN_FAILURES[String(error.code)] : undefined;
  return failure === undefined
    ? error
    : new Error(`${host} port ${port} ${failure}`, { cause: error });
}
