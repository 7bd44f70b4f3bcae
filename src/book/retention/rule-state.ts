/** What a rule has done so far. Kept before and after each step, so that a crash loses none of it. */
export interface RuleState {
  /** Of the terms that it is about. */
  readonly revision: string;
  /** Events that happened before it are not kept, Unix ms; a full hour. */
  readonly edgeMs: number;
  /** When it moved there, our clock, ms. */
  readonly movedAtMs: number;
  /** The edge moved; the log was told, and events are being taken out; they are out, and that was told. */
  readonly phase: "moved" | "sweeping" | "swept";
  /** How many events were taken out since the edge moved. */
  readonly deleted: number;
  /** Seqs that were about to be taken out: those of them that are gone are not in `deleted` yet. */
  readonly pending: readonly number[];
  /** How many could not be taken out yet: the newest of the log, or what no index holds yet. */
  readonly left: number;
  /** How many were ever taken out under this name. */
  readonly deletedEver: number;
  /** How many came in below the edge under this name and were not kept. */
  readonly refused: number;
  /** No event with a greater seq was ever taken out under this name; 0 for none. */
  readonly goneSeq: number;
  /** None that happened then or later was, Unix ms. */
  readonly goneBeforeMs: number;
  /** Which wish of an operator was carried out last; empty for none. */
  readonly ranFor: string;
}

/** An operator's wish to have a rule applied now, however far its edge is to move. */
export interface RunWish {
  readonly id: string;
  /** Of the rule as it was shown to the operator. */
  readonly revision: string;
  /** Where the edge is to move, Unix ms. */
  readonly edgeMs: number;
}

/** Of a name that has done nothing yet. */
export const NOTHING_DONE: Omit<RuleState, "revision" | "edgeMs" | "movedAtMs"> = {
  phase: "swept",
  deleted: 0,
  left: 0,
  pending: [],
  deletedEver: 0,
  refused: 0,
  goneSeq: 0,
  goneBeforeMs: 0,
  ranFor: "",
};
