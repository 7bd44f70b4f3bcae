import type { PanelSerial } from "../../event/event.ts";
import type { EventReader } from "../../event/store.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import type { FleetHealth } from "../../fleet/fleet-health.ts";
import type { PanelProfile, PulledFrom } from "../../fleet/profile.ts";
import type { SecretKey } from "../../fleet/secret-key.ts";
import type { FleetStore } from "../../fleet/store.ts";
import type { Keeping } from "../kept-intake.ts";
import type { IntakeStore } from "../store.ts";
import { PulledPanel } from "./pulled-panel.ts";
import type { TimedReading } from "./reading-times.ts";
import { parseReading, renderReading, UNREAD } from "./reading.ts";

/** What pulling rests on. */
export interface PullersParts {
  readonly fleet: Pick<Fleet, "profiles">;
  readonly store: Pick<FleetStore, "find" | "change">;
  readonly intake: Pick<IntakeStore, "take">;
  readonly log: Pick<EventReader, "list">;
  readonly health: FleetHealth;
  /** Which events are kept at all. */
  readonly keeping: Pick<Keeping, "edgeOf">;
  /** The key of the panels' passwords; asked for when a panel is to be pulled. @throws AppError */
  readonly secrets: () => SecretKey;
  /** From the end of a reading to the next, ms. */
  readonly intervalMs: number;
  /** How many panels are read at once. */
  readonly atOnce: number;
  /** Our clock, ms. */
  readonly now: () => number;
  readonly report: (cause: unknown) => void;
  /** Told of each reading how it went. */
  readonly onRead?: (reading: TimedReading) => void;
}

interface Pulled {
  readonly panel: PulledPanel;
  /** What it was made from; another is a new panel to us. */
  readonly from: string;
  timer: NodeJS.Timeout | undefined;
  isStopped: boolean;
  /** When the last reading began, by a clock that never falls; `undefined` while one goes on at once. */
  beganMs: number | undefined;
}

/** A panel's token is sealed under another name than its password, and is for one address alone. */
function tokenName(serial: PanelSerial, url: string): string {
  return `token of ${serial} at ${url}`;
}

/**
 * Reads the logs of all panels that are to be pulled, each in its own time, a bounded number at once: a
 * panel that is slow holds one place for as long as a call may take, and the longer it fails the more
 * seldom it is asked.
 */
export class Pullers implements AsyncDisposable {
  readonly #parts: PullersParts;
  readonly #pulled = new Map<PanelSerial, Pulled>();
  readonly #waiting: Pulled[] = [];
  readonly #running = new Set<Promise<void>>();
  #isClosing = false;

  private constructor(parts: PullersParts) {
    this.#parts = parts;
  }

  /** Begins to read what is to be pulled. Never rejects. */
  static async open(parts: PullersParts): Promise<Pullers> {
    const pullers = new Pullers(parts);
    await pullers.refresh();
    return pullers;
  }

  /** How many panels are pulled. */
  get size(): number {
    return this.#pulled.size;
  }

  /** Looks which panels are to be pulled now. Never rejects. */
  async refresh(): Promise<void> {
    const wanted = new Map<PanelSerial, PanelProfile>();
    for (const profile of this.#parts.fleet.profiles) {
      const from = profile.pulledFrom;
      if (from !== undefined && !from.isPaused) wanted.set(profile.serial, profile);
    }
    for (const [serial, pulled] of this.#pulled) {
      const from = wanted.get(serial)?.pulledFrom;
      if (from !== undefined && nameOf(from) === pulled.from) continue;
      this.#stop(pulled);
      this.#pulled.delete(serial);
    }
    for (const { serial, pulledFrom } of wanted.values()) {
      if (pulledFrom === undefined || this.#pulled.has(serial)) continue;
      try {
        await this.#begin(serial, pulledFrom);
      } catch (cause) {
        this.#parts.report(cause);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    this.#waiting.length = 0;
    for (const pulled of this.#pulled.values()) this.#stop(pulled);
    await Promise.all(this.#running);
  }

  async #begin(serial: PanelSerial, from: PulledFrom): Promise<void> {
    const { store, secrets, health, intervalMs } = this.#parts;
    const key = secrets();
    const password = key.open(from.sealedPassword, serial);
    if (password === undefined) {
      health.of(serial).troubled("its password cannot be read: set it anew", true);
      return;
    }
    const kept = await store.find("reading", serial);
    const reading = kept === undefined ? UNREAD : parseReading(kept);
    if (this.#isClosing || this.#pulled.has(serial)) return;
    const { intake, log, keeping, now } = this.#parts;
    const { url, username, takesSelfSigned } = from;
    const panel = new PulledPanel({
      serial,
      intake,
      log,
      health,
      edgeMs: () => keeping.edgeOf(serial),
      now,
      intervalMs,
      reading,
      access: { serial, url, username, password, takesSelfSigned },
      token: key.open(reading.sealedToken, tokenName(serial, url)),
      keep: async (next, token) => {
        const sealedToken = token === undefined ? "" : key.seal(token, tokenName(serial, url));
        const body = renderReading({ ...next, sealedToken });
        await store.change("reading", [{ id: serial, body }]);
      },
    });
    const pulled: Pulled = {
      panel,
      from: nameOf(from),
      timer: undefined,
      isStopped: false,
      beganMs: undefined,
    };
    this.#pulled.set(serial, pulled);
    // not all of them in the first moment
    this.#schedule(pulled, Math.random() * Math.min(intervalMs, this.#pulled.size * 10));
  }

  #schedule(pulled: Pulled, afterMs: number): void {
    if (this.#isClosing || pulled.isStopped) return;
    pulled.timer = setTimeout(() => {
      this.#waiting.push(pulled);
      this.#next();
    }, afterMs);
  }

  #next(): void {
    while (this.#running.size < this.#parts.atOnce) {
      const pulled = this.#waiting.shift();
      if (pulled === undefined) return;
      if (pulled.isStopped) continue;
      const running = this.#run(pulled);
      this.#running.add(running);
      void running.finally(() => {
        this.#running.delete(running);
        this.#next();
      });
    }
  }

  async #run(pulled: Pulled): Promise<void> {
    const beganMs = performance.now();
    const pauseMs = await pulled.panel.turn();
    const cycleMs = pulled.beganMs === undefined ? undefined : beganMs - pulled.beganMs;
    const logins = pulled.panel.takeLogins();
    this.#parts.onRead?.({ tookMs: performance.now() - beganMs, cycleMs, logins });
    pulled.beganMs = pauseMs === 0 ? undefined : beganMs;
    this.#schedule(pulled, pauseMs);
  }

  #stop(pulled: Pulled): void {
    pulled.isStopped = true;
    clearTimeout(pulled.timer);
    // what is under way ends with it
    pulled.panel[Symbol.dispose]();
  }
}

function nameOf({ url, username, sealedPassword, takesSelfSigned }: PulledFrom): string {
  return JSON.stringify([url, username, sealedPassword, takesSelfSigned]);
}
