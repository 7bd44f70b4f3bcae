import type { Reading } from "./reading.ts";
import { renderReading } from "./reading.ts";

/** How far a panel was read, kept whenever it changes. */
export class KeptReading {
  readonly #keep: (reading: Reading) => Promise<void>;
  #reading: Reading;

  /** @param keep keeps it durably */
  constructor(reading: Reading, keep: (reading: Reading) => Promise<void>) {
    this.#reading = reading;
    this.#keep = keep;
  }

  get reading(): Reading {
    return this.#reading;
  }

  /** Durable when it resolves. @throws AppError `unavailable`: it is as it was then */
  async change(changes: Partial<Reading>): Promise<void> {
    const reading = { ...this.#reading, ...changes };
    if (renderReading(reading) === renderReading(this.#reading)) return;
    await this.#keep(reading);
    this.#reading = reading;
  }
}
