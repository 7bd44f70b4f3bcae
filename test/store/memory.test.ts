import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { eventStoreContract } from "../contract/event-store.ts";
import { listProperty } from "../contract/list-property.ts";
import { memoryPlace } from "../support/place.ts";

eventStoreContract(
  "MemoryStore",
  memoryPlace(() => new MemoryStore()),
);
listProperty(
  "MemoryStore",
  memoryPlace(() => new MemoryStore()),
  { seed: 1, events: 20_000, panels: 1_000, stages: 4, queries: 100 },
);
