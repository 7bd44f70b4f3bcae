import type { Random } from "../../support/random.ts";
import { alter } from "./alter.ts";
import { goodRequest } from "./good-requests.ts";
import { mutate } from "./mutate.ts";
import { headOf } from "./request.ts";
import type { FuzzRequest } from "./request.ts";
import type { Sessions } from "./sessions.ts";

/** What is written on a connection in one go: good requests, and perhaps a bad one behind them. */
export interface Exchange {
  readonly good: readonly FuzzRequest[];
  /** The last one. Of noise nothing is known. */
  readonly bad: FuzzRequest | "noise" | undefined;
  /** All bytes, in the segments in which they are written. */
  readonly segments: readonly Buffer[];
  /** Between two segments; 0 for none. */
  readonly pauseMs: number;
  /** Whether the caller hangs up its side at once, or only when no answer comes. */
  readonly endsAtOnce: boolean;
}

/** How many requests an exchange is. */
export function sizeOf({ good, bad }: Exchange): number {
  return good.length + (bad === undefined ? 0 : 1);
}

/** The next exchange; a little more than half of all requests are mutated ones. */
export function planExchange(random: Random, sessions: Sessions): Exchange {
  const isBad = random.isChosen(0.72);
  const few = random.isChosen(0.75) ? 0 : 1 + random.below(2);
  const count = isBad ? few : 1 + random.below(2);
  const good = Array.from({ length: count }, () => goodRequest(random, sessions));
  const parts: Buffer[] = good.map((request) => Buffer.concat([headOf(request), request.body]));
  let bad: Exchange["bad"];
  if (isBad && random.isChosen(0.04)) {
    bad = "noise";
    parts.push(noise(random));
  } else if (isBad) {
    const mutated = mutate(random, goodRequest(random, sessions));
    bad = mutated.request;
    parts.push(mutated.bytes);
  }
  const isSlow = random.isChosen(0.01);
  return {
    good,
    bad,
    segments: cut(random, Buffer.concat(parts), isSlow ? 8 : 1 + random.below(3)),
    pauseMs: isSlow ? 5 + random.below(40) : 0,
    endsAtOnce: isBad && random.isChosen(0.1),
  };
}

function noise(random: Random): Buffer {
  const bytes = Buffer.from(Array.from({ length: random.below(400) }, () => random.below(256)));
  return random.isChosen(0.5) ? bytes : alter(random, Buffer.from(TLS_HELLO, "hex"));
}

/** The beginning of somebody who means https. */
const TLS_HELLO = "1603010200010001fc0303";

function cut(random: Random, bytes: Buffer, count: number): Buffer[] {
  const places = Array.from({ length: count - 1 }, () => random.below(bytes.length + 1));
  const cuts = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((end, i) => bytes.subarray(cuts[i], end));
}
