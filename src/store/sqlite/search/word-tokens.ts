import { createHash } from "node:crypto";
import { EventValues } from "../../../event/event-values.ts";
import type { PanelEvent } from "../../../event/event.ts";
import { VALUE_FIELDS } from "../../../event/value-fields.ts";
import type { ValueField } from "../../../event/value-fields.ts";

/** Fields whose values are indexed whole, each with the letter that its tokens begin with. */
export const INDEXED_FIELDS = [
  ["number", "n"],
  ["owner", "o"],
  ["apartment", "a"],
] as const satisfies readonly (readonly [field: ValueField, letter: string])[];

/** Marks a token that is no word: letters and digits are all that words are made of. */
const MARK = "=";

/** Longer values are told apart by their hash. */
const MAX_VALUE_BYTES = 32;

/** How FTS5 is to find tokens in a text: as they stand, for words are folded already. */
export const TOKENIZER = `ascii tokenchars '${MARK}'`;

/** A value of a field as one token. */
export function valueToken(letter: string, value: string): string {
  const bytes = Buffer.from(value, "utf8");
  if (bytes.length <= MAX_VALUE_BYTES) return MARK + letter + bytes.toString("hex");
  return `${MARK}${letter}${MARK}${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}`;
}

/** A panel as one token, by its number. */
export function panelToken(panel: number): string {
  return `${MARK}p${panel}`;
}

/** What the word index takes in of an event: its words, then its tokens, a space between each. */
export function indexedText(event: Pick<PanelEvent, "model" | "extra">, panel: number): string {
  const values = new EventValues(event);
  const tokens = [...values.words()];
  const exact = new Set([panelToken(panel)]);
  for (const [field, letter] of INDEXED_FIELDS) {
    for (const path of VALUE_FIELDS[field]) {
      for (const value of values.at(path)) exact.add(valueToken(letter, value));
    }
  }
  tokens.push(...exact);
  return tokens.join(" ");
}
