import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD, basic, refusal } from "../support/app.ts";
import { LANGUAGES } from "./languages.ts";
import {
  EXTRA_KEY,
  FIRST_MS,
  numbersOf,
  numbersWhere,
  SAMPLE_LOG,
  SAMPLE_PUSH,
  SECOND_ENDS_MS,
  type SampleEvent,
} from "./sample-log.ts";
import { expression, LOG_PATHS, PANEL, READER, search, triple, Twin } from "./twin.ts";

const MAX_INT64 = "9223372036854775807";
const TIME_FORMAT = "Wrong time format";
const TIME_RANGE = "Wrong time range: 'to' must be greater then 'from'";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
  await twin.app.addAccount("taras", "manager");
});

after(() => twin[Symbol.asyncDispose]());

/** Which events a question finds, over all of its pages; the total is held against them. */
async function found(question: string): Promise<unknown[]> {
  const numbers: unknown[] = [];
  for (let page = 1; ; page++) {
    const { list_items: items, list_option: option } = await twin.page(
      `${question}&limit=50&page_number=${String(page)}`,
    );
    numbers.push(...numbersOf(items));
    if (page < option.pagination.total_pages) continue;
    assert.equal(option.pagination.total_items, numbers.length);
    return numbers;
  }
}

for (const locale of LANGUAGES) {
  test(`§3.1.1 answers in ${locale} when asked to, and says so`, async () => {
    const { list_option: option, list_items: items } = await twin.page(`locale=${locale}`);
    const english = await twin.page("locale=en");

    assert.equal(option.locale.locale, locale);
    const isEnglish = locale === "en";
    items.forEach(({ name, info }, nth) => {
      assert.equal(name.text === english.list_items[nth]?.name.text, isEnglish, name.text);
      assert.equal(info.text === english.list_items[nth]?.info.text, isEnglish, info.text);
    });
  });
}

test("§3.1.2 answers in English when no language is asked for", async () => {
  assert.deepEqual(await twin.page(), await twin.page("locale=en"));
});

for (const locale of ["", "de", "EN", "uk-UA", "uk&locale=uk", "%zz", "__proto__"]) {
  test(`§3.1.3 answers locale=${locale} in English, and says en`, async () => {
    const page = await twin.page(`locale=${locale}`);

    assert.equal(page.list_option.locale.locale, "en");
    assert.deepEqual(page, await twin.page("locale=en"));
  });
}

test("§3.1.4 takes times in milliseconds, up to 64 bits", async () => {
  const later = FIRST_MS + 10_000;

  assert.deepEqual(
    await found(`from=${String(later)}`),
    numbersWhere(({ timestamp }) => timestamp >= later),
  );
  assert.deepEqual(
    await found(`from=${String(later + 1)}`),
    numbersWhere(({ timestamp }) => timestamp > later),
  );
  assert.deepEqual(await found(`from=${MAX_INT64}`), []);
  assert.equal((await found(`to=${MAX_INT64}`)).length, SAMPLE_LOG.length);
});

for (const [question, isAll] of [
  ["from=99999999999", false],
  ["to=99999999999", true],
  ["from=100000000000", true],
  ["to=100000000000", false],
  ["from=0", true],
  [`from=${String(Math.floor(FIRST_MS / 1000))}`, true],
  [`to=${String(Math.floor(FIRST_MS / 1000) - 1)}`, false],
] as const) {
  test(`§3.1.5 reads ${question} as ${isAll ? "all" : "none"} of events of 2024`, async () => {
    assert.equal((await found(question)).length, isAll ? SAMPLE_LOG.length : 0);
  });
}

test("§3.1.6 takes in the events at both bounds", async () => {
  const [from, to] = [FIRST_MS + 5000, FIRST_MS + 7000];

  const numbers = await found(`from=${String(from)}&to=${String(to)}`);

  assert.deepEqual(numbers, [10, 11, 12, 13, 14, 15]);
});

test("§3.1.7 takes a second as `to` to its last millisecond, as `from` from its first", async () => {
  const second = String(Math.floor(SECOND_ENDS_MS / 1000));
  const next = String(Math.floor(SECOND_ENDS_MS / 1000) + 1);

  assert.deepEqual((await found(`to=${second}`)).slice(-1), [153]);
  assert.deepEqual((await found(`to=${next}`)).slice(-1), [154]);
  assert.deepEqual(await found(`from=${next}`), [154, 155]);
  assert.deepEqual(await found(`from=${second}&to=${next}`), [153, 154]);
});

for (const [from, to] of [
  ["1713016000", "1713016000"],
  ["1713016000000", "1713016000"],
  ["1713016000", "1713016000000"],
  ["1713016000000", "1713016000000"],
  ["1713016000001", "1713016000"],
  ["1713016000999", "1713016000"],
] as const) {
  test(`§3.1.8 refuses from=${from} to=${to} before the second is filled up`, async () => {
    assert.equal(await twin.refusal(`from=${from}&to=${to}`), TIME_RANGE);
  });
}

test("§3.1.8 takes bounds of unequal units of which one is a millisecond later", async () => {
  assert.deepEqual(await found("from=1713016000&to=1713016000001"), []);
});

test("§3.1.9 takes either bound alone", async () => {
  const middle = FIRST_MS + 20_500;

  const [later, earlier] = [
    await found(`from=${String(middle)}`),
    await found(`to=${String(middle)}`),
  ];

  assert.deepEqual(
    [...earlier, ...later],
    SAMPLE_LOG.map(({ nth }) => nth),
  );
  assert.equal(earlier.length, 42);
});

for (const bound of ["from", "to"]) {
  for (const value of [
    "",
    "x",
    "-1",
    "-0",
    "1.5",
    "1e12",
    "0x10",
    "%2B1",
    "%201711919100000",
    "1711919100000%20",
    "1711919100000%0A",
    "%D9%A1",
    "null",
    "9223372036854775808",
    "99999999999999999999",
  ]) {
    test(`§3.1.10 refuses ${bound}=${value}, which is no time`, async () => {
      assert.equal(await twin.refusal(`${bound}=${value}`), TIME_FORMAT);
    });
  }

  test(`§3.1.10 takes digits up to 2^63-1 as ${bound}`, async () => {
    for (const value of ["0", "007", "00000000000000000000001", MAX_INT64])
      await twin.page(`${bound}=${value}`);
  });
}

for (const [from, to] of [
  ["2", "1"],
  ["1713016000001", "1713016000000"],
  [MAX_INT64, "9223372036854775806"],
  [MAX_INT64, MAX_INT64],
] as const) {
  test(`§3.1.11 refuses from=${from} to=${to} in the page's words`, async () => {
    assert.equal(await twin.refusal(`from=${from}&to=${to}`), TIME_RANGE);
  });
}

for (const limit of [10, 20, 30, 50]) {
  test(`§3.1.12 shows ${String(limit)} events a page when asked to, and says so`, async () => {
    const { list_option: option, list_items: items } = await twin.page(`limit=${String(limit)}`);

    assert.equal(items.length, limit);
    assert.equal(option.pagination.items_limit, limit);
  });
}

test("§3.1.13 shows 10 events a page when not told how many", async () => {
  assert.deepEqual(await twin.page(), await twin.page("limit=10"));
});

for (const limit of [
  "25",
  "0",
  "1",
  "11",
  "40",
  "100",
  "-10",
  "010",
  "10.0",
  "1e1",
  "x",
  "",
  "%2010",
]) {
  test(`§3.1.14 refuses limit=${limit}`, async () => {
    assert.equal(await twin.refusal(`limit=${limit}`), "Wrong pagination limit");
  });
}

test("§3.1.15 counts pages from 1, and shows the first when not told which", async () => {
  assert.deepEqual(await twin.page(), await twin.page("page_number=1"));
  assert.deepEqual(
    numbersOf((await twin.page("page_number=2")).list_items),
    [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
  );
});

for (const page of ["0", "-1", "1.5", "1e1", "x", "", "%2B1", "2147483648", MAX_INT64]) {
  test(`§3.1.16 refuses page_number=${page}`, async () => {
    assert.equal(await twin.refusal(`page_number=${page}`), "Wrong page number");
  });
}

for (const page of [17, 18, 1_000_000, 2_147_483_647]) {
  test(`§3.1.17 shows an empty page ${String(page)} past the end`, async () => {
    const { list_option: option, list_items: items } = await twin.page(
      `page_number=${String(page)}&limit=10`,
    );

    assert.deepEqual(items, []);
    assert.deepEqual(option.pagination, {
      total_items: SAMPLE_LOG.length,
      items_limit: 10,
      total_pages: 16,
      current_page: page,
    });
  });
}

for (const [dialect, name] of [
  ["sort_type=", "sort_type"],
  ["order_by=timestamp%20", "order_by"],
] as const) {
  test(`§3.1.18 sorts by time, and in exact reverse, by ${name}`, async () => {
    const rising = await found(`${dialect}asc`);
    const falling = await found(`${dialect}desc`);

    assert.deepEqual(
      rising,
      SAMPLE_LOG.map(({ nth }) => nth),
    );
    assert.deepEqual(falling, rising.toReversed());
    for (const [order, isRising] of [
      ["asc", true],
      ["desc", false],
    ] as const)
      assert.equal((await twin.page(dialect + order)).list_option.sort.asc, isRising);
  });
}

for (const [setting, times] of [
  [undefined, [1000, 2000]],
  ["asc", [1000, 2000]],
  ["desc", [2000, 1000]],
] as const) {
  test(`§3.1.19 sorts as ${times.join(", ")} where the setting is ${String(setting)}`, async () => {
    const settings = setting === undefined ? {} : { defaultSort: setting };
    await using own = await Twin.open({ settings });
    await own.push(['{"created_at":1000,"code":"x"}', '{"created_at":2000,"code":"x"}']);

    assert.deepEqual(await own.times(), times);
    assert.deepEqual(await own.times("sort_type=asc"), [1000, 2000]);
    assert.deepEqual(await own.times("order_by=timestamp%20desc"), [2000, 1000]);
  });
}

for (const sort of ["up", "ASC", "", "asc%20", "timestamp%20asc"]) {
  test(`§3.1.20 refuses sort_type=${sort}`, async () => {
    assert.equal(await twin.refusal(`sort_type=${sort}`), "Wrong sort type");
  });
}

/** Filters with what they hold for. */
const FILTERS = [
  ["category", "access", ({ category }) => category === "access"],
  ["category", "emergency", ({ category }) => category === "emergency"],
  ["category", "system", ({ category }) => category === "system"],
  ["category", "info", ({ category }) => category === "info"],
  ["priority", "critical", ({ priority }) => priority === "critical"],
  ["priority", "high", ({ priority }) => priority === "high"],
  ["priority", "medium", ({ priority }) => priority === "medium"],
  ["priority", "low", ({ priority }) => priority === "low"],
  ["name", "access_denied_by_unknown_card", ({ key }) => key === "access_denied_by_unknown_card"],
  ["name", "multi_access_denied", () => false],
  ["name", EXTRA_KEY, ({ key }) => key === EXTRA_KEY],
] as const satisfies readonly (readonly [string, string, (event: SampleEvent) => boolean])[];

for (const [field, value, holds] of FILTERS) {
  test(`§3.1.21 filters by ${field} ${value} in three parameters`, async () => {
    const numbers = await found(triple(field, value));

    assert.deepEqual(numbers, numbersWhere(holds));
  });

  test(`§3.1.25 knows the value ${value} of ${field}, in every form of a filter`, async () => {
    const filter = { filter_field: field, filter_type: "equal", filter_value: value };
    const expected = numbersWhere(holds);

    for (const question of [
      triple(field, value),
      search({ filter: JSON.stringify(filter) }),
      expression(`${field} eq '${value}'`),
    ])
      assert.deepEqual(await found(question), expected, question);
  });

  test(`§3.1.27 filters by ${field} ${value} in one JSON object`, async () => {
    for (const text of [
      `{"filter_field":"${field}","filter_type":"equal","filter_value":"${value}"}`,
      ` { "filter_value" : "${value}" , "filter_type":"equal","x":1,"filter_field":"${field}" } `,
    ])
      assert.deepEqual(await found(search({ filter: text })), numbersWhere(holds));
  });
}

for (const field of ["door", "timestamp", "Category", "", "model", "__proto__"]) {
  test(`§3.1.22 refuses filter_field=${field}`, async () => {
    assert.equal(await twin.refusal(triple(field, "access")), "Wrong filter field");
  });
}

for (const type of ["like", "eq", "EQUAL", "not_equal", ""]) {
  test(`§3.1.23 refuses filter_type=${type}`, async () => {
    const question = `filter_field=category&filter_type=${type}&filter_value=access`;

    assert.equal(await twin.refusal(question), "Wrong filter type");
  });
}

test("§3.1.24 takes filter_format=string beside a filter, and alone", async () => {
  const filter = triple("category", "access");

  assert.deepEqual(await found(`${filter}&filter_format=string`), await found(filter));
  assert.deepEqual(await found("filter_format=string"), await found(""));
});

for (const format of ["number", "String", "", "string&filter_format=string"]) {
  test(`§3.1.24 refuses filter_format=${format}`, async () => {
    const question = `${triple("category", "access")}&filter_format=${format}`;

    assert.equal(await twin.refusal(question), "Wrong filter format");
    assert.equal(await twin.refusal(`filter_format=${format}`), "Wrong filter format");
  });
}

for (const [field, value] of [
  ["category", "doors"],
  ["category", "high"],
  ["category", "Access"],
  ["category", ""],
  ["priority", "access"],
  ["priority", "urgent"],
  ["name", "access"],
  ["name", "no_such_key"],
  ["name", "Unknown identifier"],
  ["name", "__proto__"],
] as const) {
  test(`§3.1.25 refuses the value "${value}" of ${field}, in every form of a filter`, async () => {
    const filter = { filter_field: field, filter_type: "equal", filter_value: value };

    for (const question of [
      triple(field, value),
      search({ filter: JSON.stringify(filter) }),
      expression(`${field} eq '${value}'`),
    ])
      assert.equal(await twin.refusal(question), "Wrong filter value", question);
  });
}

for (const [members, error] of [
  [["filter_field", "filter_value"], "Wrong filter type"],
  [["filter_type", "filter_value"], "Wrong filter field"],
  [["filter_field", "filter_type"], "Wrong filter value"],
  [["filter_value"], "Wrong filter type"],
  [["filter_field"], "Wrong filter type"],
  [["filter_type"], "Wrong filter field"],
] as const) {
  const filter = { filter_field: "category", filter_type: "equal", filter_value: "access" };
  const given = Object.fromEntries(members.map((name) => [name, filter[name]]));
  const nulls = { filter_field: null, filter_type: null, filter_value: null };

  test(`§3.1.26 says "${error}" where only ${members.join(" and ")} is given`, async () => {
    assert.equal(await twin.refusal(search(given)), error);
  });

  test(`§3.1.27 says "${error}" of a JSON object with ${members.join(" and ")} alone`, async () => {
    for (const object of [given, { ...nulls, ...given }])
      assert.equal(await twin.refusal(search({ filter: JSON.stringify(object) })), error);
  });
}

for (const text of [
  "{",
  "{}}",
  "{'filter_field':'category'}",
  "{filter_field:1}",
  '{"a":1,}',
  "{a}",
]) {
  test(`§3.1.28 refuses filter=${text}, which is no JSON`, async () => {
    assert.equal(await twin.refusal(search({ filter: text })), "Wrong filter format");
  });
}

test("§3.1.29 takes what begins with no brace for an expression", async () => {
  const question = expression("category eq 'emergency' or category eq 'info'");

  assert.deepEqual(
    await found(question),
    numbersWhere(({ category }) => category === "emergency" || category === "info"),
  );
});

for (const text of ["category", "[1]", '"category"', "category=access", "null", "category eq"]) {
  test(`§3.1.29 refuses filter=${text}, which is no expression`, async () => {
    assert.equal(await twin.refusal(search({ filter: text })), "Wrong filter format");
  });
}

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
