import type { LoadedView, ResolvedView } from "./loaded-view.ts";

/** The memory that the views beside the fleet may take before the least lately used goes, bytes. */
const MAX_BYTES = 72_000_000;

/** What a view takes beside its directory, bytes. */
const VIEW_BYTES = 3_600;

/** A view is moved on at least so far before it may be forgotten for not being asked for, events. */
const MIN_PATIENCE = 10_000;

/** Past states kept, to walk their pages. */
const MAX_PAST = 4;

/** A view that is moved on. */
interface Kept {
  readonly loaded: LoadedView;
  /** How far it has been moved on since it was asked for, events. */
  idle: number;
  /** How far it may be: moving it on has then cost as much as building it anew. */
  patience: number;
}

/** A past state as it was made. */
export interface MadePast {
  readonly loaded: LoadedView;
  /** The newest removal that it took into account then. */
  readonly removal: number;
}

/**
 * The views that are asked for, moved on together with the log; those that were not asked for lately
 * are forgotten: where they take too much memory, and where moving one on has cost as much as building
 * it anew, for an account that clears the log again and again leaves a view behind each time. How one
 * is built is the engine's.
 */
export class LoadedViews {
  readonly #fleet: LoadedView;
  /** By key, the least lately used first. The fleet is not among them. */
  readonly #kept = new Map<string, Kept>();
  readonly #loading = new Map<string, Promise<LoadedView>>();
  readonly #past = new Map<string, Promise<MadePast>>();
  /** Of the past states those that are made: what is taken out of the log is taken out of them. */
  readonly #pastViews = new Map<string, { readonly loaded: LoadedView; readonly asOf: number }>();
  /** Of the loaded ones: those of a panel, and those of all panels above a floor. */
  readonly #byPanel = new Map<number, Kept[]>();
  #floors: Kept[] = [];
  #isEvicting = false;

  readonly #maxBytes: number;

  /** @param maxBytes the memory that the views beside the fleet may take, roughly */
  constructor(fleet: LoadedView, maxBytes = MAX_BYTES) {
    this.#fleet = fleet;
    this.#maxBytes = maxBytes;
  }

  /** All that move on with the log. */
  *all(): Generator<LoadedView> {
    yield this.#fleet;
    for (const { loaded } of this.#kept.values()) yield loaded;
  }

  /** Adds the next event of the log to those that see it. */
  add(panel: number, atMs: number, seq: number, kind: number): void {
    this.#fleet.directory.add(atMs, seq, kind);
    this.#moveOn(this.#floors, panel, atMs, seq, kind);
    const ofPanel = this.#byPanel.get(panel);
    if (ofPanel !== undefined) this.#moveOn(ofPanel, panel, atMs, seq, kind);
  }

  /** Takes an event out of all that hold it; earlier states lack it from now on as well. */
  remove(panel: number, atMs: number, seq: number, kind: number): void {
    this.#fleet.directory.remove(atMs, seq, kind);
    for (const views of [this.#floors, this.#byPanel.get(panel) ?? []]) {
      for (const { loaded } of views) {
        if (loaded.sees(panel, seq)) loaded.directory.remove(atMs, seq, kind);
      }
    }
    for (const { loaded, asOf } of this.#pastViews.values()) {
      if (seq <= asOf && loaded.sees(panel, seq)) loaded.directory.remove(atMs, seq, kind);
    }
  }

  /** Whether a view moves on with the log: one that was forgotten does no more. */
  isCurrent(loaded: LoadedView): boolean {
    return loaded === this.#fleet || this.#kept.get(loaded.view.key)?.loaded === loaded;
  }

  /** A view as far as the log was followed; `undefined` when it is not there. */
  find(view: ResolvedView): LoadedView | undefined {
    if (view.key === this.#fleet.view.key) return this.#fleet;
    const kept = this.#kept.get(view.key);
    if (kept === undefined) return undefined;
    kept.idle = 0;
    kept.patience = patienceWith(kept.loaded);
    this.#kept.delete(view.key);
    this.#kept.set(view.key, kept);
    return kept.loaded;
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
    const loaded = this.find(view);
    if (loaded !== undefined) return loaded;
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
   * @param make makes it when it is not there, and hands it over in the step in which it is finished
   */
  async past(
    view: ResolvedView,
    asOf: number,
    make: (register: (past: MadePast) => void) => Promise<MadePast>,
  ): Promise<MadePast> {
    const key = pastKey(view, asOf);
    const known = this.#past.get(key);
    if (known !== undefined) return known;
    const begun = Promise.withResolvers<undefined>();
    const past: Promise<MadePast> = begun.promise.then(() =>
      make(({ loaded }) => {
        // not when others took its place while it was made
        if (this.#past.get(key) === past) this.#pastViews.set(key, { loaded, asOf });
      }),
    );
    this.#past.set(key, past);
    begun.resolve(undefined);
    past.catch(() => this.#past.delete(key));
    if (this.#past.size > MAX_PAST) {
      for (const oldest of [...this.#past.keys()].slice(0, 1)) {
        this.#past.delete(oldest);
        this.#pastViews.delete(oldest);
      }
    }
    return past;
  }

  /** Whether a past state is kept: one that was forgotten goes on holding what the log does not. */
  isKept(loaded: LoadedView, asOf: number): boolean {
    return this.#pastViews.get(pastKey(loaded.view, asOf))?.loaded === loaded;
  }

  /** Takes a view that describes the log up to where it was followed: from here on it moves on. */
  register(loaded: LoadedView): void {
    const { key, panels } = loaded.view;
    const kept: Kept = { loaded, idle: 0, patience: patienceWith(loaded) };
    this.#kept.set(key, kept);
    if (panels === undefined) this.#floors = [...this.#floors, kept];
    for (const panel of panels ?? []) {
      this.#byPanel.set(panel, [...(this.#byPanel.get(panel) ?? []), kept]);
    }
    this.#evictSoon();
  }

  /**
   * After everyone who waited for a view in this turn has had its use of it: two that make room for one
   * another would build each other's anew for ever.
   */
  #evictSoon(): void {
    if (this.#isEvicting) return;
    this.#isEvicting = true;
    setImmediate(() => {
      this.#isEvicting = false;
      this.#evict();
    });
  }

  /** @param views a list that is replaced, never changed, when one of them is forgotten */
  #moveOn(views: readonly Kept[], panel: number, atMs: number, seq: number, kind: number): void {
    for (const kept of views) {
      if (!kept.loaded.sees(panel, seq)) continue;
      kept.idle += 1;
      if (kept.idle > kept.patience) this.#forget(kept);
      else kept.loaded.directory.add(atMs, seq, kind);
    }
  }

  #evict(): void {
    let bytes = 0;
    const newestFirst = [...this.#kept.values()].reverse();
    newestFirst.forEach((kept, i) => {
      bytes += kept.loaded.directory.roughBytes + VIEW_BYTES;
      if (i > 0 && bytes > this.#maxBytes) this.#forget(kept);
    });
  }

  #forget(kept: Kept): void {
    const { key, panels } = kept.loaded.view;
    this.#kept.delete(key);
    if (panels === undefined) this.#floors = this.#floors.filter((one) => one !== kept);
    for (const panel of panels ?? []) {
      const views = this.#byPanel.get(panel)?.filter((one) => one !== kept) ?? [];
      if (views.length === 0) this.#byPanel.delete(panel);
      else this.#byPanel.set(panel, views);
    }
  }
}

function pastKey({ key }: ResolvedView, asOf: number): string {
  return `${key} ${asOf}`;
}

function patienceWith({ directory }: LoadedView): number {
  return Math.max(MIN_PATIENCE, directory.total);
}
