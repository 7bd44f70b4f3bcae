import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountStore } from "../../src/accounts/store.ts";
import type { EventBook } from "../../src/event/book.ts";
import type { EventRemover } from "../../src/event/removal.ts";
import type { EventStore } from "../../src/event/store.ts";
import type { FleetStore, PanelStore } from "../../src/fleet/store.ts";
import type { IntakeStore } from "../../src/intake/store.ts";
import { SqliteStore } from "../../src/store/sqlite/store.ts";

/** All that is kept, in one place of a test's own. */
export interface Stores extends AsyncDisposable {
  /** Where it is. */
  readonly dataFolder: string;
  readonly log: EventStore & EventBook & EventRemover;
  readonly intake: IntakeStore;
  readonly panels: PanelStore;
  readonly accounts: AccountStore;
  readonly fleet: FleetStore;
}

/** Opens fresh stores for one test, on a data folder of its own; `await using` removes them. */
export async function openStores(options: {
  readonly quarantineMaxBytes?: number | undefined;
}): Promise<Stores> {
  const { quarantineMaxBytes } = options;
  const dataFolder = await mkdtemp(join(tmpdir(), "doorbook-"));
  const bound = quarantineMaxBytes === undefined ? {} : { quarantineMaxBytes };
  const store = await SqliteStore.open({ dataFolder, ...bound });
  return {
    dataFolder,
    log: store,
    intake: store,
    panels: store.panels,
    accounts: store.accounts,
    fleet: store.fleet,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(dataFolder, { recursive: true });
    },
  };
}
