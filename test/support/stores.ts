import type { AccountStore } from "../../src/accounts/store.ts";
import type { EventStore } from "../../src/event/store.ts";
import type { PanelStore } from "../../src/fleet/store.ts";
import type { IntakeStore } from "../../src/intake/store.ts";
import { MemoryAccounts } from "../../src/store/memory/memory-accounts.ts";
import { MemoryIntake } from "../../src/store/memory/memory-intake.ts";
import { MemoryPanels } from "../../src/store/memory/memory-panels.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";

/** All that is kept, in one place of a test's own. */
export interface Stores extends AsyncDisposable {
  readonly log: EventStore;
  readonly intake: IntakeStore;
  readonly panels: PanelStore;
  readonly accounts: AccountStore;
}

/** Opens fresh stores for one test; `await using` closes and removes them. */
export async function openStores(options: {
  readonly quarantineMaxBytes?: number | undefined;
}): Promise<Stores> {
  const { quarantineMaxBytes: maxBytes } = options;
  const log = new MemoryStore();
  const intake = new MemoryIntake(log, maxBytes === undefined ? {} : { maxBytes });
  const stores = {
    log,
    intake,
    panels: new MemoryPanels(),
    accounts: new MemoryAccounts(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return Promise.resolve(stores);
}
