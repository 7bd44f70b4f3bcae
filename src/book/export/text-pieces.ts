import type { RowWriting } from "./render-rows.ts";
import type { EventBatches } from "./xlsx.ts";

/** About how long a piece is, characters. */
const PIECE_CHARACTERS = 128 * 1024;

/** A file of lines, piece by piece. */
export async function* textPieces(
  batches: EventBatches,
  { head, row }: RowWriting,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  let text = head;
  for await (const events of batches) {
    for (const event of events) {
      text += row(event);
      if (text.length < PIECE_CHARACTERS) continue;
      yield encoder.encode(text);
      text = "";
    }
  }
  if (text !== "") yield encoder.encode(text);
}
