/** The emulated building of a demo, in a thread of its own: it ends with the server, however that ends. */
import { parentPort, workerData } from "node:worker_threads";
import { startEmulator } from "../../emulator/emulator.ts";
import { isPulled, renderWays } from "./demo-panels.ts";
import { DemoProgress } from "./demo-progress.ts";
import { readTask } from "./messages.ts";
import type { DemoMessage } from "./messages.ts";

/** How often it tells how far the delivery is, ms. */
const TELL_MS = 1_000;

const tell = (message: DemoMessage) => parentPort?.postMessage(message);

const emulator = await startEmulator({ ...readTask(workerData), isAlive: true });
const states = () => emulator.panels.map((panel) => panel.state());
const progress = new DemoProgress(states());
tell({
  is: "started",
  url: emulator.url,
  panels: emulator.panels.map(({ serial }) => serial),
  ways: renderWays(states()),
  known: emulator.panels.map((panel) => {
    const { serial, url, username, password } = panel;
    const state = panel.state();
    return {
      serial,
      name: state.name,
      ...(isPulled(state) && { pull: { url, username, password } }),
    };
  }),
});

const timer = setInterval(() => {
  tell({ is: "delivering", ...progress.read(states()) });
}, TELL_MS);

parentPort?.once("message", () => {
  clearInterval(timer);
  void emulator.close().then(() => process.exit());
});
