import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";
import { WIRE_ERRORS } from "../../src/basip/android/errors.ts";
import { EVENT_KEYS } from "../../src/event/catalog.ts";
import { openApp, type TestApp } from "../support/app.ts";
import { DAY_MS, event } from "../support/events.ts";

/** What of the document these tests walk through. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, Response | undefined>>;
}

interface Response {
  readonly content: {
    readonly "application/json": {
      readonly schema: { readonly $ref: string };
      readonly examples?: Readonly<Record<string, { readonly value: { readonly error: string } }>>;
    };
  };
}

const TEXT = readFileSync(
  new URL("../../docs/reference/panel-api.openapi.json", import.meta.url),
  "utf8",
);
const DOCUMENT = JSON.parse(TEXT) as Document;
const METHODS = ["get", "post", "put"];

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(JSON.parse(TEXT) as object, "panel-api");

let app: TestApp;
let headers: Record<string, string>;

before(async () => {
  app = await openApp({ settings: { linkPassword: "link pw" } });
  await app.addAccount("concierge", "manager");
  await app.stores.log.append(
    "p1",
    EVENT_KEYS.map((key, nth) =>
      event({ key, occurredAtMs: DAY_MS + nth, category: undefined, priority: undefined }),
    ),
  );
  const { authorization } = await app.bearer();
  headers = { authorization };
});

after(() => app[Symbol.asyncDispose]());

test("the document is an OpenAPI document", async () => {
  const result = await new Validator().validate(TEXT);

  assert.deepEqual(result.errors ?? [], []);
  assert.equal(result.valid, true);
});

test("the document has the calls that the server takes, and no others", () => {
  const taken = app.doorbook.app
    .printRoutes({ commonPrefix: false })
    .split("\n")
    .flatMap((line) => {
      const [, path = "", methods = ""] = /(\/\S+) \(([^)]+)\)/.exec(line) ?? [];
      return methods
        .split(", ")
        .map((method) => `${method} ${path.replace(":serial", "{serial}")}`);
    })
    .filter((call) => /^(?!HEAD )\w+ \/(?!healthz|readyz)/.test(call));

  const documented = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method] !== undefined).map(
      (method) => `${method.toUpperCase()} ${path}`,
    ),
  );

  assert.deepEqual(documented.toSorted(), taken.toSorted());
});

test("the document has every refusal of the panel's, to the letter, and no others", () => {
  const documented = new Set(TEXT.match(/(?<="error": )"[^"]*"/g));

  assert.deepEqual(
    [...documented].toSorted(),
    Object.values(WIRE_ERRORS)
      .map((text) => JSON.stringify(text))
      .toSorted(),
  );
});

/** How an answer must be, by the document. */
function expected(method: string, path: string, status: number): Response {
  const operation = DOCUMENT.paths[path]?.[method.toLowerCase()];
  const response = operation?.responses[String(status)];
  assert.ok(response, `${method} ${path} documents no ${String(status)}`);
  return response;
}

function checkAnswer(response: Response, answered: string): void {
  const { schema, examples } = response.content["application/json"];
  const validate: ValidateFunction | undefined = ajv.getSchema(`panel-api${schema.$ref}`);
  const body: unknown = JSON.parse(answered);
  assert.ok(validate, schema.$ref);
  assert.ok(validate(body), ajv.errorsText(validate.errors));
  if (examples === undefined) return;
  const texts = Object.values(examples).map(({ value }) => value.error);
  assert.ok(
    texts.some((text) => answered === JSON.stringify({ error: text })),
    answered,
  );
}

for (const [path, methods] of Object.entries(DOCUMENT.paths)) {
  if (path.includes("/devices/")) continue;
  for (const method of METHODS.filter((one) => methods[one] !== undefined)) {
    const upper = method.toUpperCase();
    // who logs out has no token for the others
    const isLogout = path.endsWith("/logout");

    test(`answers ${upper} ${path} as documented, logged in and not`, async () => {
      const caller = isLogout ? await app.bearer() : headers;
      const url = path
        .replace("{serial}", "p1")
        .replace(/login$/, "login?username=admin&password=x");
      const body = path.endsWith("clear") ? '{"clear_fields":["photos"]}' : undefined;
      const init = { headers: caller, ...(body !== undefined && { body }) };

      for (const answer of [
        await app.request(upper, url, init),
        await app.request(upper, url, body === undefined ? {} : { body }),
      ]) {
        checkAnswer(expected(upper, path, answer.status), answer.text);
      }
    });
  }
}

for (const search of [
  "limit=50",
  "limit=50&locale=uk&sort_type=desc&page_number=9",
  "filter=priority%20eq%20%27high%27",
  "limit=11",
  "page_number=0",
  "filter_type=x",
  "filter_type=equal",
  "filter=name",
  "filter=name%20eq%20%27x%27",
  "sort_type=up",
  "order_by=name",
  "from=x",
  "from=2&to=1",
]) {
  for (const path of ["/api/v1/log/items", "/panels/{serial}/api/v0/log/list"]) {
    test(`answers ${path}?${search} as documented`, async () => {
      const answer = await app.get(`${path.replace("{serial}", "p1")}?${search}`, headers);

      checkAnswer(expected("GET", path, answer.status), answer.text);
    });
  }
}

for (const name of ["admin", "concierge"]) {
  test(`answers the login of ${name}, and one that lacks a part, as documented`, async () => {
    for (const answer of [await app.login(name), await app.get("/api/v1/login?username=admin")]) {
      checkAnswer(expected("GET", "/api/v1/login", answer.status), answer.text);
    }
    const { authorization } = await app.bearer(name);
    const items = await app.get("/api/v1/log/items", { authorization });
    checkAnswer(expected("GET", "/api/v1/log/items", items.status), items.text);
  });
}

test("answers panels as documented", async () => {
  const login = (password: string) =>
    app.post("/api/v0/devices/login", JSON.stringify({ login: "p2", password }));
  const good = await login("link pw");
  const { token } = JSON.parse(good.text) as { token: string };
  const bearer = { authorization: `Bearer ${token}` };
  const push = JSON.stringify({ events: [{ created_at: DAY_MS, code: "tamper_event" }] });

  for (const [method, call, answer] of [
    ["POST", "login", good],
    ["POST", "login", await login("wrong")],
    ["PUT", "logs", await app.put("/any/prefix/api/v0/devices/logs", push, bearer)],
    ["POST", "logs", await app.post("/api/v0/devices/logs", push, bearer)],
    ["PUT", "logs", await app.put("/api/v0/devices/logs", push)],
    ["POST", "pong", await app.post("/api/v0/devices/pong")],
    ["POST", "refresh", await app.post("/api/v0/devices/refresh")],
  ] as const) {
    checkAnswer(expected(method, `/api/v0/devices/${call}`, answer.status), answer.text);
  }
});

test("the schemas refuse an answer that lacks something", async () => {
  const { text } = await app.get("/api/v1/log/items?limit=50", headers);
  const response = expected("GET", "/api/v1/log/items", 200);

  for (const part of ['"total_items":', '"compare_operators":', '"key":', '"model":']) {
    assert.throws(() => checkAnswer(response, text.replaceAll(part, '"other":')), part);
  }
});
