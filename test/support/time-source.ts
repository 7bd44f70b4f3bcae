import type { Random } from "./random.ts";

/** The ways in which events' times come in, for code that keeps them in order. */
export const ARRIVALS = ["rising", "falling", "equal", "late", "random", "crowded"] as const;

export type Arrival = (typeof ARRIVALS)[number];

/**
 * The time of the event that comes at `index`, ms.
 *
 * `late` rises with some that come from long before; `crowded` is at random among seven milliseconds.
 */
export function arrivalMs(arrival: Arrival, index: number, random: Random): number {
  switch (arrival) {
    case "rising":
      return index * 10;
    case "falling":
      return 10_000_000 - index * 10;
    case "equal":
      return 5_000;
    case "late":
      return random.isChosen(0.1) ? random.below(index * 10 + 1) : index * 10;
    case "random":
      return random.below(1_000_000);
    case "crowded":
      return 100 + random.below(7);
  }
}
