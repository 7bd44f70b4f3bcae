import type { FastifyRequest } from "fastify";
import type { Caller } from "../accounts/caller.ts";
import type { Floors } from "../accounts/floors.ts";
import { AppError } from "../event/errors.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";
import { FLEET } from "../event/query.ts";
import type { View } from "../event/query.ts";
import { callerOf } from "./auth-hook.ts";
import type { KnownFleet } from "./known-fleet.ts";
import { panelsOf } from "./sight.ts";

/** Where a panel's API stands for one panel alone; the whole fleet's stands at the root. */
export const ONE_PANEL = "/panels/:serial";

/** The panel a request is about, `undefined` for the fleet. */
export function serialOf({ params }: FastifyRequest): PanelSerial | undefined {
  if (typeof params !== "object" || params === null || !("serial" in params)) return undefined;
  return typeof params.serial === "string" ? params.serial : undefined;
}

/**
 * The part of the log that a request to the panels' API is about: what its caller sees, above what it
 * has cleared there. A serial that nobody has heard of is a panel without events: it is no secret to be
 * guessed, and a panel can be watched before it first calls [assumed]. So is one that the caller does not
 * see.
 */
export async function viewOf(
  request: FastifyRequest,
  floors: Floors,
  fleet: KnownFleet,
): Promise<View> {
  const caller = callerOf(request);
  const serial = serialOf(request);
  const floor = await floors.of(caller.account, serial);
  const panels = panelsAt(serial, panelsOf(caller, fleet), fleet);
  return panels === undefined && floor === 0 ? FLEET : { panels, floor };
}

/** The part of the log that a caller sees, whatever it has cleared: the book has no floors. */
export function wholeViewOf(caller: Caller, fleet: KnownFleet): View {
  const panels = panelsOf(caller, fleet);
  return panels === undefined ? FLEET : { panels, floor: 0 };
}

/** Of what is seen, what is under a base path. A panel goes on with those before it at its door. */
function panelsAt(
  serial: PanelSerial | undefined,
  seen: readonly PanelSerial[] | undefined,
  fleet: KnownFleet,
): readonly PanelSerial[] | undefined {
  if (serial === undefined) return seen;
  if (seen === undefined) return fleet.lineage(serial);
  // not even that it replaced one that is seen
  if (!seen.includes(serial)) return [];
  return fleet.lineage(serial).filter((one) => seen.includes(one));
}

/** Refuses what cannot be a serial. @throws AppError `not_found` */
export async function requireSerial(request: FastifyRequest): Promise<void> {
  const length = serialOf(request)?.length ?? 0;
  if (length >= 1 && length <= MAX_NAME_CHARACTERS) return Promise.resolve();
  throw new AppError("not_found", "No panel has this serial");
}
