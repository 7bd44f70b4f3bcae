import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { eventStoreContract } from "../contract/event-store.ts";
import { memoryPlace } from "../support/place.ts";

eventStoreContract(
  "MemoryStore",
  memoryPlace(() => new MemoryStore()),
);
