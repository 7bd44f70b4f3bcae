import { join } from "node:path";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { accountStoreContract } from "../contract/account-store.ts";
import { eventStoreContract } from "../contract/event-store.ts";
import { fleetStoreContract } from "../contract/fleet-store.ts";
import { intakeStoreContract } from "../contract/intake-store.ts";
import { listProperty } from "../contract/list-property.ts";
import { panelStoreContract } from "../contract/panel-store.ts";
import { durableContract, twoHandlesContract } from "../contract/two-handles.ts";
import { folderPlace } from "../support/place.ts";
import { PlainSql } from "../support/plain-sql.ts";

const makePlace = folderPlace((dataFolder) => SqliteStore.open({ dataFolder }));

eventStoreContract("SqliteStore", makePlace);
durableContract("SqliteStore", makePlace);
twoHandlesContract("SqliteStore", makePlace);

const size = { seed: 1, events: 16_000, panels: 1_000, stages: 4, queries: 80 };
// how a log is opened matters where stages meet; `script/soak lists --opened` has the full size
const fewer = { ...size, events: 5_000 };

for (const each of [
  size,
  { ...fewer, opened: "twice" as const },
  { ...fewer, opened: "anew" as const },
]) {
  listProperty(
    "SqliteStore",
    makePlace,
    each,
    ({ folder }) => new PlainSql(join(folder, "doorbook.db")),
  );
}

intakeStoreContract("SqliteStore", (quarantineMaxBytes) =>
  folderPlace(async (dataFolder) => {
    const store = await SqliteStore.open({ dataFolder, quarantineMaxBytes });
    return { log: store, intake: store, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
  })(),
);

accountStoreContract(
  "SqliteStore",
  folderPlace(async (dataFolder) => {
    const store = await SqliteStore.open({ dataFolder });
    const close = (): Promise<void> => store[Symbol.asyncDispose]();
    return Object.assign(store.accounts, { [Symbol.asyncDispose]: close });
  }),
);

panelStoreContract(
  "SqliteStore",
  folderPlace(async (dataFolder) => {
    const store = await SqliteStore.open({ dataFolder });
    const close = (): Promise<void> => store[Symbol.asyncDispose]();
    return Object.assign(store.panels, { [Symbol.asyncDispose]: close });
  }),
);

fleetStoreContract(
  "SqliteStore",
  folderPlace(async (dataFolder) => {
    const store = await SqliteStore.open({ dataFolder });
    const close = (): Promise<void> => store[Symbol.asyncDispose]();
    return Object.assign(store.fleet, { [Symbol.asyncDispose]: close });
  }),
);
