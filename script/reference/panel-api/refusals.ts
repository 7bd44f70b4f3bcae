import { WIRE_ERRORS } from "../../../src/basip/android/errors.ts";
import { UNREADABLE_PUSH } from "../../../src/basip/link/render.ts";
import { FRAMEWORK_REFUSALS } from "../../../src/http/error-handler.ts";
import { refTo, type Schema } from "./schema.ts";

const { rights, ...others } = WIRE_ERRORS;

/** Refusals by name, to the letter; of several with one status that apply, the first is told. */
export const REFUSALS = { rights, ...others, unreadablePush: UNREADABLE_PUSH } as const;

export type RefusalName = keyof typeof REFUSALS;

/** What a call may be refused for, with the status of each. */
export type Refusals = Readonly<Partial<Record<RefusalName, number>>>;

/** What is told of failures of our own, by status. */
const FAILURES = { 500: "Internal error", 503: "Too many pushes at once, try again" } as const;

/** The refusals of a call as its responses: each as an example, in the order in which it is told. */
export function refusalResponses(refusals: Refusals): Record<string, Schema> {
  const names = Object.keys(REFUSALS).filter(isRefusalName);
  const byStatus = Map.groupBy(
    names.filter((name) => refusals[name] !== undefined),
    (name) => String(refusals[name]),
  );
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      status,
      errorResponse(
        listed.map((name) => REFUSALS[name]).join("; "),
        listed.map((name) => [name, REFUSALS[name]]),
      ),
    ]),
  );
}

/**
 * What any call may be told beside its own refusals: by HTTP, before the call is looked at, and when
 * the server fails. The examples are named by their statuses.
 */
export function otherResponse(): Schema {
  const texts = Object.entries({ ...FRAMEWORK_REFUSALS, ...FAILURES });
  const told = texts.map(([status, error]) => `${status} ${error}`).join("; ");
  return errorResponse(
    `${told}. 404 is any other path; 503 comes with its reason and passes: try again. ` +
      "The words: assumed.",
    texts,
  );
}

function errorResponse(
  description: string,
  errors: readonly (readonly [string, string])[],
): Schema {
  const examples = Object.fromEntries(errors.map(([name, error]) => [name, { value: { error } }]));
  return { description, content: { "application/json": { schema: refTo("Error"), examples } } };
}

function isRefusalName(name: string): name is RefusalName {
  return Object.hasOwn(REFUSALS, name);
}
