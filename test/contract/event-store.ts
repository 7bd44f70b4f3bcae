import { test } from "node:test";
import type { EventStore } from "../../src/event/store.ts";
import type { MakePlace } from "../support/place.ts";
import { appendContract } from "./append.ts";
import { asOfContract } from "./as-of.ts";
import { boundsContract } from "./bounds.ts";
import { fidelityContract } from "./fidelity.ts";
import { identityContract } from "./identity.ts";
import { kindsContract } from "./kinds.ts";
import { listContract } from "./list.ts";
import { viewContract } from "./view.ts";

/** What every engine's log must do; each test opens a log of its own. */
export function eventStoreContract(name: string, makePlace: MakePlace<EventStore>): void {
  test.describe(`${name} as an event store`, () => {
    appendContract(makePlace);
    identityContract(makePlace);
    fidelityContract(makePlace);
    boundsContract(makePlace);
    listContract(makePlace);
    viewContract(makePlace);
    asOfContract(makePlace);
    kindsContract(makePlace);
  });
}
