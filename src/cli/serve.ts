import { startServer } from "../compose.ts";
import { openDemo } from "./demo/open-demo.ts";
import { SETTING_NAMES } from "../settings.ts";
import type { Call, Command } from "./command.ts";
import { explainListening } from "./explain-listening.ts";
import { STOP_SIGNALS, StopSignals } from "./stop-signals.ts";

/** What other commands go by. */
const NOT_OURS: readonly (typeof SETTING_NAMES)[number][] = [
  "password",
  "controlToken",
  "url",
  "token",
  "ca",
];

/** `doorbook serve`: runs the server until it is told to stop. */
export const serve: Command = {
  summary: "Run the server.",
  options: {
    demo: {
      help: "with an emulated building around it, in a data folder of its own (./demo-data)",
    },
  },
  settings: SETTING_NAMES.filter((name) => !NOT_OURS.includes(name)),
  notes: [
    "Prints one line with its address once it answers. SIGTERM, SIGINT and SIGHUP let it finish",
    "what is under way and exit with 0; a second one, half a second later or more, ends it at once.",
    "With --tls-cert, SIGHUP reads the certificate and its key anew instead.",
    "It ends with 1 when it cannot go on by itself: let a supervisor start it anew.",
  ].join("\n"),
  run,
};

async function run({ settings, options }: Call): Promise<number> {
  const stop = StopSignals.open(
    settings.tlsCert === undefined ? STOP_SIGNALS : STOP_SIGNALS.filter((one) => one !== "SIGHUP"),
  );
  const demo = options.has("demo") ? await openDemo(settings) : undefined;
  const served = demo?.settings ?? settings;
  const server = await startServer(served, (line) => {
    // a demo says its account itself
    if (demo === undefined || !line.startsWith("Made the account")) console.error(line);
  }).catch((error: unknown) => {
    throw explainListening(error, served);
  });
  if (settings.tlsCert !== undefined) process.on("SIGHUP", () => server.reloadCertificate());
  if (!stop.isRequested) console.log(`Doorbook listens on ${server.address}`);
  const building = demo?.begin(server.address, (panels) => {
    server.register(panels).catch((error: unknown) => console.error(error));
  });
  const failure = await Promise.race([
    stop.requested.then(() => undefined),
    server.failed,
    ...(building === undefined ? [] : [building.failed]),
  ]);
  await building?.close();
  await server.close();
  if (failure === undefined) return 0;
  // whoever looks after the process starts it anew
  throw failure;
}
