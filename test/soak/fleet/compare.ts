import { isJsonObject } from "../../../src/basip/json-object.ts";
import { renderSyslogText } from "../../../src/basip/syslog/render-line.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import type { ToldEvent } from "../../support/emulator-process.ts";
import { nameOfEvent, nameOfItem, readPanel } from "../building/compare.ts";
import type { Delivery, SoakPanel } from "./panels.ts";

/** What a comparison of some panels found; counts are events unless said. */
export interface Tally {
  happened: number;
  /** In the book, each once. */
  held: number;
  /** The panel's own list: forgotten before they were shown, acknowledged or told. */
  forgotten: number;
  /** Of these, in the book all the same: the panel was killed between the answer and its note. */
  forgottenHeld: number;
  /** Shown whole to a server that was killed before it had them, and forgotten since. */
  shownInVain: number;
  /** Over UDP and TCP. */
  lost: number;
}

/** A run of events of a panel that are missing, by the panel's own count. */
export interface Hole {
  readonly panel: string;
  readonly count: number;
  /** When the last of them truly happened, Unix ms. */
  readonly endMs: number;
}

/** All that a comparison found. */
export interface FleetComparison {
  readonly tallies: Readonly<Record<Delivery, Tally>>;
  readonly holes: readonly Hole[];
  readonly keys: number;
  readonly faults: readonly string[];
}

function newTally(): Tally {
  return { happened: 0, held: 0, forgotten: 0, forgottenHeld: 0, shownInVain: 0, lost: 0 };
}

/** Compares what happened with the book: panels' own logs over HTTP, syslog as it is stored. */
export class FleetComparer {
  readonly #tallies: Record<Delivery, Tally> = {
    push: newTally(),
    pull: newTally(),
    http: newTally(),
    udp: newTally(),
    tcp: newTally(),
  };
  readonly #holes: Hole[] = [];
  readonly #faults: string[] = [];
  readonly #byPanel: ReadonlyMap<string, readonly ToldEvent[]>;
  readonly #keys: number;

  constructor(happened: readonly ToldEvent[]) {
    this.#byPanel = Map.groupBy(happened, ({ panel }) => panel);
    this.#keys = new Set(happened.map(({ key }) => key)).size;
  }

  get result(): FleetComparison {
    const [tallies, holes, keys, faults] = [this.#tallies, this.#holes, this.#keys, this.#faults];
    return { tallies, holes, keys, faults };
  }

  /** The log of a panel that pushes or is pulled, over the panels' own API. */
  async compareLog(address: string, { serial, deliveries }: SoakPanel): Promise<void> {
    const delivery = deliveries[0] === "push" ? "push" : "pull";
    const held = countNames((await readPanel(address, serial)).map(nameOfItem));
    const missing: ToldEvent[] = [];
    const tally = this.#tallies[delivery];
    for (const event of this.#byPanel.get(serial) ?? []) {
      const isHeld = takeOne(held, nameOfEvent(event));
      const isForgotten = delivery === "push" ? event.isLost : event.isForgotten && !event.isShown;
      if (!isHeld) missing.push(event);
      if (isForgotten) {
        tally.forgotten += 1;
        if (isHeld) tally.forgottenHeld += 1;
        continue;
      }
      tally.happened += 1;
      if (isHeld) tally.held += 1;
      else if (delivery === "pull" && event.isForgotten) tally.shownInVain += 1;
      else this.#faults.push(`${serial}: lost ${nameOfEvent(event)}`);
    }
    this.#noteLeft(serial, held);
    if (delivery === "pull") this.#holes.push(...holesOf(missing, this.#byPanel.get(serial) ?? []));
  }

  /** What syslog said of a panel, as it is stored. @param stored the events of the panel's lines */
  compareLines({ serial, deliveries }: SoakPanel, stored: readonly StoredEvent[]): void {
    const delivery = deliveries.find((one) => one !== "push" && one !== "pull");
    if (delivery === undefined) return;
    const held = countNames(stored.map(nameOfStored));
    const tally = this.#tallies[delivery];
    for (const event of this.#byPanel.get(serial) ?? []) {
      const isHeld = takeOne(held, nameOfLine(event));
      if (!event.isTold) {
        // of before it was configured, or forgotten before anyone took it
        tally.forgotten += 1;
        if (isHeld) tally.forgottenHeld += 1;
        continue;
      }
      tally.happened += 1;
      if (isHeld) tally.held += 1;
      else if (delivery === "http")
        this.#faults.push(`${serial}: lost the line ${nameOfLine(event)}`);
      else tally.lost += 1;
    }
    this.#noteLeft(serial, held);
  }

  #noteLeft(serial: string, held: ReadonlyMap<string, number>): void {
    for (const [name, count] of held) {
      if (count > 0) this.#faults.push(`${serial}: ${String(count)} too many of ${name}`);
    }
  }
}

function countNames(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function takeOne(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  if (count > 0) counts.set(name, count - 1);
  return count > 0;
}

function nameOfLine({ occurredAtMs, key, model }: ToldEvent): string {
  return JSON.stringify([occurredAtMs, renderSyslogText({ key, model })]);
}

function nameOfStored({ occurredAtMs, extra }: StoredEvent): string {
  const said: unknown = JSON.parse(extra ?? "{}");
  return JSON.stringify([occurredAtMs, isJsonObject(said) ? said["text"] : undefined]);
}

/** Runs of missing events between such as were read. */
function holesOf(missing: readonly ToldEvent[], all: readonly ToldEvent[]): Hole[] {
  const lost = new Set(missing.map(({ nth }) => nth));
  const holes: Hole[] = [];
  let run: ToldEvent[] = [];
  let hasRead = false;
  for (const event of all) {
    const isMissing = lost.has(event.nth);
    if (isMissing) run.push(event);
    else {
      // what was forgotten before anything was read is no hole in what is known
      if (hasRead) holes.push(...holeOf(run));
      run = [];
      hasRead = true;
    }
  }
  return [...holes, ...(hasRead ? holeOf(run) : [])];
}

function holeOf(run: readonly ToldEvent[]): Hole[] {
  const last = run.at(-1);
  return last === undefined ? [] : [{ panel: last.panel, count: run.length, endMs: last.atMs }];
}
