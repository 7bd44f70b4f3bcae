import type { Fleet } from "../fleet/fleet.ts";

/** What answers show of panels and owners beside the log, and what scopes are read by. */
export type KnownFleet = Pick<Fleet, "version" | "profiles" | "lineage" | "ownerCount" | "owner">;

/** Nothing is known beside the log. */
export const NO_FLEET: KnownFleet = {
  version: 0,
  profiles: [],
  lineage: (serial) => [serial],
  ownerCount: 0,
  owner: () => undefined,
};
