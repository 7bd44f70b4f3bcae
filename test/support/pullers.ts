import assert from "node:assert/strict";
import { FleetHealth } from "../../src/fleet/fleet-health.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import type { PanelHealth } from "../../src/fleet/health.ts";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import { SecretKey } from "../../src/fleet/secret-key.ts";
import type { FleetStore } from "../../src/fleet/store.ts";
import { KEEPS_ALL } from "../../src/intake/kept-intake.ts";
import { Pullers } from "../../src/intake/pull/pullers.ts";
import { WatchedIntake } from "../../src/intake/watched-intake.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { wholeLog } from "./events.ts";
import { TestFolder } from "./folder.ts";
import type { AskedPanel } from "./pulled.ts";
import { openStores } from "./stores.ts";

/** Panels that are pulled again and again into stores of a test's own. */
export interface TestPullers extends AsyncDisposable {
  readonly pullers: Pullers;
  /** The events of a panel that are held, in the order of seq. */
  held(serial: string): Promise<readonly StoredEvent[]>;
  health(serial: string): PanelHealth;
}

/** Begins to pull panels for one test; `await using` ends it. */
export async function openPullers(
  panels: readonly AskedPanel[],
  { intervalMs, atOnce = 64 }: { readonly intervalMs: number; readonly atOnce?: number },
): Promise<TestPullers> {
  const parts = new AsyncDisposableStack();
  const stores = parts.use(await openStores({}));
  const folder = parts.use(await TestFolder.make());
  const key = SecretKey.ofFolder(folder.path);
  for (const panel of panels) await addPulled(stores.fleet, key, panel);
  const fleet = await Fleet.open(stores.fleet);
  const shared = {
    fleet,
    log: stores.log,
    keeping: KEEPS_ALL,
    now: Date.now,
    report: (cause: unknown) => assert.fail(String(cause)),
  };
  const bounds = { lateMs: 120_000, silentMs: 120_000 };
  const health = await FleetHealth.open({ ...shared, store: stores.fleet, bounds });
  const intake = new WatchedIntake({ store: stores.intake, health, now: Date.now });
  const secrets = () => key;
  const pullers = parts.use(
    await Pullers.open({
      ...shared,
      store: stores.fleet,
      intake,
      health,
      secrets,
      intervalMs,
      atOnce,
    }),
  );
  return {
    pullers,
    held: async (serial) => (await wholeLog(stores.log)).filter(({ panel }) => panel === serial),
    health: (serial) => health.of(serial).health,
    [Symbol.asyncDispose]: async () => parts.disposeAsync(),
  };
}

/** Says of a panel that it is to be pulled. */
export async function addPulled(
  store: FleetStore,
  key: SecretKey,
  { serial, url, username, password }: AskedPanel,
): Promise<void> {
  const sealedPassword = key.seal(password, serial);
  const pulledFrom = { url, username, sealedPassword, takesSelfSigned: false, isPaused: false };
  const body = renderProfile({ ...newProfile(serial), pulledFrom });
  await store.change("panel", [{ id: serial, body }]);
}
