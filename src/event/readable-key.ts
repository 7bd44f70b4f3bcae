/** Words of keys that are written in capitals. */
const ACRONYMS: ReadonlySet<string> = new Set([
  "api",
  "gui",
  "id",
  "ip",
  "nfc",
  "qr",
  "sip",
  "url",
]);

/**
 * A form of an event key that people can read, for a key without a text: `bond_lift_request` is
 * "Bond lift request". Never empty, for a key that is not.
 */
export function readableKey(key: string): string {
  const words = key.split(/[\s\p{Cc}_]+/u).filter((word) => word !== "");
  if (words.length === 0) return key;
  const text = words.map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word)).join(" ");
  const [first = ""] = text;
  return first.toUpperCase() + text.slice(first.length);
}
