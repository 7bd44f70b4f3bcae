import assert from "node:assert/strict";
import { test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { filledModel } from "../../../script/reference/sample-model.ts";
import { WIRE_ERRORS } from "../../../src/basip/android/errors.ts";
import { EVENT_CATALOG, EVENT_KEYS } from "../../../src/event/catalog.ts";
import { openApp } from "../../support/app.ts";
import { DOCUMENT, faults, OPERATIONS, OTHER_REFUSALS, refusalsOf, TEXT } from "./document.ts";
import type { Schema } from "./document.ts";

test("is an OpenAPI document", async () => {
  const result = await new Validator().validate(TEXT);

  assert.deepEqual(result.errors ?? [], []);
  assert.equal(result.valid, true);
});

test("has the calls that the server takes, and no others", async () => {
  const routes: string[] = [];
  const app = await openApp({
    onRoute: ({ method, url }) => {
      for (const one of [method].flat()) routes.push(`${one} ${url}`);
    },
  });
  await app[Symbol.asyncDispose]();

  const taken = routes
    .filter((call) => /^(?!HEAD )\w+ \/(?!healthz|readyz|metrics|book\/|docs)/.test(call))
    .map((call) => call.replace(":serial", "{serial}"));

  const documented = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(documented.toSorted(), taken.toSorted());
});

test("has every refusal of the panel's, to the letter", () => {
  const documented = new Set(
    [...OTHER_REFUSALS, ...OPERATIONS.flatMap((one) => refusalsOf(one))].map((one) => one.slice(4)),
  );

  assert.deepEqual(
    Object.values(WIRE_ERRORS).filter((text) => !documented.has(text)),
    [],
  );
});

test("gives each call a name of its own", () => {
  const names = OPERATIONS.map(({ operationId }) => operationId);

  assert.equal(new Set(names).size, names.length);
});

/** Where a schema, or one in it, is not described. */
function undescribed(schema: Schema, path: string): string[] {
  const inner = [
    ...Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, Schema>>),
    ...(schema["items"] === undefined ? [] : [["[]", schema["items"] as Schema] as const]),
  ];
  const here = "$ref" in schema || schema["description"] !== undefined ? [] : [path];
  return [...here, ...inner.flatMap(([name, one]) => undescribed(one, `${path}.${name}`))];
}

test("describes every call, parameter, schema and field", () => {
  const { parameters, schemas } = DOCUMENT.components;

  const without = [
    ...OPERATIONS.filter(({ summary }) => summary === "").map(({ path }) => path),
    ...Object.entries(schemas).flatMap(([name, schema]) => undescribed(schema, name)),
  ];

  assert.deepEqual(without, []);
  assert.ok(Object.keys(parameters).length > 0);
});

test("says of every call and parameter where it is from", () => {
  const told = [
    ...OPERATIONS.map(({ path, description }) => [path, description] as const),
    ...Object.entries(DOCUMENT.components.parameters).map(
      ([name, { description }]) => [name, description] as const,
    ),
  ];

  const without = told.filter(([, text]) => !/\b(?:spec|vendor|observed|assumed)\b/.test(text));

  assert.deepEqual(without, []);
});

test("has examples that its own schemas take", () => {
  const wrong = Object.entries(DOCUMENT.components.examples).map(([schema, { value }]) =>
    faults(schema, value, schema.startsWith("Push") || schema === "Clearing" ? "open" : "closed"),
  );

  assert.ok(wrong.length > 0);
  assert.deepEqual(
    wrong.filter((one) => one !== ""),
    [],
  );
});

for (const key of EVENT_KEYS) {
  test(`describes the model of ${key}`, () => {
    const { model } = EVENT_CATALOG[key];
    const [name = ""] =
      Object.entries(DOCUMENT.components.schemas).find(
        ([one, { description }]) =>
          one.startsWith("Model_") && String(description).includes(`\`${key}\``),
      ) ?? [];
    const filled = filledModel(model) as Readonly<Record<string, unknown>>;
    const fields = Object.keys(model.fields);

    assert.equal(faults(name, filled, "open"), "");
    for (const field of fields) {
      assert.notEqual(faults(name, { ...filled, [field]: 1.5 }, "open"), "", field);
    }
  });
}
