/** A moment by the clocks of a zone. */
export interface ZonedTime {
  /** ISO 8601 to the ms, with the offset: `2026-11-25T16:29:25.123+02:00`. */
  readonly iso: string;
  /** `UTC+02:00`; `UTC-00:44:30` where an offset had seconds. */
  readonly offset: string;
  /** The offset, ms. */
  readonly offsetMs: number;
}

/** A stretch of time in which the clocks of a zone go on evenly. */
interface EvenTime {
  readonly fromMs: number;
  readonly endMs: number;
  readonly offsetMs: number;
  readonly suffix: string;
  readonly offset: string;
}

/** Tells times by the clocks of one zone; those that are near one another soon. */
export class ZonedTimes {
  readonly #zone: string;
  readonly #known: EvenTime[] = [];
  #last: EvenTime | undefined;

  /** @param zone IANA time zone */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** @param atMs Unix ms of the years 1970 to 9999 */
  at(atMs: number): ZonedTime {
    const { offset, offsetMs, suffix } = this.#evenAt(atMs);
    // of a local time there is no Z
    const local = new Date(atMs + offsetMs).toISOString().slice(0, -1);
    return { iso: local + suffix, offset, offsetMs };
  }

  #evenAt(atMs: number): EvenTime {
    const holds = ({ fromMs, endMs }: EvenTime) => atMs >= fromMs && atMs < endMs;
    if (this.#last !== undefined && holds(this.#last)) return this.#last;
    const known = this.#known.find(holds);
    this.#last = known ?? evenTime(atMs, this.#zone);
    if (known === undefined) this.#known.push(this.#last);
    return this.#last;
  }
}

function evenTime(atMs: number, zone: string): EvenTime {
  const at = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  const next = at.getTimeZoneTransition("next");
  const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition("previous");
  const offsetMs = at.offsetNanoseconds / 1_000_000;
  const suffix = renderOffset(offsetMs);
  return {
    fromMs: previous?.epochMilliseconds ?? -Infinity,
    endMs: next?.epochMilliseconds ?? Infinity,
    offsetMs,
    suffix,
    offset: `UTC${suffix}`,
  };
}

function renderOffset(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const whole = `${offsetMs < 0 ? "-" : "+"}${two(seconds / 3600)}:${two((seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? whole : `${whole}:${two(seconds % 60)}`;
}
