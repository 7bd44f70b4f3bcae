/** A moment by the clocks of a zone. */
export interface ZonedTime {
  /** ISO 8601 to the ms, with the offset: `2026-11-25T16:29:25.123+02:00`. */
  readonly iso: string;
  /** `UTC+02:00`; `UTC-00:44:30` where an offset had seconds. */
  readonly offset: string;
  /** The offset, ms. */
  readonly offsetMs: number;
}

const MINUTE_MS = 60_000;

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
  /** The minute of the last time that was told, by the zone's clock, and how it is written. */
  #minute = NaN;
  #written = "";

  /** @param zone IANA time zone */
  constructor(zone: string) {
    this.#zone = zone;
  }

  /** @param atMs Unix ms of the years 1970 to 9999 */
  at(atMs: number): ZonedTime {
    const { offset, offsetMs, suffix } = this.#evenAt(atMs);
    const localMs = atMs + offsetMs;
    const minute = Math.floor(localMs / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      // as far as the minute, without seconds, ms and Z
      this.#written = new Date(minute * MINUTE_MS).toISOString().slice(0, -7);
    }
    const iso = this.#written + renderSeconds(localMs - minute * MINUTE_MS) + suffix;
    return { iso, offset, offsetMs };
  }

  /** The offset alone, as {@link ZonedTime} has it. */
  offsetAt(atMs: number): string {
    return this.#evenAt(atMs).offset;
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

/** `07.045` of 7045 ms. */
function renderSeconds(ms: number): string {
  const digits = String(100_000 + ms);
  return `${digits.slice(1, 3)}.${digits.slice(3)}`;
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
