/** A log that events can be taken out of, for good. Only retention does. */
export interface EventRemover {
  /**
   * Takes events out of the log: durable when it resolves, all of them at once for every reader.
   * Events that are not there (any more) are passed over; the newest event of the log is never taken, nor what
   * the indexes do not hold yet (those are not counted: ask again later).
   *
   * 1,000 that stand near one another in time and seq take a fraction of 0.1 s, scattered ones several times
   * that, and pushes wait for them: whoever takes out many asks for fewer at once when it takes long.
   *
   * @param seqs rising, at most 1,000
   * @returns how many were taken out
   * @throws AppError `unavailable`; `invalid` for seqs that do not rise, or too many
   */
  remove(seqs: readonly number[]): Promise<number>;

  /**
   * Gives free room of the file back to the disk, some of it, in a step of at most 50 ms.
   *
   * @returns bytes that can still be given back; 0 when none
   * @throws AppError `unavailable`
   */
  giveBack(): Promise<number>;
}

/** Events that one call of {@link EventRemover.remove} takes at most. */
export const MAX_REMOVED = 1_000;
