import type { FastifyRequest } from "fastify";
import { seenFleet } from "../../book/seen-fleet.ts";
import type { BookFleet } from "../../book/seen-fleet.ts";
import type { View } from "../../event/query.ts";
import { callerOf } from "../auth-hook.ts";
import { wholeViewOf } from "../view-of.ts";
import type { BookParts } from "./book-parts.ts";

/** Whoever asks the book something. */
export interface Asker {
  /** The part of the log that is seen. */
  readonly view: View;
  /** What of the fleet may be known. */
  readonly fleet: BookFleet;
}

/** Whoever sends a request. */
export function askerOf(request: FastifyRequest, { fleet }: Pick<BookParts, "fleet">): Asker {
  const view = wholeViewOf(callerOf(request), fleet);
  return { view, fleet: seenFleet(fleet, view.panels) };
}

/** Whether echoes are to be left out of what is seen: where there are none, nothing is. */
export async function hidesEchoesIn(
  view: View,
  { hidesEchoes, log }: Pick<BookParts, "hidesEchoes" | "log">,
): Promise<boolean> {
  return hidesEchoes && (await log.kinds(view)).some(({ isEcho }) => isEcho);
}

/** Notes that the log is looked into. @param query without times, pages and cursors; empty for everything */
export function noteLook(request: FastifyRequest, { looked }: BookParts, query = ""): void {
  looked?.(callerOf(request), query.trim());
}
