import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { packEvent, unpackEvents } from "./packed-event.ts";
import type { ImportedEvent } from "./imported-event.ts";

/** What may be held before it is put aside, characters of the events' texts. */
const HELD_CHARACTERS = 16_000_000;

/** What an event takes beside its texts, in the same measure. */
const EVENT_COST = 300;

/** Characters of events that are read back at once. */
const BLOCK_CHARACTERS = 65_536;

/** Runs that are merged at once: each holds a block. */
const MAX_RUNS = 64;

/** Which of two events comes first. */
export type CompareEvents = (one: ImportedEvent, other: ImportedEvent) => number;

/**
 * Sorts any number of events in bounded memory: what is beyond that goes, in sorted runs, to a temporary
 * database, which SQLite keeps in a file without a name, so that nothing is left of it however the
 * process ends. Few events never touch a disk.
 */
export class EventSort implements Disposable {
  readonly #compare: CompareEvents;
  readonly #heldCharacters: number;
  #held: ImportedEvent[] = [];
  #characters = 0;
  #blocks: Blocks | undefined;
  /** The runs that are put aside, by their numbers. */
  #runs: number[] = [];

  /** @param heldCharacters what may be held, for tests */
  constructor(compare: CompareEvents, heldCharacters = HELD_CHARACTERS) {
    this.#compare = compare;
    this.#heldCharacters = heldCharacters;
  }

  /** Adds an event. Events that compare as equal come in the order in which they were added. */
  add(event: ImportedEvent): void {
    this.#held.push(event);
    this.#characters += EVENT_COST + textOf(event);
    if (this.#characters <= this.#heldCharacters) return;
    this.#putAside(this.#takeHeld());
    if (this.#runs.length >= MAX_RUNS) this.#putAside(this.#merged(this.#takeRuns()));
  }

  /** All events in order, once. */
  *sorted(): Generator<ImportedEvent> {
    const last = this.#takeHeld();
    if (this.#runs.length === 0) yield* last;
    else yield* this.#merged(this.#takeRuns(), last);
  }

  [Symbol.dispose](): void {
    this.#blocks?.[Symbol.dispose]();
  }

  #takeHeld(): ImportedEvent[] {
    const held = this.#held.toSorted(this.#compare);
    this.#held = [];
    this.#characters = 0;
    return held;
  }

  #takeRuns(): readonly number[] {
    const runs = this.#runs;
    this.#runs = [];
    return runs;
  }

  #putAside(sorted: Iterable<ImportedEvent>): void {
    this.#blocks ??= new Blocks();
    this.#runs.push(this.#blocks.write(sorted));
  }

  /** Many sorted runs as one: of equal events those of the earlier run come first. */
  *#merged(runs: readonly number[], last: Iterable<ImportedEvent> = []): Generator<ImportedEvent> {
    const blocks = this.#blocks;
    const inputs = [...runs.map((run) => blocks?.read(run) ?? []), last];
    const heads = inputs.flatMap((input) => {
      const rest = input[Symbol.iterator]();
      const first = rest.next();
      return first.done === true ? [] : [{ event: first.value, rest }];
    });
    while (heads.length > 0) {
      let least = 0;
      for (let at = 1; at < heads.length; at++) {
        if (this.#compare(heads[at]!.event, heads[least]!.event) < 0) least = at;
      }
      const head = heads[least]!;
      yield head.event;
      const next = head.rest.next();
      if (next.done === true) heads.splice(least, 1);
      else head.event = next.value;
    }
  }
}

function textOf({ event: { model, extra } }: ImportedEvent): number {
  return (model?.length ?? 0) + (extra?.length ?? 0);
}

/** Runs of events in a database of its own, block by block. */
class Blocks implements Disposable {
  /** Without a name: SQLite makes a file that goes with the connection. */
  readonly #database = new DatabaseSync("");
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  readonly #delete: StatementSync;
  #nextRun = 0;

  constructor() {
    this.#database.exec(
      `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8192;
       CREATE TABLE block (run INTEGER, number INTEGER, events TEXT, PRIMARY KEY (run, number)) STRICT`,
    );
    this.#insert = this.#database.prepare("INSERT INTO block VALUES (?, ?, ?)");
    this.#select = this.#database.prepare("SELECT events FROM block WHERE run = ? AND number = ?");
    this.#delete = this.#database.prepare("DELETE FROM block WHERE run = ? AND number = ?");
  }

  /** @returns the number of the run */
  write(sorted: Iterable<ImportedEvent>): number {
    const run = this.#nextRun++;
    let number = 0;
    let block = "";
    for (const event of sorted) {
      block += (block === "" ? "[" : ",") + packEvent(event);
      if (block.length < BLOCK_CHARACTERS) continue;
      this.#insert.run(run, number++, `${block}]`);
      block = "";
    }
    if (block !== "") this.#insert.run(run, number, `${block}]`);
    return run;
  }

  /** The events of a run, which is gone then. */
  *read(run: number): Generator<ImportedEvent> {
    for (let number = 0; ; number++) {
      const events = this.#select.get(run, number)?.["events"];
      if (typeof events !== "string") return;
      this.#delete.run(run, number);
      yield* unpackEvents(events);
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
