/**
 * What must be in the log, worked out the slow and obvious way and without a line of the product:
 * its own JSON reader, its own canonical form, its own ordinals.
 */
import type { PanelEvent, PanelSerial } from "../../src/event/event.ts";
import type { Delivery } from "../fixtures/ugly.ts";

/** An event that must be in the log; all that the deliveries decide. */
export interface ExpectedEvent extends PanelEvent {
  readonly seq: number;
  readonly panel: PanelSerial;
}

/** The log that a run of deliveries, one after another, must make. */
export class ExpectedLog {
  readonly events: ExpectedEvent[] = [];
  readonly #held = new Set<string>();

  /** @returns for each event of the delivery whether it is new */
  take({ panel, events }: Delivery): readonly boolean[] {
    const alike = new Map<string, number>();
    return events.map((event) => {
      const likeness = JSON.stringify([
        panel,
        event.occurredAtMs,
        // what syslog says is another event
        event.source === "syslog",
        event.key,
        naiveCanonical(event.model),
      ]);
      const ordinal = alike.get(likeness) ?? 0;
      alike.set(likeness, ordinal + 1);
      const identity = `${String(ordinal)} ${likeness}`;
      if (panel !== "doorbook" && this.#held.has(identity)) return false;
      this.#held.add(identity);
      this.events.push({ ...event, seq: this.events.length + 1, panel });
      return true;
    });
  }
}

/** All deliveries at once. */
export function expectedEvents(deliveries: Iterable<Delivery>): {
  readonly isNew: readonly (readonly boolean[])[];
  readonly events: readonly ExpectedEvent[];
} {
  const log = new ExpectedLog();
  const isNew = Array.from(deliveries, (delivery) => log.take(delivery));
  return { isNew, events: log.events };
}

/** Two models are one exactly when these texts are equal. Recursive: for models nested below 1,000. */
export function naiveCanonical(model: string | undefined): string {
  if (model === undefined) return "";
  const reader = new Reader(model);
  const text = reader.value();
  reader.end();
  return isNothing(text) ? "" : text;
}

function isNothing(text: string): boolean {
  return text === "null" || text === '""' || text === "[]" || text === "{}";
}

/** Reads JSON and gives each value back in canonical form. */
class Reader {
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs) ?? [];
  }

  value(): string {
    const token = this.#take();
    if (token === "{") return this.#object();
    if (token === "[") return this.#array();
    if (token === "null") return token;
    return JSON.stringify(token.startsWith('"') ? JSON.parse(token) : token);
  }

  end(): void {
    if (this.#next !== this.#tokens.length) throw new SyntaxError("more than one value");
  }

  #object(): string {
    const members: [name: string, value: string][] = [];
    while (this.#peek() !== "}") {
      if (this.#peek() === ",") this.#take();
      const name = this.#take();
      this.#take();
      const value = this.value();
      if (!isNothing(value)) members.push([JSON.stringify(JSON.parse(name)), value]);
    }
    this.#take();
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map((member) => member.join(":")).join(",")}}`;
  }

  #array(): string {
    const values: string[] = [];
    while (this.#peek() !== "]") {
      if (this.#peek() === ",") this.#take();
      values.push(this.value());
    }
    this.#take();
    return `[${values.join(",")}]`;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#next];
  }

  #take(): string {
    const token = this.#tokens[this.#next++];
    if (token === undefined) throw new SyntaxError("JSON ends too early");
    return token;
  }
}
