import { nearest } from "../../event/nearest.ts";
import { QueryError } from "../../event/query-error.ts";
import type { QueryLiteral } from "../../event/query-tree.ts";
import { quote } from "./quote.ts";

/** How many names an error lists. */
const MAX_LISTED = 10;

/** No name is longer: what is needs no comparing. UTF-16 units. */
const LONGEST_NAME = 256;

/** The error that nothing has a name, with what was probably meant, or which names there are. */
export function unknownName(
  what: string,
  { text, position }: QueryLiteral,
  names: Iterable<string>,
): QueryError {
  const known = [...names];
  const meant = text.length > LONGEST_NAME ? undefined : nearest(text, known);
  const ending = meant === undefined ? listOf(known) : `: did you mean ${quote(meant)}?`;
  return new QueryError(`There is no ${what} ${quote(text)}${ending}`, position);
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return "; none is known";
  const listed = names.toSorted().slice(0, MAX_LISTED).map(quote).join(", ");
  const rest = names.length - MAX_LISTED;
  return rest > 0 ? `; there are: ${listed} and ${rest} more` : `; there are: ${listed}`;
}
