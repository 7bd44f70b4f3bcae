import { EventValues } from "../../event/event-values.ts";
import type { StoredEvent } from "../../event/event.ts";
import { renderFrame } from "./frames.ts";
import { pieceBehind } from "./log-piece.ts";
import type { LogPiece } from "./log-piece.ts";
import { renderCursor } from "./stream-cursor.ts";

/** How events are written. */
export interface EventWriting {
  /** The same for all that write alike: what one has written serves the others. */
  readonly key: string;
  /** An event as JSON text. */
  readonly render: (event: StoredEvent) => string;
}

/** A piece that many readers look at: what was read or written of an event once serves all of them. */
export class SharedPiece implements LogPiece {
  readonly afterSeq: number;
  readonly toSeq: number;
  readonly events: readonly StoredEvent[];
  readonly #epoch: string;
  readonly #values: EventValues[] = [];
  readonly #frames = new Map<string, string[]>();

  /** @param epoch the history that it is of */
  constructor({ afterSeq, toSeq, events }: LogPiece, epoch: string) {
    this.afterSeq = afterSeq;
    this.toSeq = toSeq;
    this.events = events;
    this.#epoch = epoch;
  }

  /** The values of one of its events, by its index. */
  values(index: number): EventValues {
    return (this.#values[index] ??= new EventValues(this.events[index]!));
  }

  /** One of its events as the stream shows it, by its index. */
  frame(index: number, { key, render }: EventWriting): string {
    let frames = this.#frames.get(key);
    if (frames === undefined) this.#frames.set(key, (frames = []));
    return (frames[index] ??= this.#render(this.events[index]!, render));
  }

  /** What of it comes behind a seq, for a reader of its own. */
  behind(seq: number): SharedPiece {
    return new SharedPiece(pieceBehind(this, seq), this.#epoch);
  }

  #render(event: StoredEvent, render: EventWriting["render"]): string {
    return renderFrame(renderCursor(this.#epoch, event.seq), "event", render(event));
  }
}
