import { openStore } from "../../compose.ts";
import { registerPanels } from "../../fleet/register-panels.ts";
import type { PanelToRegister } from "../../fleet/register-panels.ts";
import { SecretKey } from "../../fleet/secret-key.ts";
import { SETTINGS } from "../../settings.ts";
import type { Settings } from "../../settings.ts";
import { DemoBuilding } from "./building.ts";
import { syslogSerials } from "./demo-panels.ts";
import { DEMO_PREFIX, refuseRealPanels, takeDemoFolder } from "./folder.ts";
import type { DemoSecrets } from "./folder.ts";

/** Where a demo's data is when nothing else is said. */
const DEMO_DATA = "./demo-data";

/** From a reading of a demo's panels to the next: who presses a button wants to see it. */
const PULL_SECONDS = 2;

/** A demo that is about to begin. */
export interface Demo {
  /** The server's settings: a data folder and passwords of the demo's own. */
  readonly settings: Settings;
  /**
   * Lets the building live beside the server.
   *
   * @param address where the server answers
   * @param onKnown told which panels there are, and how some are asked for their events
   */
  begin(address: string, onKnown?: (panels: readonly PanelToRegister[]) => void): DemoBuilding;
}

/**
 * Takes the demo's folder: the one that `--data` names, else {@link DEMO_DATA}.
 *
 * @throws UsageError when the folder holds a log that is no demo's, or events of a real panel
 */
export async function openDemo(settings: Settings): Promise<Demo> {
  const folder = settings.data === SETTINGS.data.fallback ? DEMO_DATA : settings.data;
  const secrets = takeDemoFolder(folder);
  const own = {
    ...settings,
    data: folder,
    ...secrets,
    adoptPanels: true,
    syslogHttp: true,
    pullSeconds: Math.min(settings.pullSeconds, PULL_SECONDS),
  };
  await prepare(own);
  return {
    settings: own,
    begin: (address, onKnown = () => undefined) => {
      introduce(address, secrets);
      const say = (line: string) => console.log(line);
      return DemoBuilding.open({ address, folder, secrets, say, onKnown });
    },
  };
}

/**
 * Holds that the folder is a demo's alone, and makes its panel known that sends syslog: a line names no
 * serial, so that it is to be known whose the first ones are.
 */
async function prepare(settings: Settings): Promise<void> {
  await using store = await openStore(settings);
  const serials = (await store.panels.listPanels()).map(({ serial }) => serial);
  refuseRealPanels(settings.data, serials);
  const telling = syslogSerials(DEMO_PREFIX).map((serial) => ({ serial, name: "" }));
  await registerPanels(store.fleet, () => SecretKey.ofFolder(settings.data), telling);
}

function introduce(address: string, { adminPassword }: DemoSecrets): void {
  console.log(
    `Demo: log in as admin with the password ${adminPassword}, or read the newest events:`,
  );
  const login = `-u admin:${adminPassword}`;
  console.log(`  curl -s ${login} '${address}/api/v1/log/items?limit=10&sort_type=desc'`);
}
