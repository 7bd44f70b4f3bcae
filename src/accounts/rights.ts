/** What a caller may do beyond logging in. `admin` is all of it, and accounts and others' tokens too. */
export const RIGHTS = [
  "events:read",
  "events:write",
  "panels:read",
  "panels:write",
  "admin",
] as const;

/** One of {@link RIGHTS}. */
export type Right = (typeof RIGHTS)[number];

/** The right of a name; `undefined` for a name that none has. */
export function parseRight(name: string): Right | undefined {
  return RIGHTS.find((right) => right === name);
}

/** Rights with all that they include. */
export function withIncluded(rights: Iterable<Right>): ReadonlySet<Right> {
  const named = new Set(rights);
  return named.has("admin") ? new Set(RIGHTS) : named;
}
