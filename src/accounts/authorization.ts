/** What an `Authorization` header says, unchecked. */
export type Authorization =
  | { readonly scheme: "bearer"; readonly token: string }
  | { readonly scheme: "basic"; readonly name: string; readonly password: string };

const HEADER = /^(bearer|basic) +([^\s]{1,4096})$/i;

/**
 * Reads an `Authorization` header, RFC 6750 and RFC 7617 (the password in UTF-8).
 *
 * @returns `undefined` when it is absent, empty, of another scheme or cannot be read
 */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const [, scheme, value] = HEADER.exec(header?.trim() ?? "") ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return { scheme: "bearer", token: value };
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  if (colon < 1) return undefined;
  return { scheme: "basic", name: pair.slice(0, colon), password: pair.slice(colon + 1) };
}
