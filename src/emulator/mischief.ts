import type { Panel } from "./panel.ts";
import type { Random } from "./random.ts";

/** How often panels are looked at, ms. */
const LOOK_MS = 250;

/** How often a mischief is a wiping, where both are quirks. */
const WIPES = 0.2;

/** The longest that a panel is off, ms. */
const LONGEST_OFF_MS = 3_000;

/** Does to panels by chance what their quirks say happens to them: restarts, a log that is cleared. */
export class Mischief {
  readonly #panels: readonly Panel[];
  readonly #meanMs: number;
  readonly #random: Random;
  #timer: NodeJS.Timeout | undefined;

  /** @param meanMs how long a panel is left in peace, on average */
  constructor(panels: readonly Panel[], meanMs: number, random: Random) {
    this.#panels = panels.filter(({ quirks }) => quirks.restarts || quirks.wipes);
    this.#meanMs = meanMs;
    this.#random = random;
  }

  begin(): void {
    if (this.#panels.length === 0) return;
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const panel of this.#panels) {
      if (panel.isOn && this.#random.isChosen(LOOK_MS / this.#meanMs)) this.#strike(panel);
    }
  }

  #strike(panel: Panel): void {
    const { restarts, wipes } = panel.quirks;
    if (wipes && (!restarts || this.#random.isChosen(WIPES))) panel.wipe();
    else if (restarts) void panel.restart(this.#random.between(0, LONGEST_OFF_MS));
  }
}
