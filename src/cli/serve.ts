import { startServer } from "../compose.ts";
import { SETTING_NAMES } from "../settings.ts";
import type { Call, Command } from "./command.ts";
import { StopSignals } from "./stop-signals.ts";

/** `doorbook serve`: runs the server until it is told to stop. */
export const serve: Command = {
  summary: "Run the server.",
  settings: SETTING_NAMES.filter((name) => name !== "password"),
  notes: [
    "Prints one line with its address once it answers. SIGTERM, SIGINT and SIGHUP let it finish",
    "what is under way and exit with 0; a second one, half a second later or more, ends it at once.",
  ].join("\n"),
  run,
};

async function run({ settings }: Call): Promise<number> {
  const stop = StopSignals.open();
  const server = await startServer(settings);
  if (!stop.isRequested) console.log(`Doorbook listens on ${server.address}`);
  await stop.requested;
  await server.close();
  return 0;
}
