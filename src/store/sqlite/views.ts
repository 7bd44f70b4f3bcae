import { DirectoryBuilder } from "../directory/builder.ts";
import { isDense } from "../directory/density.ts";
import type { Place } from "../directory/place.ts";
import type { BackgroundClient } from "./background-client.ts";
import { collectPanels } from "./collector.ts";
import type { Connection } from "./connection.ts";
import { LoadedView } from "../directory/loaded-view.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import { LoadedViews } from "../directory/loaded-views.ts";
import type { Tail } from "../directory/tail.ts";

/** A panel with fewer events is counted at once, in some 2 ms; another in the background. */
const FEW_EVENTS = 5000;

/** Rows taken out of a past state without letting other work in between. */
const PAST_ROWS = 5000;

/**
 * The directories of the views that are asked for, moved on with the log. One that is not there is
 * built from the indexes: a small one at once, a large one by the background thread.
 */
export class Views {
  readonly #connection: Connection;
  readonly #background: BackgroundClient;
  readonly #tail: Tail;
  readonly #fleet: LoadedView;
  readonly #views: LoadedViews;

  /** @param bounds the fleet's view, and the memory that all others may take, bytes */
  constructor(
    connection: Connection,
    background: BackgroundClient,
    tail: Tail,
    { fleet, maxBytes }: { readonly fleet: LoadedView; readonly maxBytes?: number | undefined },
  ) {
    this.#connection = connection;
    this.#background = background;
    this.#tail = tail;
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

  /** A view's directory, of the state that the tail ends with. */
  load(view: ResolvedView): Promise<LoadedView> {
    return this.#views.load(view, (missing) => this.#build(missing));
  }

  /** A view as it was at an earlier seq: the present one with the later events taken out. */
  past(present: LoadedView, asOf: number): Promise<LoadedView> {
    return this.#views.past(present.view, asOf, () => this.#makePast(present, asOf));
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
    const isFilled = this.#fillAtOnce(builder, view, through);
    if (!isFilled) {
      const panels = view.panels === undefined ? undefined : [...view.panels];
      await this.#background.collect(
        { panels, floor: view.floor, through },
        ({ at, seq, kind }) => {
          for (let i = 0; i < at.length; i += 1) builder.add(at[i]!, seq[i]!, kind[i]!);
        },
      );
    }
    const loaded = new LoadedView(view, builder.finish());
    let seq = through;
    // the tail may have been merged meanwhile and no longer reach back
    while (seq < this.#tail.afterSeq) seq = await this.#catchUp(loaded, seq);
    // at one stroke: from here on the log's next events come through add
    loaded.addTail(this.#tail, seq);
    this.#views.register(loaded);
    return loaded;
  }

  /** Builds a view of one panel with few events, or of none; says whether it did. */
  #fillAtOnce(builder: DirectoryBuilder, view: ResolvedView, through: number): boolean {
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
      columns.at.forEach((at, i) => builder.add(at, columns.seq[i]!, columns.kind[i]!));
    }
    return true;
  }

  /** Adds some of what came after the seq that a new directory describes; returns the next seq. */
  async #catchUp(loaded: LoadedView, after: number): Promise<number> {
    let seq = after;
    for (const [next, panel, at, kind] of this.#rows(after, this.#tail.afterSeq, PAST_ROWS)) {
      seq = next;
      if (loaded.sees(panel, seq)) loaded.directory.add(at, seq, kind);
    }
    await new Promise(setImmediate);
    return seq;
  }

  async #makePast(present: LoadedView, asOf: number): Promise<LoadedView> {
    const end = this.#tail.lastSeq;
    const past = new LoadedView(present.view, present.directory.copy());
    for (let seq = asOf; seq < end;) {
      for (const [next, panel, at, kind] of this.#rows(seq, end, PAST_ROWS)) {
        seq = next;
        if (past.sees(panel, seq)) past.directory.remove(at, seq, kind);
      }
      await new Promise(setImmediate);
    }
    return past;
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
