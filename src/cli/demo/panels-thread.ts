/** The emulated building of a demo, in a thread of its own: it ends with the server, however that ends. */
import { parentPort, workerData } from "node:worker_threads";
import { startEmulator } from "../../emulator/emulator.ts";
import { readTask } from "./messages.ts";
import type { DemoMessage } from "./messages.ts";

/** How often it tells how far the delivery is, ms. */
const TELL_MS = 1_000;

const tell = (message: DemoMessage) => parentPort?.postMessage(message);

const emulator = await startEmulator({ ...readTask(workerData), isAlive: true });
tell({ is: "started", url: emulator.url, panels: emulator.panels.map(({ serial }) => serial) });

const timer = setInterval(() => {
  const states = emulator.panels.map((panel) => panel.state());
  const happened = states.reduce((sum, state) => sum + state.happened, 0);
  const pending = states.reduce((sum, state) => sum + state.pending, 0);
  tell({ is: "delivering", happened, pending });
}, TELL_MS);

parentPort?.once("message", () => {
  clearInterval(timer);
  void emulator.close().then(() => process.exit());
});
