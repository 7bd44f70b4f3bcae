/** What stands where nothing is known (assumed). */
export const UNKNOWN_PART = "0";

/** How many characters of a value are shown; far more than any has. */
const MOST_CHARACTERS = 256;

/**
 * A value as a part of a message: without the commas and colons that part the parts, and on one line;
 * up to 256 characters. What is no text or number, or has nothing left, is `0`.
 */
export function valueOf(value: unknown): string {
  if (typeof value !== "string" && typeof value !== "number") return UNKNOWN_PART;
  const text = String(value)
    .replaceAll(/[,:]/g, "")
    .replaceAll(/[\s\p{Cc}]+/gu, " ");
  const cut = Array.from(text.trim()).slice(0, MOST_CHARACTERS).join("").trim();
  return cut === "" ? UNKNOWN_PART : cut;
}

/**
 * `<sip user>@<host>` of whom a call went to: without `sip:`, port and parameters. A number that
 * names no host has the host `0` (assumed).
 */
export function addressOf(value: unknown): string {
  if (typeof value !== "string") return `${valueOf(value)}@${UNKNOWN_PART}`;
  const [user, host] = value
    .replace(/^\s*sips?:/i, "")
    .split("@")
    .map((part) => valueOf(/^[^:;[]*/.exec(part)?.[0]));
  return `${user ?? UNKNOWN_PART}@${host ?? UNKNOWN_PART}`;
}

/** The number of a lock, 1 to 99; 1 where the model has none (assumed). */
export function lockOf(value: unknown): string {
  const number = String(value);
  return /^[1-9]\d?$/.test(number) ? number : "1";
}
