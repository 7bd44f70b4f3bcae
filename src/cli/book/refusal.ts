import { DoorbookError } from "../../book-client/doorbook-error.ts";
import { printable } from "../table.ts";
import { widthOf } from "../text-width.ts";
import { tlsHint } from "./trust.ts";

/** Exit codes of the commands that ask a server, as `grep` has them, and one for who may not ask. */
export const EXIT = { found: 0, nothing: 1, failed: 2, refused: 3 } as const;

/** The same for the help. */
export const EXIT_NOTES =
  "Ends with 0 when something was found, 1 when nothing was, 2 when the question could not be answered, " +
  "3 when the server refuses the caller.";

const REFUSED: readonly string[] = ["unauthorised", "forbidden"];

/**
 * Tells why a server did not answer, with a caret under what is wrong with a query.
 *
 * @param query what the person wrote
 * @returns the exit code
 * @throws the error when it is none of a server
 */
export function tellRefusal(error: unknown, query: string): number {
  if (!(error instanceof DoorbookError)) throw error;
  const { code, message, position, retryAfterMs = 0 } = error;
  console.error(`doorbook: ${printable(message)}`);
  if (position !== undefined && position <= query.length) {
    const before = printable(query.slice(0, position));
    console.error(`  ${printable(query)}\n  ${" ".repeat(widthOf(before))}^`);
  }
  if (code === "unauthorised") {
    console.error("Is the token or the password good for this server, and not expired?");
  }
  const hint = code === "unreachable" ? tlsHint(message) : undefined;
  if (hint !== undefined) console.error(hint);
  if (retryAfterMs > 0) console.error(`Try again in ${Math.ceil(retryAfterMs / 1000)} s.`);
  return REFUSED.includes(code) ? EXIT.refused : EXIT.failed;
}
