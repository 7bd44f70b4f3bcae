import type { StoredEvent } from "../../event/event.ts";

/** A piece of the log in the order of seq: all events behind one seq, up to another. */
export interface LogPiece {
  readonly afterSeq: number;
  /** At least that of the last event; greater where retention took events away. */
  readonly toSeq: number;
  readonly events: readonly StoredEvent[];
}

/** What comes behind a seq, of a piece that reaches back to it. */
export function pieceBehind(piece: LogPiece, seq: number): LogPiece {
  const { toSeq, events } = piece;
  return { afterSeq: seq, toSeq, events: events.filter((event) => event.seq > seq) };
}

/** Roughly what an event takes in memory, and at most when it is written, bytes. */
export function sizeOf({ model, extra }: StoredEvent): number {
  return 400 + 2 * ((model?.length ?? 0) + (extra?.length ?? 0));
}

/** Splits a piece so that what is written of each stays below a size, or is one event. */
export function* splitPiece(piece: LogPiece, maxBytes: number): Generator<LogPiece> {
  let { afterSeq } = piece;
  let events: StoredEvent[] = [];
  let bytes = 0;
  for (const event of piece.events) {
    const size = sizeOf(event);
    if (bytes + size > maxBytes && events.length > 0) {
      const toSeq = event.seq - 1;
      yield { afterSeq, toSeq, events };
      afterSeq = toSeq;
      events = [];
      bytes = 0;
    }
    events.push(event);
    bytes += size;
  }
  yield { afterSeq, toSeq: piece.toSeq, events };
}
