import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { LANGUAGES } from "./languages.ts";
import {
  FIRST_MS,
  found,
  numbersWhere,
  SAMPLE_LOG,
  SAMPLE_PUSH,
  SECOND_ENDS_MS,
} from "./sample-log.ts";
import { Twin } from "./twin.ts";

const MAX_INT64 = "9223372036854775807";
const TIME_FORMAT = "Wrong time format";
const TIME_RANGE = "Wrong time range: 'to' must be greater then 'from'";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

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
    await found(twin, `from=${String(later)}`),
    numbersWhere(({ timestamp }) => timestamp >= later),
  );
  assert.deepEqual(
    await found(twin, `from=${String(later + 1)}`),
    numbersWhere(({ timestamp }) => timestamp > later),
  );
  assert.deepEqual(await found(twin, `from=${MAX_INT64}`), []);
  assert.equal((await found(twin, `to=${MAX_INT64}`)).length, SAMPLE_LOG.length);
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
    assert.equal((await found(twin, question)).length, isAll ? SAMPLE_LOG.length : 0);
  });
}

test("§3.1.6 takes in the events at both bounds", async () => {
  const [from, to] = [FIRST_MS + 5000, FIRST_MS + 7000];

  const numbers = await found(twin, `from=${String(from)}&to=${String(to)}`);

  assert.deepEqual(numbers, [10, 11, 12, 13, 14, 15]);
});

test("§3.1.7 takes a second as `to` to its last millisecond, as `from` from its first", async () => {
  const second = String(Math.floor(SECOND_ENDS_MS / 1000));
  const next = String(Math.floor(SECOND_ENDS_MS / 1000) + 1);

  assert.deepEqual((await found(twin, `to=${second}`)).slice(-1), [153]);
  assert.deepEqual((await found(twin, `to=${next}`)).slice(-1), [154]);
  assert.deepEqual(await found(twin, `from=${next}`), [154, 155]);
  assert.deepEqual(await found(twin, `from=${second}&to=${next}`), [153, 154]);
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
  assert.deepEqual(await found(twin, "from=1713016000&to=1713016000001"), []);
});

test("§3.1.9 takes either bound alone", async () => {
  const middle = FIRST_MS + 20_500;

  const [later, earlier] = [
    await found(twin, `from=${String(middle)}`),
    await found(twin, `to=${String(middle)}`),
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
