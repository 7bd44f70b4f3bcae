import { readMembers, textOf } from "./read-members.ts";

/** To whom an identifier belongs. */
export interface Owner {
  /** Number of the identifier, as panels send it: 1 to 128 characters, up to 20 digits are usual. */
  readonly number: string;
  readonly name: string;
  /** Empty where none is said. */
  readonly apartment: string;
}

/** An owner as it is kept, under the identifier's number. */
export function renderOwner({ name, apartment }: Owner): string {
  return JSON.stringify({ name, apartment });
}

/** An owner from what is kept of it. */
export function parseOwner(number: string, body: string): Owner {
  const members = readMembers(body);
  return { number, name: textOf(members, "name"), apartment: textOf(members, "apartment") };
}
