import { OWN_PANEL } from "../../event/event.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Appended } from "../../event/store.ts";
import { Delivery } from "../directory/delivery.ts";
import type { Identity } from "../directory/delivery.ts";

/** Events that are written with one statement: a large delivery lets others in between its parts. */
const PART_EVENTS = 500;

/** Some events of a delivery, each with what it is told apart by. */
export interface Part {
  readonly delivery: WaitingDelivery;
  readonly events: readonly PanelEvent[];
  readonly identities: readonly Identity[];
}

/** A delivery until all of it is durable. */
export class WaitingDelivery {
  readonly panel: PanelSerial;
  /** Whether its events are each their own, whatever the log holds. */
  readonly isOwn: boolean;
  readonly #events: readonly PanelEvent[];
  readonly #identify = new Delivery();
  readonly #done = Promise.withResolvers<Appended>();
  #next = 0;
  #appended: Appended = { added: 0, lastSeq: undefined };
  #isFailed = false;

  constructor(panel: PanelSerial, events: readonly PanelEvent[]) {
    this.panel = panel;
    this.isOwn = panel === OWN_PANEL;
    this.#events = events;
  }

  /** What of it was new, once all of it is durable. */
  get appended(): Promise<Appended> {
    return this.#done.promise;
  }

  /** Whether nothing is left to be written. */
  get isAtEnd(): boolean {
    return this.#isFailed || this.#next === this.#events.length;
  }

  /** The next part, in order. */
  takePart(): Part {
    const events = this.#events.slice(this.#next, this.#next + PART_EVENTS);
    this.#next += events.length;
    const identities = events.map(({ occurredAtMs, source, key, model }) =>
      this.#identify.identify(occurredAtMs, source, key, model),
    );
    return { delivery: this, events, identities };
  }

  /** A part is durable; what of it was new. */
  committed({ added, lastSeq }: Appended): void {
    this.#appended = {
      added: this.#appended.added + added,
      lastSeq: lastSeq ?? this.#appended.lastSeq,
    };
    if (this.isAtEnd) this.#done.resolve(this.#appended);
  }

  failed(error: unknown): void {
    this.#isFailed = true;
    this.#done.reject(error);
  }
}
