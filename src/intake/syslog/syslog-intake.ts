import { eventOfLine } from "../../basip/syslog/event-of-line.ts";
import type { SyslogFrame } from "../../basip/syslog/line-framer.ts";
import { readSyslogLine, type SyslogReading } from "../../basip/syslog/read-line.ts";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { IntakeStore, Rejected } from "../store.ts";
import { Turns } from "../turns.ts";
import type { SyslogPanels } from "./panels.ts";

/** A line, whence it came and when. */
export interface SentLine extends SyslogFrame {
  /** The sender's address. */
  readonly address: string;
  /** Our clock, Unix milliseconds; the same when the line is taken in again. */
  readonly receivedAtMs: number;
}

/** What became of lines. All but those that are unkept is durable. */
export interface TakenLines {
  /** How many events were new. */
  readonly added: number;
  /** How many lines could not be understood and are in the quarantine. */
  readonly rejected: number;
  /** How many could not be understood and did not fit into the quarantine: they are nowhere. */
  readonly unkept: number;
}

/** What one panel sent. */
interface Delivery {
  readonly events: PanelEvent[];
  readonly rejected: Rejected[];
}

const TOO_LONG: SyslogReading = { reason: "over 64 KiB" };

/** Lines that are read before others get their turn: some 0.5 ms. */
const SLICE = 100;

/** Brings lines of syslog into the log. */
export class SyslogIntake {
  readonly #store: Pick<IntakeStore, "take">;
  readonly #panels: SyslogPanels;
  readonly #turns = new Turns();

  constructor(store: Pick<IntakeStore, "take">, panels: SyslogPanels) {
    this.#store = store;
    this.#panels = panels;
  }

  /**
   * Takes in lines in their order, in one delivery for each panel: so alike lines that come together
   * stay apart, and the same lines once more add nothing. When the quarantine has no room the events
   * are taken in all the same.
   *
   * @throws AppError `unavailable`: take all of it in again, what is held is passed over
   */
  async take(lines: readonly SentLine[]): Promise<TakenLines> {
    const deliveries = new Map<PanelSerial, Delivery>();
    for (let from = 0; from < lines.length; from += SLICE) {
      await this.#turns.run(() => this.#read(lines.slice(from, from + SLICE), deliveries));
    }
    const taken = await settleAll(
      Array.from(deliveries, async ([panel, delivery]) => this.#deliver(panel, delivery)),
    );
    const sum = (count: keyof TakenLines) => taken.reduce((all, one) => all + one[count], 0);
    return { added: sum("added"), rejected: sum("rejected"), unkept: sum("unkept") };
  }

  #read(lines: readonly SentLine[], deliveries: Map<PanelSerial, Delivery>): void {
    for (const { bytes, isTooLong, address, receivedAtMs } of lines) {
      const reading = isTooLong ? TOO_LONG : readSyslogLine(bytes);
      const host = "reason" in reading ? undefined : reading.host;
      const panel = this.#panels.panelOf(host ?? address, address);
      this.#panels.heard(panel, receivedAtMs);
      const delivery = deliveries.getOrInsertComputed(panel, () => ({ events: [], rejected: [] }));
      if ("reason" in reading) delivery.rejected.push({ reason: reading.reason, bytes });
      else delivery.events.push(this.#mark(panel, eventOfLine(reading, receivedAtMs)));
    }
  }

  #mark(panel: PanelSerial, event: PanelEvent): PanelEvent {
    return this.#panels.isDelivering(panel) ? { ...event, isEcho: true } : event;
  }

  async #deliver(panel: PanelSerial, { events, rejected }: Delivery): Promise<TakenLines> {
    try {
      const { added } = await this.#store.take(panel, events, rejected);
      return { added, rejected: rejected.length, unkept: 0 };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "quarantine_full") throw error;
      // lines that can be read do not wait until someone makes room
      const { added } = await this.#store.take(panel, events, []);
      return { added, rejected: 0, unkept: rejected.length };
    }
  }
}

/** What all promises come to, once none is under way any more. @throws what the first to fail throws */
async function settleAll<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
