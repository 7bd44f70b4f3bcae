/** Where a reader of the stream stands: it has seen, or passed over, everything up to a seq. */
export interface StreamCursor {
  /** The history that the seq is of; `undefined` for the present one. */
  readonly epoch: string | undefined;
  /** From 0, the start. */
  readonly seq: number;
}

const CURSOR = /^(?:([\w-]{1,32})\.)?(\d{1,15})$/;

/** Reads the id of an event of the stream, or a bare seq. @returns `undefined` for anything else */
export function parseCursor(text: string): StreamCursor | undefined {
  const [whole, epoch, seq] = CURSOR.exec(text) ?? [];
  return whole === undefined ? undefined : { epoch, seq: Number(seq) };
}

/** The id of an event of the stream: opaque to readers, who give it back to go on behind it. */
export function renderCursor(epoch: string, seq: number): string {
  return `${epoch}.${seq}`;
}
