import type { LoadedView, ResolvedView } from "./loaded-view.ts";

/** Events that the views beside the fleet may hold together before the least lately used goes. */
const MAX_EVENTS = 4_000_000;

/** What a view costs beside its events, counted as events. */
const VIEW_COST = 200;

/** Past states kept, to walk their pages. */
const MAX_PAST = 4;

/**
 * The views that are asked for, moved on together with the log; those that were not asked for lately
 * are forgotten. How one is built is the engine's.
 */
export class LoadedViews {
  readonly #fleet: LoadedView;
  /** By key, the least lately used first. The fleet is not among them. */
  readonly #loaded = new Map<string, LoadedView>();
  readonly #loading = new Map<string, Promise<LoadedView>>();
  readonly #past = new Map<string, Promise<LoadedView>>();
  /** Of the loaded ones: those of a panel, and those of all panels above a floor. */
  readonly #byPanel = new Map<number, LoadedView[]>();
  readonly #floors: LoadedView[] = [];

  constructor(fleet: LoadedView) {
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

  /**
   * A view as far as the log was followed.
   *
   * @param build makes it when it is not there, and {@link register}s it; asked once at a time
   */
  async load(
    view: ResolvedView,
    build: (view: ResolvedView) => Promise<LoadedView>,
  ): Promise<LoadedView> {
    if (view.key === this.#fleet.view.key) return this.#fleet;
    const loaded = this.#loaded.get(view.key);
    if (loaded !== undefined) {
      this.#loaded.delete(view.key);
      this.#loaded.set(view.key, loaded);
      return loaded;
    }
    const loading = this.#loading.get(view.key) ?? build(view);
    this.#loading.set(view.key, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(view.key);
    }
  }

  /**
   * A view as it was at an earlier seq.
   *
   * @param make makes it when it is not there
   */
  past(view: ResolvedView, asOf: number, make: () => Promise<LoadedView>): Promise<LoadedView> {
    const key = `${view.key} ${asOf}`;
    const known = this.#past.get(key);
    if (known !== undefined) return known;
    const past = make();
    this.#past.set(key, past);
    past.catch(() => this.#past.delete(key));
    if (this.#past.size > MAX_PAST) {
      const oldest = this.#past.keys().next();
      if (!oldest.done) this.#past.delete(oldest.value);
    }
    return past;
  }

  /** Takes a view that describes the log up to where it was followed: from here on it moves on. */
  register(loaded: LoadedView): void {
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
