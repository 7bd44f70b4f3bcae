import { WIRE_ERRORS, type WireErrorName } from "../../../src/basip/android/errors.ts";
import { readVersion } from "../../../src/cli/version.ts";
import { type Operation, OPERATIONS } from "./operations.ts";
import { LOG_PARAMETERS, LOGIN_PARAMETERS, SERIAL } from "./parameters.ts";
import { refTo, type Schema, SCHEMAS } from "./schemas.ts";

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
        '`{"error":"…"}` in the panel\'s own words; those of HTTP itself (405, 408, 413, 414, 415, 417, ' +
        "431, 503) have the same shape.",
      license: { name: "MIT", identifier: "MIT" },
    },
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
      responses: {
        NotFound: {
          description: `${WIRE_ERRORS.path}: any path that is not listed`,
          ...contentOf(refTo("Error"), { path: { value: { error: WIRE_ERRORS.path } } }),
        },
      },
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
  const { path, summary, description, parameters, body, answer, login } = operation;
  const words = path.split("/").slice(2).join(" ").split(/\W+/);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return {
    operationId: `${method}${name}${suffix}`,
    summary,
    description,
    security: SECURITY[login],
    ...(parameters !== undefined && {
      parameters: parameters.map(({ name }) => parameterRef(name)),
    }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { "*/*": { schema: refTo(body) } } },
    }),
    responses: {
      200: { description: "OK", ...contentOf(refTo(answer)) },
      ...refusalsOf(operation),
    },
  };
}

function contentOf(schema: Schema, examples?: Schema): Schema {
  const content = { schema, ...(examples !== undefined && { examples }) };
  return { content: { "application/json": content } };
}

/** By status: each refusal as an example, in the order in which it is reported. */
function refusalsOf({ refusals }: Operation): Record<string, Schema> {
  const names = Object.keys(WIRE_ERRORS).filter(isWireErrorName);
  const byStatus = Map.groupBy(
    names.filter((name) => refusals[name] !== undefined),
    (name) => String(refusals[name]),
  );
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => {
      const examples: Record<string, Schema> = {};
      for (const name of listed) examples[name] = { value: { error: WIRE_ERRORS[name] } };
      const description = listed.map((name) => WIRE_ERRORS[name]).join("; ");
      return [status, { description, ...contentOf(refTo("Error"), examples) }];
    }),
  );
}

function isWireErrorName(name: string): name is WireErrorName {
  return Object.hasOwn(WIRE_ERRORS, name);
}
