import type { Fleet } from "../fleet/fleet.ts";

/** What answers show of panels and owners beside the log. */
export type KnownFleet = Pick<Fleet, "ownerCount" | "owner" | "lineage">;
