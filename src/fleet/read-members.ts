/** The members of a JSON object text, of which nothing is known yet. */
export type Members = Readonly<Record<string, unknown>>;

/** Reads a text that we wrote; what is no object has no members. */
export function readMembers(body: string): Members {
  const value: unknown = JSON.parse(body);
  return isMembers(value) ? value : {};
}

/** Whether a value has members. */
export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text; empty where there is none. */
export function textOf(members: Members, name: string): string {
  const value = members[name];
  return typeof value === "string" ? value : "";
}

/** A number; `undefined` where there is none. */
export function numberOf(members: Members, name: string): number | undefined {
  const value = members[name];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** Texts; none where there is no list. */
export function textsOf(members: Members, name: string): readonly string[] {
  const value = members[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** Texts by name; none where there is no object. */
export function namedTextsOf(members: Members, name: string): Readonly<Record<string, string>> {
  const value = members[name];
  if (!isMembers(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
