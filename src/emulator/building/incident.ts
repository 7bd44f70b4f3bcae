/** Something that a panel of a building notes, at its true time. */
export interface Incident {
  /** True time, Unix ms; the panel's clock may say another. */
  readonly atMs: number;
  /** Which panel of the building, from 0. */
  readonly panel: number;
  /** Event key, as on the wire. */
  readonly key: string;
  /** The model, as sent; `{}` for none. JSON values only. */
  readonly model: Readonly<Record<string, unknown>>;
}

/** Panels without power: from `fromMs` on and before `toMs`, Unix ms, they note nothing. */
export interface PowerCut {
  readonly fromMs: number;
  readonly toMs: number;
  /** Which panels of the building, from 0, rising. */
  readonly panels: readonly number[];
}

/** All that happens in 24 hours, incidents in the order of time. */
export interface Day {
  readonly incidents: readonly Incident[];
  readonly powerCuts: readonly PowerCut[];
}
