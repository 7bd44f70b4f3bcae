/**
 * The command line, a variable or the settings file says something that cannot be meant. The
 * message names what is wrong and, where it can be guessed, what was meant. Ends in exit code 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
