import { readVersion } from "../../../src/cli/version.ts";
import { type Operation, TAGS } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { LOG_PARAMETERS, LOGIN_PARAMETERS, SERIAL } from "./parameters.ts";
import { otherResponse, refusalResponses } from "./refusals.ts";
import { refTo, type Schema } from "./schema.ts";
import { SCHEMAS } from "./schemas.ts";

const SECURITY = {
  none: [],
  account: [{ token: [] }, { password: [] }],
  panel: [{ panelToken: [] }],
} as const;

/** `docs/reference/panel-api.openapi.json`: the panels' API as Doorbook answers it, OpenAPI 3.1. */
export function renderPanelApi(): string {
  return `${JSON.stringify(panelApi(), undefined, 2)}\n`;
}

function panelApi(): Schema {
  return {
    openapi: "3.1.0",
    info: {
      title: "Doorbook, as a BAS-IP panel",
      version: readVersion(),
      summary: "The panels' log API over all panels or one, and the receiver of their pushes",
      description:
        "Every answer is one line of JSON without white space, its type `application/json`. Every refusal is " +
        '`{"error":"…"}` in the panel\'s own words. `HEAD` is answered wherever `GET` is.\n\n' +
        'Each statement names its source: `spec`, the vendor\'s page "Get logs list"; `vendor`, another ' +
        "page of the vendor; `observed` on the wire of a real panel; `assumed`, decided by Doorbook.",
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    servers: [{ url: "http://127.0.0.1:8080" }],
    paths: Object.fromEntries(
      OPERATIONS.flatMap((operation) => pathsOf(operation)).toSorted(([a], [b]) =>
        a < b ? -1 : 1,
      ),
    ),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The token of a login" },
        password: { type: "http", scheme: "basic", description: "Name and password, on any call" },
        panelToken: { type: "http", scheme: "bearer", description: "The token of a push login" },
      },
      parameters: Object.fromEntries(
        [SERIAL, ...LOGIN_PARAMETERS, ...LOG_PARAMETERS].map((one) => [one.name, one]),
      ),
      responses: { Other: otherResponse() },
      examples: examples(),
      schemas: SCHEMAS,
    },
  };
}

function parameterRef(name: string): Schema {
  return { $ref: `#/components/parameters/${name}` };
}

function pathsOf(operation: Operation): [string, Schema][] {
  const atRoot: [string, Schema] = [operation.path, methodsOf(operation, "")];
  if (!operation.isOfPanels) return [atRoot];
  const ofPanel = { parameters: [parameterRef(SERIAL.name)], ...methodsOf(operation, "OfPanel") };
  return [atRoot, [`/panels/{serial}${operation.path}`, ofPanel]];
}

function methodsOf(operation: Operation, suffix: string): Schema {
  return Object.fromEntries(
    operation.methods.map((method) => [method, methodOf(operation, method, suffix)]),
  );
}

function methodOf(operation: Operation, method: string, suffix: string): Schema {
  const { tag, path, summary, description, parameters, body, answer, refusals, login } = operation;
  const words = path.split("/").slice(2).join(" ").split(/\W+/);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return {
    operationId: `${method}${name}${suffix}`,
    tags: [tag],
    summary,
    description,
    security: SECURITY[login],
    ...(parameters !== undefined && {
      parameters: parameters.map(({ name }) => parameterRef(name)),
    }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { "*/*": contentOf(body) } },
    }),
    responses: {
      200: { description: "OK", content: { "application/json": contentOf(answer) } },
      ...refusalResponses(refusals),
      default: { $ref: "#/components/responses/Other" },
    },
  };
}

function contentOf({ schema }: Operation["answer"]): Schema {
  const example = { $ref: `#/components/examples/${schema}` };
  return { schema: refTo(schema), examples: { [schema]: example } };
}

/** An answer or a body for each schema that has one, by the schema's name. */
function examples(): Record<string, Schema> {
  const shown = OPERATIONS.flatMap(({ body, answer }) => [answer, ...(body ? [body] : [])]);
  return Object.fromEntries(shown.map(({ schema, example }) => [schema, { value: example }]));
}
