import { PackedReader, PackedWriter } from "./packed-numbers.ts";

/** Where an event stood that was taken out of the log: all that counts and places are made of. */
export interface RemovedEvent {
  readonly seq: number;
  readonly atMs: number;
  /** The panel's number. */
  readonly panel: number;
  /** The kind's number. */
  readonly kind: number;
}

/** Removed events in some 8 bytes each. @param events in rising seq */
export function packRemoved(events: readonly RemovedEvent[]): Uint8Array {
  const out = new PackedWriter();
  const leastMs = events.reduce((least, { atMs }) => Math.min(least, atMs), Infinity);
  out.number(events.length);
  out.number(events.length === 0 ? 0 : leastMs);
  let before = 0;
  for (const { seq, atMs, panel, kind } of events) {
    out.number(seq - before);
    out.number(atMs - leastMs);
    out.number(panel);
    out.number(kind);
    before = seq;
  }
  return out.bytes();
}

/** What {@link packRemoved} packed. */
export function unpackRemoved(bytes: Uint8Array): RemovedEvent[] {
  const input = new PackedReader(bytes);
  const count = input.number();
  const leastMs = input.number();
  const events: RemovedEvent[] = [];
  let seq = 0;
  for (let i = 0; i < count; i += 1) {
    seq += input.number();
    const atMs = leastMs + input.number();
    events.push({ seq, atMs, panel: input.number(), kind: input.number() });
  }
  return events;
}
