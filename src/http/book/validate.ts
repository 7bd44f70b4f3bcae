import { Ajv } from "ajv";
import type { FastifyInstance } from "fastify";

/** What all requests have in common: what nobody asked for is refused, not passed over. */
const OPTIONS = { allErrors: false, removeAdditional: false, strict: false } as const;

/**
 * Holds requests against the schemas of their routes. Parameters are texts, which become what the schema
 * says; of a body every member must be of its type, for `""` in place of a scope would be none.
 */
export function validateRequests(book: FastifyInstance): void {
  const ofText = new Ajv({ ...OPTIONS, coerceTypes: "array", useDefaults: true });
  const ofJson = new Ajv({ ...OPTIONS, coerceTypes: false, useDefaults: false });
  book.setValidatorCompiler(({ schema, httpPart }) =>
    (httpPart === "body" ? ofJson : ofText).compile(schema),
  );
}
