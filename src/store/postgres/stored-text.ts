/** Stands for itself as {@link ESCAPE} `1`, and for NUL as {@link ESCAPE} `0`. */
const ESCAPE = "\u0001";

/** A text as PostgreSQL can hold it: its texts hold every character but NUL. */
export function toStored(text: string): string {
  if (!text.includes("\0") && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll("\0", `${ESCAPE}0`);
}

/** The text that {@link toStored} was given. */
export function fromStored(stored: string): string {
  if (!stored.includes(ESCAPE)) return stored;
  return stored.replaceAll(`${ESCAPE}0`, "\0").replaceAll(`${ESCAPE}1`, ESCAPE);
}

/** The same of what may be unsaid. */
export function toStoredOrNull(text: string | undefined): string | null {
  return text === undefined ? null : toStored(text);
}

/** The same of what may be unsaid. */
export function fromStoredOrNull(stored: string | null): string | undefined {
  return stored === null ? undefined : fromStored(stored);
}
