import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Connection } from "../connection.ts";
import { finishFile, sizeOf, UNFINISHED } from "./files.ts";
import type { BackupPiece } from "./manifest.ts";
import { fileOf, pieceFile, PIECES_FOLDER, readPieceName } from "./piece-name.ts";
import { digestOfEvents, writeEvents } from "./piece-rows.ts";
import type { CopyPace, Stretch } from "./piece-rows.ts";
import { otherHistory } from "./target.ts";

/** Copies the log into pieces, and passes over those that the folder has already. */
export class PieceCopier {
  readonly #log: Connection;
  readonly #target: string;
  readonly #pace: CopyPace;
  readonly #size: number;
  /** What the folder had, by its first seq. */
  readonly #had: ReadonlyMap<number, BackupPiece>;

  /**
   * @param target the backup's folder
   * @param size seqs in a piece
   */
  constructor(log: Connection, target: string, pace: CopyPace, size: number) {
    this.#log = log;
    this.#target = target;
    this.#pace = pace;
    this.#size = size;
    this.#had = wholePieces(target, size);
  }

  /**
   * Refuses a folder whose pieces are of another history: the newest of those that are as full as the
   * log's is compared.
   *
   * @throws AppError `invalid`
   */
  checkHistory(head: number): void {
    const pieces = [...this.#had.values()].toSorted((a, b) => b.fromSeq - a.fromSeq);
    if ((pieces[0]?.throughSeq ?? 0) > head) throw otherHistory(this.#target);
    const newest = pieces.find((piece) => piece.events === this.#count(piece));
    if (newest !== undefined && digestOfEvents(this.#log, newest) !== newest.digest) {
      throw otherHistory(this.#target);
    }
  }

  /**
   * Copies all whole pieces up to a seq; those that the folder has only where retention took events since.
   *
   * @param done up to this seq they are copied
   */
  async copyWhole(head: number, done = 0): Promise<BackupPiece[]> {
    const pieces: BackupPiece[] = [];
    const size = this.#size;
    for (let fromSeq = this.#startOfRest(done); fromSeq + size - 1 <= head; fromSeq += size) {
      const stretch = { fromSeq, throughSeq: fromSeq + size - 1 };
      const had = this.#had.get(fromSeq);
      // events never change and never come back: as many as before are the same
      const events = this.#count(stretch);
      if (had !== undefined && had.events < events) throw otherHistory(this.#target);
      const isSame = had?.events === events;
      if (isSame) await this.#pace.copied(had.events, 0);
      pieces.push(isSame ? had : await this.#copy(stretch));
    }
    return pieces;
  }

  /** Copies what comes behind the whole pieces, up to a seq. */
  async copyRest(throughSeq: number): Promise<BackupPiece[]> {
    const fromSeq = this.#startOfRest(throughSeq);
    return fromSeq > throughSeq ? [] : [await this.#copy({ fromSeq, throughSeq })];
  }

  /** Where the piece begins that is not whole, in a log up to a seq. */
  #startOfRest(seq: number): number {
    return Math.floor(seq / this.#size) * this.#size + 1;
  }

  #count({ fromSeq, throughSeq }: Stretch): number {
    const sql = "SELECT count(*) FROM event WHERE seq BETWEEN ? AND ?";
    return this.#log.one<[number]>(sql, fromSeq, throughSeq)[0];
  }

  async #copy(stretch: Stretch): Promise<BackupPiece> {
    const unfinished = join(this.#target, PIECES_FOLDER, `${stretch.fromSeq}${UNFINISHED}`);
    const written = await writeEvents(this.#log, stretch, unfinished, this.#pace);
    const file = pieceFile({ ...stretch, ...written });
    finishFile(unfinished, fileOf(this.#target, file));
    return { file, ...stretch, ...written, bytes: sizeOf(fileOf(this.#target, file)) ?? 0 };
  }
}

/** The whole pieces of a folder; of one copied twice the one with fewer events, which is the later. */
function wholePieces(target: string, size: number): Map<number, BackupPiece> {
  const pieces = new Map<number, BackupPiece>();
  for (const name of readdirSync(join(target, PIECES_FOLDER))) {
    const piece = readPieceName(name);
    if (piece === undefined || piece.throughSeq - piece.fromSeq !== size - 1) continue;
    const known = pieces.get(piece.fromSeq);
    if (known !== undefined && known.events <= piece.events) continue;
    pieces.set(piece.fromSeq, { ...piece, bytes: sizeOf(fileOf(target, piece.file)) ?? 0 });
  }
  return pieces;
}
