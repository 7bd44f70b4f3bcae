import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD, basic, refusal } from "../support/app.ts";
import { numbersWhere, SAMPLE_PUSH } from "./sample-log.ts";
import { expression, LOG_PATHS, PANEL, READER, search, triple, Twin } from "./twin.ts";

const TIME_FORMAT = "Wrong time format";
const TIME_RANGE = "Wrong time range: 'to' must be greater then 'from'";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
  await twin.app.addAccount("taras", "manager");
});

after(() => twin[Symbol.asyncDispose]());

for (const [question, error] of [
  ["limit=10&limit=10", "Wrong pagination limit"],
  ["page_number=1&page_number=1", "Wrong page number"],
  [`${triple("category", "access")}&filter_type=equal`, "Wrong filter type"],
  [`${triple("category", "access")}&filter_field=category`, "Wrong filter field"],
  [`${triple("category", "access")}&filter_value=access`, "Wrong filter value"],
  ["filter=&filter=", "Wrong filter format"],
  ["filter=category%20eq%20%27info%27&filter=category%20eq%20%27info%27", "Wrong filter format"],
  ["sort_type=asc&sort_type=asc", "Wrong sort type"],
  ["order_by=timestamp&order_by=timestamp", "Wrong sort field"],
  ["from=1&from=1", TIME_FORMAT],
  ["to=1&to=1", TIME_FORMAT],
] as const) {
  test(`§3.1.30 refuses ${question}, a parameter given twice`, async () => {
    assert.equal(await twin.refusal(question), error);
  });
}

/** What is wrong in a question, in the order in which it is told; each beside parameters that are right. */
const WRONG = [
  ["Wrong pagination limit", { limit: "11" }],
  ["Wrong page number", { page_number: "0" }],
  ["Wrong filter type", { filter_type: "like" }],
  ["Wrong filter field", { filter_field: "door" }],
  ["Wrong filter format", { filter_format: "number" }],
  ["Wrong filter value", { filter_value: "doors" }],
  ["Wrong sort type", { sort_type: "up" }],
  ["Wrong sort field", { order_by: "name asc" }],
  [TIME_FORMAT, { from: "x" }],
  [TIME_RANGE, { from: "2", to: "1" }],
] as const satisfies readonly (readonly [string, Record<string, string>])[];

const RIGHT = {
  limit: "10",
  page_number: "1",
  filter_type: "equal",
  filter_field: "category",
  filter_format: "string",
  filter_value: "access",
  order_by: "timestamp asc",
  from: "1",
  to: "2",
};

for (const [nth, [error, wrong]] of WRONG.entries()) {
  test(`§3.1.31 tells "${error}" before whatever comes behind it`, async () => {
    const later = WRONG.slice(nth + 1).map(([, parameters]) => parameters);

    for (const other of [{}, ...later, Object.assign({}, ...later.toReversed())])
      assert.equal(await twin.refusal(search({ ...RIGHT, ...other, ...wrong })), error);
  });
}

for (const [text, error] of [
  ["owner gt 'x' or name gt 'x' or priority eq 'x'", "Wrong filter type"],
  ["priority eq 'x' and owner eq 'x'", "Wrong filter field"],
] as const) {
  test(`§3.1.31 tells "${error}" first of the expression ${text}`, async () => {
    assert.equal(await twin.refusal(`${expression(text)}&sort_type=up&from=x`), error);
  });
}

for (const path of LOG_PATHS) {
  test(`§3.1.32 looks at the token, then the rights, then the parameters, at ${path}`, async () => {
    const ask = (headers: Record<string, string>) => twin.app.get(`${path}?limit=11`, headers);

    const [stranger, manager, admin] = [
      await ask({}),
      await ask(basic("taras", ADMIN_PASSWORD)),
      await ask(READER),
    ];

    assert.deepEqual([stranger.status, stranger.text], [401, refusal("Log In")]);
    assert.deepEqual(
      [manager.status, manager.text],
      [400, refusal("Administrator rights required")],
    );
    assert.deepEqual([admin.status, admin.text], [400, refusal("Wrong pagination limit")]);
  });
}

test("§3.1.33 passes over timeFrom and timeTo", async () => {
  assert.deepEqual(await twin.page("timeFrom=x&timeTo=1"), await twin.page());
});

for (const base of ["", `/panels/${PANEL}`]) {
  for (const path of [
    "/api/v1/log",
    "/api/v1/log/items/1",
    "/api/v1/nothing",
    "/api/v2/log/items",
    "/api",
  ]) {
    test(`§3.1.34 has nothing at ${base}${path}, and says so in JSON`, async () => {
      for (const headers of [{}, READER]) {
        const answer = await twin.app.get(base + path, headers);

        assert.deepEqual([answer.status, answer.text], [404, '{"error":"Not found"}']);
        assert.equal(answer.headers.get("content-type"), "application/json");
      }
    });
  }
}

const access = numbersWhere(({ category }) => category === "access");

for (const [line, expected] of [
  [
    "GET /api/v1/log/items?locale=ru&limit=10&page_number=7&filter_field=category&filter_type=equal&filter_value=access",
    access.slice(60, 70),
  ],
  [
    "GET /api/v1/log/items?locale=ru&limit=10&page_number=8&from=1711919100000&filter_field=category&filter_type=equal&filter_value=access",
    access.slice(70, 80),
  ],
  [
    "GET /api/v1/log/items?locale=en&from=1713015696315&limit=50&page_number=2&sort_type=asc&filter_field=category&filter_type=equal&filter_value=access",
    access.slice(50, 100),
  ],
  ["GET /api/v1/log/items?limit=10&page_number=1", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
] as const) {
  test(`§3.1.35 answers ${line}`, async () => {
    const { authorization } = READER;

    const answer = await twin.app.send(
      `${line} HTTP/1.1\r\nHost: 10.0.0.7\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
    );

    assert.equal(answer.status, 200);
    const { list_items: items } = JSON.parse(answer.text) as {
      list_items: { info: { model: { nth: number } } }[];
    };
    assert.ok(expected.length >= 10);
    assert.deepEqual(
      items.map(({ info }) => info.model.nth),
      expected,
    );
  });
}
