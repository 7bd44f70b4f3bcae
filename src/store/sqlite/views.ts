import { DirectoryBuilder } from "../directory/builder.ts";
import { isDense } from "../directory/density.ts";
import type { Place } from "../directory/place.ts";
import type { BackgroundClient } from "./background-client.ts";
import { CollectedRemovals } from "./collected-removals.ts";
import type { Collected } from "./collected-removals.ts";
import { collectPanels } from "./collector.ts";
import type { Connection } from "./connection.ts";
import { LoadedView } from "../directory/loaded-view.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import { LoadedViews } from "../directory/loaded-views.ts";
import type { MadePast } from "../directory/loaded-views.ts";
import type { RemovedEvent } from "../directory/removed-events.ts";
import type { Following } from "./later-events.ts";
import { RemovalJournal } from "./removal-journal.ts";
import { takeOut, takeOutOfCollected } from "./take-out.ts";
import type { Tail } from "../directory/tail.ts";

/** A panel with fewer events is counted at once, in some 2 ms; another in the background. */
const FEW_EVENTS = 5000;

/** Rows taken out of a past state without letting other work in between. */
const PAST_ROWS = 5000;

/** What views are made from. */
export interface ViewsParts {
  readonly connection: Connection;
  readonly background: BackgroundClient;
  readonly tail: Tail;
  readonly log: Following;
}

/** A view as it was at an earlier seq. */
export interface PastView {
  readonly loaded: LoadedView;
  /** Whether it lacks everything that was taken out of the log by now. */
  isRight(): boolean;
}

/**
 * The directories of the views that are asked for, moved on with the log. One that is not there is
 * built from the indexes: a small one at once, a large one by the background thread.
 */
export class Views {
  readonly #connection: Connection;
  readonly #background: BackgroundClient;
  readonly #journal: RemovalJournal;
  readonly #tail: Tail;
  readonly #log: Following;
  readonly #fleet: LoadedView;
  readonly #views: LoadedViews;

  /** @param bounds the fleet's view, and the memory that all others may take, bytes */
  constructor(
    { connection, background, tail, log }: ViewsParts,
    { fleet, maxBytes }: { readonly fleet: LoadedView; readonly maxBytes?: number | undefined },
  ) {
    this.#connection = connection;
    this.#background = background;
    this.#journal = new RemovalJournal(connection);
    this.#tail = tail;
    this.#log = log;
    this.#fleet = fleet;
    this.#views = new LoadedViews(fleet, maxBytes);
  }

  /** All that move on with the log. */
  all(): Iterable<LoadedView> {
    return this.#views.all();
  }

  /** Whether a view moves on with the log: one that was forgotten does no more. */
  isCurrent(loaded: LoadedView): boolean {
    return this.#views.isCurrent(loaded);
  }

  /** Adds the next event of the log to those that see it. */
  add(panel: number, atMs: number, seq: number, kind: number): void {
    this.#views.add(panel, atMs, seq, kind);
  }

  /** Takes an event out of those that hold it. */
  remove(panel: number, atMs: number, seq: number, kind: number): void {
    this.#views.remove(panel, atMs, seq, kind);
  }

  /** A view's directory, of the state that the tail ends with. */
  load(view: ResolvedView): Promise<LoadedView> {
    return this.#views.load(view, (missing) => this.#build(missing));
  }

  /** A view as it was at an earlier seq: the present one with the later events taken out. */
  async past(present: LoadedView, asOf: number): Promise<PastView> {
    const made = await this.#views.past(present.view, asOf, (register) =>
      this.#makePast(present, asOf, register),
    );
    const { loaded, removal } = made;
    const isKept = (): boolean => this.#views.isKept(loaded, asOf);
    return { loaded, isRight: () => isKept() || this.#log.removal === removal };
  }

  async #build(view: ResolvedView): Promise<LoadedView> {
    const through = this.#tail.afterSeq;
    const isSparse = (start: Place, end: Place, total: number): boolean =>
      !isDense(this.#fleet.directory, start, end, total);
    // what comes to all panels is dense: nearly all of the newest events are above any floor
    const expected = view.panels === undefined ? through - view.floor : FEW_EVENTS;
    const builder = new DirectoryBuilder(
      Math.max(FEW_EVENTS, expected),
      isSparse,
      view.panels !== undefined,
    );
    const collected = new CollectedRemovals();
    const add = (columns: Collected): void => {
      const { at, seq, kind } = columns;
      collected.add(columns);
      for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
    };
    const isFilled = this.#log.atOnce(() => this.#fillAtOnce(add, view, through));
    if (!isFilled) {
      const panels = view.panels === undefined ? undefined : [...view.panels];
      await this.#background.collect({ panels, floor: view.floor, through }, add);
    }
    const loaded = new LoadedView(view, builder.finish());
    const removal = this.#log.atOnce(() =>
      takeOutOfCollected(loaded, this.#journal, collected, through),
    );
    await this.#bringUp(loaded, through, removal);
    return loaded;
  }

  /** Brings a new directory to where the log is followed, and registers it at one stroke. */
  async #bringUp(loaded: LoadedView, through: number, removed: number): Promise<void> {
    let seq = through;
    let removal = removed;
    const isThere = (): boolean =>
      this.#log.atOnce(() => {
        removal = takeOut(loaded, this.#journal, removal, (event) => event.seq <= seq);
        // the tail may have been merged meanwhile and no longer reach back
        if (seq < this.#tail.afterSeq) {
          seq = this.#catchUp(loaded, seq);
          return false;
        }
        // from here on the log's next events come through add
        loaded.addTail(this.#tail, seq);
        this.#views.register(loaded);
        return true;
      });
    while (!isThere()) await new Promise(setImmediate);
  }

  /** Builds a view of one panel with few events, or of none; says whether it did. */
  #fillAtOnce(add: (columns: Collected) => void, view: ResolvedView, through: number): boolean {
    if (view.floor >= through) return true;
    if (view.panels === undefined || view.panels.size > 1) return false;
    const [panel] = view.panels;
    if (panel === undefined) return true;
    const [count] = this.#connection.one<[number]>(
      "SELECT count(*) FROM (SELECT 1 FROM by_panel WHERE panel = ? LIMIT ?)",
      panel,
      FEW_EVENTS,
    );
    if (count === FEW_EVENTS) return false;
    for (const columns of collectPanels(this.#connection, [panel], view.floor, through)) {
      add(columns);
    }
    return true;
  }

  /** Adds some of what came after the seq that a new directory describes; returns the next seq. */
  #catchUp(loaded: LoadedView, after: number): number {
    const rows = this.#rows(after, this.#tail.afterSeq, PAST_ROWS);
    for (const [seq, panel, at, kind] of rows) {
      if (loaded.sees(panel, seq)) loaded.directory.add(at, seq, kind);
    }
    return endOf(rows, this.#tail.afterSeq);
  }

  async #makePast(
    present: LoadedView,
    asOf: number,
    register: (past: MadePast) => void,
  ): Promise<MadePast> {
    const end = this.#tail.lastSeq;
    const loaded = new LoadedView(present.view, present.directory.copy());
    let { removal } = this.#log;
    for (let seq = asOf; ;) {
      const past = this.#log.atOnce(() => {
        const isHeld = (event: RemovedEvent): boolean =>
          event.seq <= asOf || (event.seq > seq && event.seq <= end);
        removal = takeOut(loaded, this.#journal, removal, isHeld);
        const rows = this.#rows(seq, end, PAST_ROWS);
        for (const [next, panel, at, kind] of rows) {
          if (loaded.sees(panel, next)) loaded.directory.remove(at, next, kind);
        }
        seq = endOf(rows, end);
        if (seq < end) return undefined;
        const made = { loaded, removal };
        register(made);
        return made;
      });
      if (past !== undefined) return past;
      await new Promise(setImmediate);
    }
  }

  #rows(after: number, through: number, limit: number): [number, number, number, number][] {
    return this.#connection.all(
      "SELECT seq, panel, at, kind FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
      after,
      through,
      limit,
    );
  }
}

/** How far rows have come that were read up to a seq; fewer than asked for are all. */
function endOf(rows: readonly (readonly [number, ...number[]])[], through: number): number {
  return rows.length < PAST_ROWS ? through : (rows.at(-1)?.[0] ?? through);
}
