import type { EventPlace } from "../../event/book.ts";
import type { Order } from "../../event/query.ts";

/** The exact reverse of an order. */
export function opposite(order: Order): Order {
  return order === "asc" ? "desc" : "asc";
}

/** Whether a place comes behind another in an order. */
export function isBehind(order: Order, place: EventPlace, other: EventPlace): boolean {
  const later = place.occurredAtMs - other.occurredAtMs || place.seq - other.seq;
  return order === "asc" ? later > 0 : later < 0;
}
