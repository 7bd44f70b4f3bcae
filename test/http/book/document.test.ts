import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApp } from "../../support/app.ts";

/** What of an operation these tests look at. */
interface Operation {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly name: string; readonly description?: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
}

interface Content {
  readonly schema: Schema;
  readonly example?: unknown;
}

interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const TEXT = readFileSync(
  new URL("../../../docs/reference/book-api.openapi.json", import.meta.url),
  "utf8",
);

const { paths } = JSON.parse(TEXT) as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const OPERATIONS = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    ...operation,
    call: `${method.toUpperCase()} ${path}`,
  })),
);

test("is an OpenAPI document", async () => {
  const result = await new Validator().validate(TEXT);

  assert.deepEqual(result.errors ?? [], []);
  assert.equal(result.valid, true);
});

test("has the calls of the book, and no others", async () => {
  const routes: string[] = [];
  const app = await openApp({
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) routes.push(`${one} ${url}`);
    },
  });
  await app[Symbol.asyncDispose]();

  const taken = routes
    .filter((call) => /^(?!HEAD )\w+ \/book\/v1\/(?!openapi\.json$)/.test(call))
    .map((call) => call.replaceAll(/:(\w+)/g, "{$1}"));

  assert.deepEqual(OPERATIONS.map(({ call }) => call).toSorted(), taken.toSorted());
});

test("gives each call a name of its own", () => {
  const names = OPERATIONS.map(({ operationId }) => operationId);

  assert.ok(!names.includes(undefined));
  assert.equal(new Set(names).size, names.length);
});

test("describes every call, its parameters, its body and its answers", () => {
  const isTold = (text: string | undefined) => text !== undefined && text.trim() !== "";
  const undescribed = OPERATIONS.flatMap(({ call, ...operation }) => {
    const { tags = [], parameters = [], requestBody, responses } = operation;
    const body = requestBody?.content["application/json"];
    return [
      ...(tags.length === 1 ? [] : [`${call}: tags`]),
      ...(isTold(operation.summary) ? [] : [`${call}: summary`]),
      ...(isTold(operation.description) ? [] : [`${call}: description`]),
      ...parameters
        .filter(({ description }) => !isTold(description))
        .map(({ name }) => `${call}: parameter ${name}`),
      ...Object.entries(body?.schema.properties ?? {})
        .filter(([, { description }]) => !isTold(description))
        .map(([name]) => `${call}: member ${name}`),
      ...(body === undefined || body.example !== undefined ? [] : [`${call}: an example`]),
      ...Object.entries(responses)
        .filter(([, { description }]) => description === "Default Response")
        .map(([status]) => `${call}: answer ${status}`),
    ];
  });

  assert.deepEqual(undescribed, []);
});

test("says which calls need no login", () => {
  const open = OPERATIONS.filter(({ security }) => security?.length === 0);

  assert.deepEqual(
    open.map(({ call }) => call),
    ["POST /book/v1/session"],
  );
});
