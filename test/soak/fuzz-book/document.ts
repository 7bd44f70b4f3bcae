import { Ajv2020 } from "ajv/dist/2020.js";

/** A schema, as far as values are made by it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Examples of a parameter or a body. */
interface Shown {
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A parameter as documented. */
export interface Parameter extends Shown {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** A body as documented. */
export interface Body extends Shown {
  readonly schema: Schema;
}

/** One call as documented. */
export interface Operation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  /** The statuses that it names. */
  readonly statuses: readonly string[];
  /** What files it may answer with, by their types. */
  readonly files: readonly string[];
}

interface Documented {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Body>> };
  readonly responses: Readonly<Record<string, { readonly content?: object }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Documented>>>>;
}

const JSON_TYPE = "application/json";

/** A served OpenAPI document: its calls, and whether answers are as it says. */
export class BookDocument {
  readonly operations: readonly Operation[];
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false });

  constructor(text: string) {
    const document = JSON.parse(text) as Document;
    this.#ajv.addSchema({ ...document, $id: "book" });
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, said]) => ({
        method: method.toUpperCase(),
        path,
        parameters: said.parameters ?? [],
        body: said.requestBody?.content[JSON_TYPE],
        statuses: Object.keys(said.responses),
        files: Object.keys(said.responses["200"]?.content ?? {}).filter(isFile),
      })),
    );
  }

  /** How an answer differs from what is documented; empty when it does not. */
  deviation(operation: Operation, status: number, type: string, text: string): string {
    const named = String(status);
    const key = operation.statuses.includes(named) ? named : "default";
    if (key === "default" && status < 400) return "no such status is documented";
    if (status === 204) return text === "" ? "" : "204 with a body";
    if (type === "text/event-stream") return status === 200 ? "" : "a refusal as a stream";
    if (status === 200 && operation.files.includes(type)) return "";
    if (type !== JSON_TYPE) return `it is ${type}`;
    const steps = ["paths", operation.path, operation.method.toLowerCase(), "responses", key];
    const pointer = [...steps, "content", JSON_TYPE, "schema"].map(escapeStep).join("/");
    const validate = this.#ajv.getSchema(`book#/${pointer}`);
    if (validate === undefined) return `no schema of ${key}`;
    return validate(JSON.parse(text)) === true ? "" : this.#ajv.errorsText(validate.errors);
  }
}

function escapeStep(step: string): string {
  return encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"));
}

/** The values that the document itself shows or lists, and so are good. */
export function shownValues({ example, examples = {} }: Shown): readonly unknown[] {
  const all = [example, ...Object.values(examples).map(({ value }) => value)];
  return all.filter((value) => value !== undefined);
}

function isFile(type: string): boolean {
  return type !== JSON_TYPE && type !== "text/event-stream";
}
