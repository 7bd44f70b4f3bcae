import { join } from "node:path";
import type { BackupPiece } from "./manifest.ts";

/** Seqs in a piece; the last one of a backup has fewer. */
export const PIECE_SEQS = 65_536;

/** The folder of the pieces, in that of a backup. */
export const PIECES_FOLDER = "pieces";

const PIECE_NAME = /^(\d{15})-(\d{15})-(\d{1,5})-([\da-f]{64})\.jsonl\.zst$/;

/**
 * The path of a piece, in a backup's folder. It says all that there is to know of it, so that a backup
 * that was cut knows what it has.
 */
export function pieceFile({
  fromSeq,
  throughSeq,
  events,
  digest,
}: Omit<BackupPiece, "file" | "bytes">): string {
  const [from, through] = [fromSeq, throughSeq].map((seq) => String(seq).padStart(15, "0"));
  return `${PIECES_FOLDER}/${from}-${through}-${events}-${digest}.jsonl.zst`;
}

/** What the name of a piece says; `undefined` for another file. @param name without its folder */
export function readPieceName(name: string): Omit<BackupPiece, "bytes"> | undefined {
  const [whole, from, through, events, digest = ""] = PIECE_NAME.exec(name) ?? [];
  if (whole === undefined) return undefined;
  return {
    file: `${PIECES_FOLDER}/${name}`,
    fromSeq: Number(from),
    throughSeq: Number(through),
    events: Number(events),
    digest,
  };
}

/** Where a file of a backup lies. */
export function fileOf(target: string, file: string): string {
  return join(target, ...file.split("/"));
}
