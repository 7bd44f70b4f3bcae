import { MemoryAccounts } from "../../src/store/memory/memory-accounts.ts";
import { MemoryFleet } from "../../src/store/memory/memory-fleet.ts";
import { MemoryIntake } from "../../src/store/memory/memory-intake.ts";
import { MemoryPanels } from "../../src/store/memory/memory-panels.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { accountStoreContract } from "../contract/account-store.ts";
import { eventStoreContract } from "../contract/event-store.ts";
import { fleetStoreContract } from "../contract/fleet-store.ts";
import { intakeStoreContract } from "../contract/intake-store.ts";
import type { Intake } from "../contract/intake-store.ts";
import { listProperty } from "../contract/list-property.ts";
import { panelStoreContract } from "../contract/panel-store.ts";
import { memoryPlace } from "../support/place.ts";

const close = (): Promise<void> => Promise.resolve();
const makePlace = memoryPlace(() => new MemoryStore());

eventStoreContract("MemoryStore", makePlace);

listProperty("MemoryStore", makePlace, {
  seed: 1,
  events: 20_000,
  panels: 1_000,
  stages: 4,
  queries: 100,
});

intakeStoreContract("MemoryIntake", (maxBytes) => memoryPlace(() => openIntake(maxBytes))());

accountStoreContract(
  "MemoryAccounts",
  memoryPlace(() => Object.assign(new MemoryAccounts(), { [Symbol.asyncDispose]: close })),
);

panelStoreContract(
  "MemoryPanels",
  memoryPlace(() => Object.assign(new MemoryPanels(), { [Symbol.asyncDispose]: close })),
);

fleetStoreContract(
  "MemoryFleet",
  memoryPlace(() => Object.assign(new MemoryFleet(), { [Symbol.asyncDispose]: close })),
);

function openIntake(maxBytes: number): Intake {
  const log = new MemoryStore();
  return { log, intake: new MemoryIntake(log, { maxBytes }), [Symbol.asyncDispose]: close };
}
