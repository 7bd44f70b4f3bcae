import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Answer } from "../../support/app.ts";

/** What of a response these tests look at. */
interface Documented {
  readonly content: {
    readonly "application/json": {
      readonly schema: { readonly $ref: string };
      readonly examples: Readonly<Record<string, { readonly value?: { readonly error: string } }>>;
    };
  };
}

/** One call as documented. */
export interface Operation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: { readonly content: { readonly "*/*": { readonly examples: object } } };
  /** By status; `default` is the same for all, see {@link OTHER_REFUSALS}. */
  readonly responses: Readonly<Record<string, Documented | undefined>>;
}

/** A schema, as far as these tests walk through it. */
export type Schema = Readonly<Record<string, unknown>>;

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, { readonly description: string }>>;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly responses: { readonly Other: Documented };
  };
}

/** The document as it is checked in. */
export const TEXT = readFileSync(
  new URL("../../../docs/reference/panel-api.openapi.json", import.meta.url),
  "utf8",
);

export const DOCUMENT = JSON.parse(TEXT) as Document;

/** Every call of the document. */
export const OPERATIONS: readonly Operation[] = Object.entries(DOCUMENT.paths).flatMap(
  ([path, methods]) =>
    ["get", "post", "put", "patch", "delete"].flatMap((method) => {
      const operation = methods[method];
      return operation === undefined ? [] : [{ ...operation, path, method: method.toUpperCase() }];
    }),
);

/** The refusals of a call, `status text`. */
export function refusalsOf({ responses }: Operation): readonly string[] {
  return Object.entries(responses)
    .filter(([status]) => /^[45]/.test(status))
    .flatMap(([status, response]) => textsOf(response).map((text) => `${status} ${text}`));
}

/** What any call may be told beside its own refusals, `status text`. */
export const OTHER_REFUSALS: readonly string[] = Object.entries(
  DOCUMENT.components.responses.Other.content["application/json"].examples,
).map(([status, { value }]) => `${status} ${value?.error ?? ""}`);

function textsOf(response: Documented | undefined): string[] {
  const examples = response?.content["application/json"].examples ?? {};
  return Object.values(examples).map(({ value }) => value?.error ?? "");
}

const ajv = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  validateFormats: false,
});
const { schemas } = DOCUMENT.components;
ajv.addVocabulary(["components"]);
ajv.addSchema({ $id: "open", components: { schemas } });
ajv.addSchema({ $id: "closed", components: { schemas: closed(schemas) } });

/** The same schemas for values that have no member which is not documented; models stay open. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => closed(one));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value)
    .filter(([name]) => !name.startsWith("Model_"))
    .map(([name, one]) => [name, closed(one)] as const);
  const isClosed = "properties" in value && "required" in value;
  return {
    ...value,
    ...Object.fromEntries(members),
    ...(isClosed && { additionalProperties: false }),
  };
}

/**
 * How a value breaks a schema; empty when it does not.
 *
 * @param how `closed`: it has no member that is not documented either
 */
export function faults(schema: string, value: unknown, how: "open" | "closed" = "closed"): string {
  const validate = ajv.getSchema(`${how}#/components/schemas/${schema}`);
  if (validate === undefined) return `no schema ${schema}`;
  return validate(value) === true ? "" : ajv.errorsText(validate.errors);
}

/** How an answer differs from what is documented of the call; empty when it does not. */
export function deviation(operation: Operation, { status, headers, text }: Answer): string {
  if (headers.get("content-type") !== "application/json") return "it is no JSON";
  const body: unknown = JSON.parse(text);
  const response = operation.responses[String(status)];
  if (status === 200 && response !== undefined) {
    const { $ref } = response.content["application/json"].schema;
    return faults($ref.slice($ref.lastIndexOf("/") + 1), body);
  }
  const told = `${status} ${(body as { error: string }).error}`;
  if (![...refusalsOf(operation), ...OTHER_REFUSALS].includes(told)) return `it says ${told}`;
  return faults("Error", body);
}
