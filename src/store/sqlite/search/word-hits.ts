import type { RowRange } from "./row-range.ts";
import { highsBetween } from "./word-key.ts";
import type { WordMatch } from "./word-match.ts";
import { panelToken } from "./word-tokens.ts";

/** So many panels are asked for by their tokens, more by looking at each hit. */
const FEW_PANELS = 16;

/** What the word index is asked of a range, as SQL. */
export interface WordHits {
  /** An expression of FTS5, with the panels where they are few. */
  readonly match: string;
  readonly hasPrefix: boolean;
  /** The high parts of the keys in the range, both inclusive. */
  readonly first: number;
  readonly last: number;
  /** A condition on `rowid` with one value, that of the panels; empty where it needs none. */
  readonly isOfPanels: string;
  readonly panels: readonly Uint8Array[];
}

/** The hits of a match in a range. */
export function hitsOf(match: WordMatch, { fromMs, toMs, panels }: RowRange): WordHits {
  const { first, last } = highsBetween(fromMs, toMs);
  const { hasPrefix } = match;
  const hits = { hasPrefix, first, last, isOfPanels: "", panels: [] };
  if (panels === undefined) return { ...hits, match: match.text };
  if (panels.size <= FEW_PANELS) return { ...hits, match: ofPanels(match.text, panels) };
  return { ...hits, match: match.text, isOfPanels: IS_OF_PANELS, panels: [bytesOf(panels)] };
}

/** The same in groups of panels few enough to be asked for by their tokens. */
export function hitsByGroups(hits: WordHits, panels: ReadonlySet<number>): WordHits[] {
  const all = [...panels];
  const groups: WordHits[] = [];
  for (let i = 0; i < all.length; i += FEW_PANELS) {
    const match = ofPanels(hits.match, all.slice(i, i + FEW_PANELS));
    groups.push({ ...hits, match, isOfPanels: "", panels: [] });
  }
  return groups;
}

/** Whether the panel of a row is among those of a string of bytes, one for each number. */
const IS_OF_PANELS = "substr(?, ((rowid >> 3) & 131071) + 1, 1) = x'01'";

function ofPanels(match: string, panels: Iterable<number>): string {
  const tokens = Array.from(panels, (panel) => `"${panelToken(panel)}"`);
  // of no panels there is no token: one that no event has
  return `(${match}) AND (${tokens.join(" OR ") || '"=="'})`;
}

function bytesOf(panels: ReadonlySet<number>): Uint8Array {
  let largest = 0;
  for (const panel of panels) largest = Math.max(largest, panel);
  const bytes = new Uint8Array(largest + 1);
  for (const panel of panels) bytes[panel] = 1;
  return bytes;
}
