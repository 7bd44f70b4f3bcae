import type { JsonObject } from "../../basip/json-object.ts";

/** What a caller of the control API said cannot be meant; its message names the member. */
export class ControlError extends Error {
  override readonly name = "ControlError";
}

/** A number among the members, `undefined` when it is not there. @throws ControlError */
export function numberOf(members: JsonObject, name: string): number | undefined {
  const value = members[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new ControlError(`"${name}" must be a number`);
}

/** A whole number from `least` to `most`. @throws ControlError */
export function wholeOf(
  members: JsonObject,
  name: string,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = numberOf(members, name);
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) {
    return value;
  }
  throw new ControlError(`"${name}" must be a whole number from ${least} to ${most}`);
}

/** A text among the members. @throws ControlError */
export function textOf(members: JsonObject, name: string): string | undefined {
  const value = members[name];
  if (value === undefined || typeof value === "string") return value;
  throw new ControlError(`"${name}" must be a text`);
}

/** A text that must be there. @throws ControlError */
export function neededText(members: JsonObject, name: string): string {
  const value = textOf(members, name);
  if (value !== undefined && value !== "") return value;
  throw new ControlError(`"${name}" is missing`);
}

/** Yes or no. @throws ControlError */
export function flagOf(members: JsonObject, name: string): boolean | undefined {
  const value = members[name];
  if (value === undefined || typeof value === "boolean") return value;
  throw new ControlError(`"${name}" must be true or false`);
}

/** An object among the members. @throws ControlError */
export function objectOf(members: JsonObject, name: string): JsonObject | undefined {
  const value = members[name];
  if (value === undefined) return undefined;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value));
  }
  throw new ControlError(`"${name}" must be an object`);
}

/** Names the members that nobody understands. @throws ControlError */
export function refuseOthers(members: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(members).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const ones = known.length === 0 ? "none" : known.join(", ");
  throw new ControlError(`"${unknown}" is unknown here; known: ${ones}`);
}

/** One of a few words. @throws ControlError */
export function oneOf<const Word extends string>(
  members: JsonObject,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = textOf(members, name);
  if (value === undefined) return undefined;
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  throw new ControlError(`"${name}" must be one of ${words.join(", ")}`);
}
