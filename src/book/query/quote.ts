import { renderQueryLiteral } from "../../event/render-query-literal.ts";

/** The longest part of a query that an error repeats, in UTF-16 units. */
const MAX_LENGTH = 60;

/** A part of a query for the message of an error: in quotes, and cut where it is long. */
export function quote(text: string): string {
  if (text.length <= MAX_LENGTH) return renderQueryLiteral(text);
  // not through a surrogate pair
  return renderQueryLiteral(
    `${text
      .slice(0, MAX_LENGTH)
      .toWellFormed()
      .replace(/\uFFFD$/, "")}…`,
  );
}
