import { DirectoryBuilder } from "../directory/builder.ts";
import type { Place } from "../directory/place.ts";
import type { BackgroundClient } from "./background-client.ts";
import { collectPanels } from "./collector.ts";
import type { Connection } from "./connection.ts";
import { LoadedView } from "./loaded-view.ts";
import type { ResolvedView } from "./loaded-view.ts";
import { isDense } from "./page-reader.ts";
import type { Tail } from "./tail.ts";

/** Events that the views beside the fleet may hold together before the least lately used goes. */
const MAX_EVENTS = 4_000_000;

/** What a view costs beside its events, counted as events. */
const VIEW_COST = 200;

/** A panel with fewer events is counted at once, in some 2 ms; another in the background. */
const FEW_EVENTS = 5000;

/** Past states kept, to walk their pages. */
const MAX_PAST = 4;

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
  /** By key, the least lately used first. The fleet is not among them. */
  readonly #loaded = new Map<string, LoadedView>();
  readonly #loading = new Map<string, Promise<LoadedView>>();
  readonly #past = new Map<string, Promise<LoadedView>>();
  /** Of the loaded ones: those of a panel, and those of all panels above a floor. */
  readonly #byPanel = new Map<number, LoadedView[]>();
  readonly #floors: LoadedView[] = [];

  constructor(connection: Connection, background: BackgroundClient, tail: Tail, fleet: LoadedView) {
    this.#connection = connection;
    this.#background = background;
    this.#tail = tail;
    this.#fleet = fleet;
  }

  /** All that move on with the log. */
  *all(): Generator<LoadedView> {
    yield this.#fleet;
    yield* this.#loaded.values();
  }

  /** Adds the next event of the log to those that see it. */
  add(panel: number, atMs: number, seq: number, kind: number): void {
    this.#fleet.directory.add(atMs, seq, kind);
    for (const loaded of this.#floors) {
      if (loaded.sees(panel, seq)) loaded.directory.add(atMs, seq, kind);
    }
    for (const loaded of this.#byPanel.get(panel) ?? []) {
      if (loaded.sees(panel, seq)) loaded.directory.add(atMs, seq, kind);
    }
  }

  /** A view's directory, of the state that the tail ends with. */
  async load(view: ResolvedView): Promise<LoadedView> {
    if (view.key === this.#fleet.view.key) return this.#fleet;
    const loaded = this.#loaded.get(view.key);
    if (loaded !== undefined) {
      this.#loaded.delete(view.key);
      this.#loaded.set(view.key, loaded);
      return loaded;
    }
    const loading = this.#loading.get(view.key) ?? this.#build(view);
    this.#loading.set(view.key, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(view.key);
    }
  }

  /** A view as it was at an earlier seq: the present one with the later events taken out. */
  past(present: LoadedView, asOf: number): Promise<LoadedView> {
    const key = `${present.view.key} ${asOf}`;
    const known = this.#past.get(key);
    if (known !== undefined) return known;
    const past = this.#makePast(present, asOf);
    this.#past.set(key, past);
    past.catch(() => this.#past.delete(key));
    if (this.#past.size > MAX_PAST) {
      const oldest = this.#past.keys().next();
      if (!oldest.done) this.#past.delete(oldest.value);
    }
    return past;
  }

  async #build(view: ResolvedView): Promise<LoadedView> {
    const through = this.#tail.afterSeq;
    const builder = new DirectoryBuilder(FEW_EVENTS, (start: Place, end: Place, total: number) =>
      view.panels === undefined ? true : !isDense(this.#fleet.directory, start, end, total),
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
    this.#register(loaded);
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

  #register(loaded: LoadedView): void {
    const { key, panels } = loaded.view;
    this.#loaded.set(key, loaded);
    if (panels === undefined) this.#floors.push(loaded);
    for (const panel of panels ?? []) {
      const views = this.#byPanel.get(panel);
      if (views === undefined) this.#byPanel.set(panel, [loaded]);
      else views.push(loaded);
    }
    this.#evict();
  }

  #evict(): void {
    let cost = 0;
    const newestFirst = [...this.#loaded.values()].reverse();
    newestFirst.forEach((loaded, i) => {
      cost += loaded.directory.total + VIEW_COST;
      if (i > 0 && cost > MAX_EVENTS) this.#forget(loaded);
    });
  }

  #forget(loaded: LoadedView): void {
    this.#loaded.delete(loaded.view.key);
    if (loaded.view.panels === undefined) this.#floors.splice(this.#floors.indexOf(loaded), 1);
    for (const panel of loaded.view.panels ?? []) {
      const views = this.#byPanel.get(panel)?.filter((view) => view !== loaded) ?? [];
      if (views.length === 0) this.#byPanel.delete(panel);
      else this.#byPanel.set(panel, views);
    }
  }
}
