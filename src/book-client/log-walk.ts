import type { PanelLogItem, PanelLogPage } from "./read-panel-log.ts";

/** Times before this are taken for seconds by some panels, so that no window can begin there. */
const LEAST_FROM_MS = 100_000_000_000;

/** The window that a walk asks for next. */
export interface WalkWindow {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly page: number;
  readonly limit: 50;
}

/** Where a walk through a log stands: at a time, with how often it has seen each event of that time. */
export class LogWalk {
  readonly #firstMs: number;
  readonly #lastMs: number;
  readonly #limit: 50;
  #fromMs: number | undefined;
  #placeMs = -1;
  #page = 1;
  #isOver: boolean;
  /** How many events alike of the place's time were handed over. */
  readonly #given = new Map<string, number>();
  /** How many of them the present window has shown. */
  readonly #met = new Map<string, number>();

  /** @param lastMs the time of the last event that is wanted */
  constructor(firstMs: number, lastMs: number, limit: 50) {
    this.#firstMs = firstMs;
    this.#fromMs = firstMs < LEAST_FROM_MS ? undefined : firstMs;
    this.#lastMs = lastMs;
    this.#limit = limit;
    this.#isOver = lastMs < firstMs;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get window(): WalkWindow {
    // one millisecond more: panels refuse a window without any
    const to = this.#lastMs < LEAST_FROM_MS ? undefined : this.#lastMs + 1;
    return { from: this.#fromMs, to, page: this.#page, limit: this.#limit };
  }

  /** Those of a page that were not handed over yet; the walk moves on. */
  take({ items, total }: PanelLogPage): PanelLogItem[] {
    const fresh = items.filter((item) => this.#isWanted(item) && this.#isFresh(item));
    const isWhole = items.length < this.#limit || this.#page * this.#limit >= total;
    this.#isOver = isWhole || items.at(-1)!.occurredAt > this.#lastMs;
    this.#move();
    return fresh;
  }

  #isWanted({ occurredAt }: PanelLogItem): boolean {
    return occurredAt >= this.#firstMs && occurredAt <= this.#lastMs;
  }

  #isFresh(item: PanelLogItem): boolean {
    if (item.occurredAt < this.#placeMs) return false;
    if (item.occurredAt > this.#placeMs) {
      this.#placeMs = item.occurredAt;
      this.#given.clear();
      this.#met.clear();
    }
    const id = `${item.key} ${item.modelText ?? ""}`;
    const met = (this.#met.get(id) ?? 0) + 1;
    this.#met.set(id, met);
    if (met <= (this.#given.get(id) ?? 0)) return false;
    this.#given.set(id, met);
    return true;
  }

  #move(): void {
    const place = this.#placeMs;
    if (place < LEAST_FROM_MS || place <= (this.#fromMs ?? -1)) {
      this.#page++;
      return;
    }
    this.#fromMs = place;
    this.#page = 1;
    this.#met.clear();
  }
}
