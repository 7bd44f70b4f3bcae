import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  EXTRA_KEY,
  FIRST_MS,
  found,
  numbersWhere,
  SAMPLE_PUSH,
  SECOND_ENDS_MS,
  type SampleEvent,
} from "./sample-log.ts";
import { expression, triple, Twin } from "./twin.ts";

const SECOND = Math.floor(SECOND_ENDS_MS / 1000);

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

type Holds = (event: SampleEvent) => boolean;

/** Holds what an expression finds against the plain sense of it. */
async function assertFinds(text: string, holds: Holds): Promise<void> {
  assert.deepEqual(await found(twin, expression(text)), numbersWhere(holds), text);
}

const isCard: Holds = ({ key }) => key === "access_denied_by_unknown_card";
const isHigh: Holds = ({ priority }) => priority === "high";
const isAccess: Holds = ({ category }) => category === "access";

for (const [text, holds] of [
  [
    "(name eq 'access_denied_by_unknown_card' or priority eq 'high') and timestamp ge 1711919100000",
    (event) => isCard(event) || isHigh(event),
  ],
  ["category eq 'system'", ({ category }) => category === "system"],
  ["  ( ( category eq 'info' ) )  ", ({ category }) => category === "info"],
  ["not category eq 'access' and not (priority eq 'high')", (e) => !isAccess(e) && !isHigh(e)],
  [
    "(category eq 'info' or category eq 'emergency') and (timestamp lt 1713015700315 or timestamp gt 1713016000999)",
    ({ category, timestamp }) =>
      (category === "info" || category === "emergency") &&
      (timestamp < 1_713_015_700_315 || timestamp > 1_713_016_000_999),
  ],
] as const satisfies readonly (readonly [string, Holds])[]) {
  test(`§4.1 answers ${text.trim()}`, () => assertFinds(text, holds));
}

for (const [field, value, holds] of [
  ["name", EXTRA_KEY, ({ key }) => key === EXTRA_KEY],
  ["category", "access", isAccess],
  ["priority", "high", isHigh],
] as const satisfies readonly (readonly [string, string, Holds])[]) {
  test(`§4.2 compares ${field} by eq and nq`, async () => {
    await assertFinds(`${field} eq '${value}'`, holds);
    await assertFinds(`${field} nq '${value}'`, (event) => !holds(event));
  });
}

const MIDDLE = FIRST_MS + 10_000;

for (const [operator, holds] of [
  ["eq", ({ timestamp }) => timestamp === MIDDLE],
  ["nq", ({ timestamp }) => timestamp !== MIDDLE],
  ["gt", ({ timestamp }) => timestamp > MIDDLE],
  ["ge", ({ timestamp }) => timestamp >= MIDDLE],
  ["lt", ({ timestamp }) => timestamp < MIDDLE],
  ["le", ({ timestamp }) => timestamp <= MIDDLE],
] as const satisfies readonly (readonly [string, Holds])[]) {
  test(`§4.2 compares timestamp by ${operator}`, () =>
    assertFinds(`timestamp ${operator} ${String(MIDDLE)}`, holds));
}

for (const [what, text, holds] of [
  [
    "windows that overlap",
    "timestamp le 1713015706315 or timestamp le 1713015716315",
    ({ timestamp }) => timestamp <= 1_713_015_716_315,
  ],
  [
    "kinds that overlap",
    "category eq 'access' or priority eq 'high' or category eq 'access'",
    (e) => isAccess(e) || isHigh(e),
  ],
  ["a contradiction", "priority eq 'high' and priority eq 'low'", () => false],
  [
    "windows that do not meet",
    "timestamp lt 1713015700000 and timestamp gt 1713015800000",
    () => false,
  ],
  ["what is always so", "priority eq 'high' or priority nq 'high'", () => true],
  [
    "different kinds in windows that overlap",
    "timestamp le 1713015716315 and category eq 'access' or timestamp ge 1713015706315 and priority eq 'high'",
    (e) =>
      (e.timestamp <= 1_713_015_716_315 && isAccess(e)) ||
      (e.timestamp >= 1_713_015_706_315 && isHigh(e)),
  ],
] as const satisfies readonly (readonly [string, string, Holds])[]) {
  test(`§4.3 has each event of ${what} once, and counts it once`, () => assertFinds(text, holds));
}

for (const [text, holds] of [
  ["not priority eq 'high' and category eq 'access'", (e) => !isHigh(e) && isAccess(e)],
  ["not priority eq 'high' or category eq 'access'", (e) => !isHigh(e) || isAccess(e)],
  [
    "category eq 'info' or category eq 'access' and priority eq 'high'",
    (e) => e.category === "info" || (isAccess(e) && isHigh(e)),
  ],
  [
    "category eq 'access' and priority eq 'high' or category eq 'info'",
    (e) => (isAccess(e) && isHigh(e)) || e.category === "info",
  ],
  [
    "(category eq 'info' or category eq 'access') and priority eq 'high'",
    (e) => (e.category === "info" || isAccess(e)) && isHigh(e),
  ],
  ["not not priority eq 'high'", isHigh],
  ["not (priority eq 'high' or category eq 'access')", (e) => !isHigh(e) && !isAccess(e)],
  ["not timestamp le 1713015706315", ({ timestamp }) => timestamp > 1_713_015_706_315],
] as const satisfies readonly (readonly [string, Holds])[]) {
  test(`§4.11 reads ${text} by the order of not, and, or`, () => assertFinds(text, holds));
}

test("§4.12 reads a doubled quote in a text as one, and an integer without quotes", async () => {
  await using own = await Twin.open();
  await own.push([
    `{"created_at":1000000000000,"code":"it's"}`,
    `{"created_at":1000000000001,"code":"its"}`,
  ]);

  assert.deepEqual(await own.times(expression("name eq 'it''s'")), [1_000_000_000_000]);
  assert.deepEqual(await own.times(expression("timestamp eq 1000000000001")), [1_000_000_000_001]);
  assert.equal(await own.refusal(expression("name eq 'it's'")), "Wrong filter format");
});

for (const [text, holds] of [
  ["eq", ({ timestamp }) => Math.floor(timestamp / 1000) === SECOND],
  ["nq", ({ timestamp }) => Math.floor(timestamp / 1000) !== SECOND],
  ["gt", ({ timestamp }) => timestamp >= (SECOND + 1) * 1000],
  ["ge", ({ timestamp }) => timestamp >= SECOND * 1000],
  ["lt", ({ timestamp }) => timestamp < SECOND * 1000],
  ["le", ({ timestamp }) => timestamp < (SECOND + 1) * 1000],
] as const satisfies readonly (readonly [string, Holds])[]) {
  test(`§4.13 takes a second for all of its milliseconds in timestamp ${text}`, () =>
    assertFinds(`timestamp ${text} ${String(SECOND)}`, holds));
}

for (const [bound, isAll] of [
  ["ge 99999999999", false],
  ["ge 100000000000", true],
  ["le 99999999999", true],
  ["le 100000000000", false],
] as const) {
  test(`§4.13 finds ${isAll ? "all" : "nothing"} at timestamp ${bound}`, () =>
    assertFinds(`timestamp ${bound}`, () => isAll));
}

test("§4.15 lets an expression, the three parameters and the window all hold", async () => {
  const both = `${triple("category", "access")}&${expression("priority eq 'high'")}`;
  const window = "from=1713015700315&to=1713015720315";

  assert.deepEqual(
    await found(twin, both),
    numbersWhere((e) => isAccess(e) && isHigh(e)),
  );
  assert.deepEqual(
    await found(twin, `${both}&${window}`),
    numbersWhere(
      (e) =>
        isAccess(e) &&
        isHigh(e) &&
        e.timestamp >= 1_713_015_700_315 &&
        e.timestamp <= 1_713_015_720_315,
    ),
  );
  assert.deepEqual(
    await found(twin, `${triple("priority", "low")}&${expression("priority eq 'high'")}`),
    [],
  );
});

const nested = (depth: number) => `${"(".repeat(depth)}priority eq 'high'${")".repeat(depth)}`;
const negated = (depth: number) => `${"not ".repeat(depth)}priority eq 'high'`;
const long = (length: number) =>
  `(${"priority eq 'high' or ".repeat(180)}priority eq 'high'`.padEnd(length - 1).concat(")");

test("§4.17 reads an expression of 100 levels and of 4,096 characters", async () => {
  assert.equal(long(4096).length, 4096);
  for (const text of [nested(100), negated(100), long(4096)]) await assertFinds(text, isHigh);
});

for (const [what, text] of [
  ["101 parentheses", nested(101)],
  ["101 times not", negated(101)],
  ["4,097 characters", long(4097)],
  ["4,000 levels", "(".repeat(4_000)],
] as const) {
  test(`§4.17 refuses an expression of ${what}`, async () => {
    assert.equal(await twin.refusal(expression(text)), "Wrong filter format");
  });
}
