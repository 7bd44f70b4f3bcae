import type { Order } from "../../event/query.ts";
import { WireError } from "../android/errors.ts";
import type { RawValue } from "../android/raw-query.ts";

/** The one field that a log is sorted by (assumed). */
const SORT_FIELD = "timestamp";

/**
 * Reads `order_by` as Camdroid panels take it: `timestamp asc`, `timestamp desc`; without a direction
 * it is rising (assumed). Empty is not given.
 *
 * Source: the form `field, field asc|desc`, the vendor's page on list options.
 *
 * @throws WireError `sortType` for another direction, `sortField` for another field, in this order
 */
export function parseOrderBy(value: RawValue): Order | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") throw new WireError("sortField");
  const text = value.trim();
  if (text === "") return undefined;
  const fields = text.split(",").map((field) => field.trim().split(/\s+/));
  const last = fields.at(-1);
  const direction = last === undefined || last.length < 2 ? "asc" : last.pop();
  if (direction !== "asc" && direction !== "desc") throw new WireError("sortType");
  const isKnown = fields.every(([name, ...rest]) => name === SORT_FIELD && rest.length === 0);
  if (!isKnown) throw new WireError("sortField");
  return direction;
}
