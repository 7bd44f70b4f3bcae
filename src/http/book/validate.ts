import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import type { FastifyInstance } from "fastify";

/** What all requests have in common: what nobody asked for is refused, not passed over. */
const OPTIONS = { allErrors: false, removeAdditional: false, strict: false } as const;

/**
 * Holds requests against the schemas of their routes. Parameters are texts, which become what the schema
 * says; of a body every member must be of its type, for `""` in place of a scope would be none. A schema is
 * compiled by the first request that needs it, so that a start waits for none of them.
 */
export function validateRequests(book: FastifyInstance): void {
  const ofText = lazily(() => new Ajv({ ...OPTIONS, coerceTypes: "array", useDefaults: true }));
  const ofJson = lazily(() => new Ajv({ ...OPTIONS, coerceTypes: false, useDefaults: false }));
  book.setValidatorCompiler(({ schema, httpPart }) => {
    const check = lazily((): ValidateFunction => {
      return (httpPart === "body" ? ofJson() : ofText()).compile(schema);
    });
    return (data: unknown) => check()(data) || { error: check().errors ?? [] };
  });
}

/** The same, but of bodies nothing is asked: whoever reads them holds them against their schema. */
export function validateAllButBodies(book: FastifyInstance): void {
  const ofText = lazily(() => new Ajv({ ...OPTIONS, coerceTypes: "array", useDefaults: true }));
  book.setValidatorCompiler(({ schema, httpPart }) => {
    if (httpPart === "body") return () => true;
    const check = lazily((): ValidateFunction => ofText().compile(schema));
    return (data: unknown) => check()(data) || { error: check().errors ?? [] };
  });
}

/**
 * Has the schemas of answers describe them in the document and no more: answers are sent as bytes, and a
 * serializer of each, which the framework makes otherwise, is a third of a server's start.
 */
export function describeAnswersOnly(book: FastifyInstance): void {
  book.setSerializerCompiler(() => JSON.stringify);
}

/** Makes a value when it is asked for first, and keeps it. */
function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
