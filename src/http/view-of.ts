import type { FastifyRequest } from "fastify";
import type { Floors } from "../accounts/floors.ts";
import { AppError } from "../event/errors.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";
import { FLEET } from "../event/query.ts";
import type { View } from "../event/query.ts";
import { accountOf } from "./auth-hook.ts";

/** Where a panel's API stands for one panel alone; the whole fleet's stands at the root. */
export const ONE_PANEL = "/panels/:serial";

/** The panel a request is about, `undefined` for the fleet. */
export function serialOf({ params }: FastifyRequest): PanelSerial | undefined {
  if (typeof params !== "object" || params === null || !("serial" in params)) return undefined;
  return typeof params.serial === "string" ? params.serial : undefined;
}

/**
 * The part of the log that a request is about, above what its caller has cleared there. A serial that nobody has heard of is a panel without
 * events: it is no secret to be guessed, and a panel can be watched before it first calls [assumed].
 *
 * @param lineage a panel with those that were at its door before: their history is its own
 */
export async function viewOf(
  request: FastifyRequest,
  floors: Floors,
  lineage: (serial: PanelSerial) => readonly PanelSerial[],
): Promise<View> {
  const serial = serialOf(request);
  const floor = await floors.of(accountOf(request), serial);
  if (serial === undefined && floor === 0) return FLEET;
  return { panels: serial === undefined ? undefined : lineage(serial), floor };
}

/** Refuses what cannot be a serial. @throws AppError `not_found` */
export async function requireSerial(request: FastifyRequest): Promise<void> {
  const length = serialOf(request)?.length ?? 0;
  if (length >= 1 && length <= MAX_NAME_CHARACTERS) return Promise.resolve();
  throw new AppError("not_found", "No panel has this serial");
}
