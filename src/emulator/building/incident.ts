/** Something that a panel of a building notes, at its true time. */
export interface Incident {
  /** True time, Unix ms; the panel's clock may say another. */
  readonly atMs: number;
  /** Which panel of the building, from 0. */
  readonly panel: number;
  /** Event key, as on the wire. */
  readonly key: string;
  /** The raw data, as sent; `{}` for none. */
  readonly model: Readonly<Record<string, unknown>>;
}

/** Panels without power. */
export interface PowerCut {
  /** The first and the first no more millisecond, true time. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly panels: readonly number[];
}

/** All that happens in a day, in the order of time. */
export interface Day {
  readonly incidents: readonly Incident[];
  readonly powerCuts: readonly PowerCut[];
}
