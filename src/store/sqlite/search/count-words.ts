import type { Connection } from "../connection.ts";
import type { Work } from "./turns.ts";
import { hitsByGroups } from "./word-hits.ts";
import type { WordHits } from "./word-hits.ts";

/** The first slice of time that hits are counted in, milliseconds. */
const FIRST_SLICE_MS = 86_400_000;

/** How long a slice should take; the next one is longer or shorter, milliseconds. */
const SLICE_TOOK_MS = 8;

/** With more hits than this, panels are asked for by their tokens. */
const MANY_HITS = 200_000;

/** How much of a fleet a scope may be for that. */
const SMALL_SHARE = 1 / 4;

/**
 * How many rows there are, apart from those of odd events.
 *
 * @param words in a transaction, so that all slices are of one state
 * @param panels of the hits and in all the log
 */
export function* countHits(
  words: Connection,
  hits: WordHits,
  panels: { readonly asked: ReadonlySet<number> | undefined; readonly all: number },
): Work<number> {
  if (panels.asked === undefined || hits.isOfPanels === "") return yield* countSlices(words, hits);
  const [count, ofPanels] = words.one<[number, number]>(
    `SELECT count(*), coalesce(sum(${hits.isOfPanels.replace("rowid", "id")}), 0)
     FROM (SELECT rowid AS id FROM word WHERE word MATCH ?
       AND rowid >= (? << 20) AND rowid <= ((? << 20) | 1048575) LIMIT ${MANY_HITS})`,
    ...hits.panels,
    hits.match,
    hits.first,
    hits.last,
  );
  if (count < MANY_HITS) return ofPanels;
  yield;
  if (panels.asked.size > panels.all * SMALL_SHARE) return yield* countSlices(words, hits);
  let sum = 0;
  for (const group of hitsByGroups(hits, panels.asked)) {
    sum += countBetween(words, group, group.first, group.last);
    yield;
  }
  return sum;
}

function* countSlices(words: Connection, hits: WordHits): Work<number> {
  // whoever asks for a prefix has all its hits gathered first, for each statement anew
  if (hits.hasPrefix) return countBetween(words, hits, hits.first, hits.last);
  const few = countBetween(words, hits, hits.first, hits.last, MANY_HITS);
  if (few < MANY_HITS) return few;
  yield;
  const start = words.get<[number]>(
    `SELECT rowid >> 20 FROM word WHERE word MATCH ? AND rowid >= (? << 20) ORDER BY rowid LIMIT 1`,
    hits.match,
    hits.first,
  );
  if (start === undefined) return 0;
  let sum = 0;
  let lengthMs = FIRST_SLICE_MS;
  for (let [first] = start; first <= hits.last;) {
    const last = Math.min(hits.last, first + lengthMs - 1);
    const began = performance.now();
    sum += countBetween(words, hits, first, last);
    const tookMs = performance.now() - began;
    lengthMs = Math.ceil(lengthMs * Math.min(4, Math.max(0.25, SLICE_TOOK_MS / tookMs)));
    first = last + 1;
    yield;
  }
  return sum;
}

function countBetween(
  words: Connection,
  hits: WordHits,
  first: number,
  last: number,
  most = -1,
): number {
  const isOfPanels = hits.isOfPanels === "" ? "" : `AND ${hits.isOfPanels}`;
  const from = `FROM word WHERE word MATCH ?
    AND rowid >= (? << 20) AND rowid <= ((? << 20) | 1048575) ${isOfPanels}`;
  const [count] = words.one<[number]>(
    most < 0 ? `SELECT count(*) ${from}` : `SELECT count(*) FROM (SELECT 1 ${from} LIMIT ${most})`,
    hits.match,
    first,
    last,
    ...hits.panels,
  );
  return count;
}
