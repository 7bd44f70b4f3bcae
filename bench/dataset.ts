import { EVENT_KEYS, EVENT_CATALOG } from "../src/event/catalog.ts";
import type { PanelEvent } from "../src/event/event.ts";

/** How many panels the fleet of every measurement has. */
export const PANELS = 5000;

/** When the measured time begins. */
export const START_MS = Date.UTC(2026, 0, 1);

/** A small generator of numbers, the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0 || 1;
  }

  /** 0 up to 1. */
  next(): number {
    // xorshift32
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to `bound`. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }
}

/** The number of a panel with a twentieth of all events: a main gate. */
export const BUSY_PANEL = 0;

/** The number of a panel like most, which every log has events of. */
export const USUAL_PANEL = 4321;

/** The serial of a panel by its number. */
export function serialOf(panel: number): string {
  return `AA12-${String(panel).padStart(6, "0")}`;
}

/** Words of owners' names, and after how many events each comes again: of 10 M, 10,000 are glaziers. */
export const TRADES = [
  { word: "plumber", every: 100 },
  { word: "glazier", every: 1_000 },
  { word: "piper", every: 100_000 },
  { word: "hermit", every: 10_000_000 },
] as const;

/** A word that stands in every event. */
export const COMMON_WORD = "resident";

/** Events as a building makes them: few keys are common, most are rare; models of some 150 bytes. */
export class Events {
  readonly #random: Random;
  #made = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(occurredAtMs: number): PanelEvent {
    const random = this.#random;
    // by Zipf: the commonest of the 40 keys has some 30 %, the rarest 0.003 %
    const key = EVENT_KEYS[Math.floor(EVENT_KEYS.length * random.next() ** 4)] ?? "tamper_event";
    const { category, priority } = EVENT_CATALOG[key];
    const trade = TRADES.findLast(({ every }) => this.#made % every === 0);
    this.#made += 1;
    const model =
      `{"lock":${random.below(2)},"owner":"${trade === undefined ? "" : `${trade.word} `}Resident ${random.below(20_000)}",` +
      `"number":"${3_000_000 + random.below(200_000)}","apartment_address":` +
      `"building ${random.below(40)}, apartment ${random.below(200)}","type":"card"}`;
    return { occurredAtMs, key, category, priority, model, extra: undefined, source: "push" };
  }
}

/** The body in which a panel pushes events. */
export function pushBody(events: readonly PanelEvent[]): Buffer {
  const texts = events.map(
    ({ occurredAtMs, key, category, priority, model }) =>
      `{"created_at":${occurredAtMs},"category":"${category}","code":"${key}",` +
      `"priority":"${priority}","info":${model}}`,
  );
  return Buffer.from(`{"events":[${texts.join()}]}`);
}
