/**
 * The candidate that a misspelled word most likely stands for: the one with the fewest letters
 * added, dropped, replaced or swapped with a neighbour. Case, `-` and `_` do not count.
 *
 * @returns `undefined` when none differs in less than about a third of its letters.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let fewest = Infinity;
  const from = plain(word);
  for (const candidate of candidates) {
    const to = plain(candidate);
    const bearable = Math.max(1, Math.ceil(to.length / 3));
    // that many letters at least are added or dropped
    if (Math.abs(from.length - to.length) > bearable) continue;
    const edits = countEdits(from, to);
    if (edits <= bearable && edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** `: did you mean X?` for the end of a message, or nothing when there is no near candidate. */
export function didYouMean(word: string, candidates: Iterable<string>, prefix = ""): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? "" : `: did you mean ${prefix}${meant}?`;
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, "");
}

/** The optimal string alignment distance of two words. */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
        swapped ? beforeLast[column - 2]! + 1 : Infinity,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
