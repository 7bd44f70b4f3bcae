import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { parseQueryTree } from "../../src/event/parse-query-tree.ts";
import { QueryError } from "../../src/event/query-error.ts";
import type { QueryLiteral, QueryTree } from "../../src/event/query-tree.ts";
import { renderQueryLiteral } from "../../src/event/render-query-literal.ts";

/** A query with every parenthesis and quote that it could have; words in `"`, times as they are. */
function show(tree: QueryTree): string {
  switch (tree.is) {
    case "not":
      return `not (${show(tree.part)})`;
    case "and":
    case "or":
      return tree.parts.map((part) => `(${show(part)})`).join(` ${tree.is} `);
    case "time":
      return tree.text;
    case "words":
      return `"${tree.text.replaceAll('"', '""')}"${tree.isPrefix ? "*" : ""}`;
    case "comparison":
      return `${tree.field} ${tree.operator}${showValues(tree.operator, tree.values)}`;
  }
}

function showValues(operator: string, values: readonly QueryLiteral[]): string {
  if (values.length === 0) return "";
  const shown = values.map(({ text }) => renderQueryLiteral(text)).join(", ");
  return operator === "in" ? ` (${shown})` : ` ${shown}`;
}

for (const [text, shown] of [
  ["owner eq 'x'", "owner eq 'x'"],
  ["  owner\teq\n'x'  ", "owner eq 'x'"],
  ["owner eq'x'", "owner eq 'x'"],
  ['owner eq "it\'s"', "owner eq 'it''s'"],
  ["owner eq 'it''s'", "owner eq 'it''s'"],
  ['owner eq "a ""b"""', `owner eq 'a "b"'`],
  ["owner eq Olena", "owner eq 'Olena'"],
  ["number eq -5", "number eq '-5'"],
  ["model.a.b gt 1.5", "model.a.b gt '1.5'"],
  ["((owner eq 1))and(lock eq 2)", "(owner eq '1') and (lock eq '2')"],
  ["owner eq 1 or lock eq 2 and type eq 3", "(owner eq '1') or ((lock eq '2') and (type eq '3'))"],
  [
    "owner eq 1 OR NOT lock eq 2 AND type eq 3",
    "(owner eq '1') or ((not (lock eq '2')) and (type eq '3'))",
  ],
  ["not not owner exists", "not (not (owner exists))"],
  ["owner exists and code exists", "(owner exists) and (code exists)"],
  ["owner in ('a', b,3)", "owner in ('a', 'b', '3')"],
  ["owner in('a')", "owner in ('a')"],
  ["olena", `"olena"`],
  ["olena shevchenko", `("olena") and ("shevchenko")`],
  ["olena or petro x", `("olena") or (("petro") and ("x"))`],
  ["olena and petro x", `("olena") and ("petro") and ("x")`],
  ["not olena petro", `(not ("olena")) and ("petro")`],
  ["olena(petro or x)", `("olena") and (("petro") or ("x"))`],
  ["olena owner exists 'x y'", `("olena") and (owner exists) and ("x y")`],
  ["'olena shevchenko'", `"olena shevchenko"`],
  [`"it's"`, `"it's"`],
  ["shev*", `"shev"*`],
  ["'olena shev'*", `"olena shev"*`],
  [`"olena shev"* x`, `("olena shev"*) and ("x")`],
  ["O'Brien", `"O'Brien"`],
  ["Мар'яна д'Артаньян-О'Ніл", `("Мар'яна") and ("д'Артаньян-О'Ніл")`],
  ["not'x'", `not ("x")`],
  ["AND-1 order notable", `("AND-1") and ("order") and ("notable")`],
  ["And", `"And"`],
  ["3090069", `"3090069"`],
  ["10.0.0.7 a:b #5", `("10.0.0.7") and ("a:b") and ("#5")`],
  ["today", "today"],
  ["not yesterday", "not (yesterday)"],
  ["last 24h olena", `(last 24h) and ("olena")`],
  ["last  week", "last week"],
  ["last resident", `("last") and ("resident")`],
  ["received ge last 15m", "received ge 'last 15m'"],
  ["received ge 'last 15m' x", `(received ge 'last 15m') and ("x")`],
  ["2026-11-01", "2026-11-01"],
  ["2026-11-01T08:00", "2026-11-01T08:00"],
  ["2026-11-01..2026-11-07", "2026-11-01..2026-11-07"],
  ["2026-11-01..", "2026-11-01.."],
  ["..today", "..today"],
  ["yesterday..now", "yesterday..now"],
  ["'2026-11-01'", `"2026-11-01"`],
  ["a..b", `"a..b"`],
  ["2026-11-0", `"2026-11-0"`],
  ["late", `"late"`],
  ["'owner'", `"owner"`],
  ["Owner", `"Owner"`],
  ["modelling", `"modelling"`],
  ["constructor eq 1", "constructor eq '1'"],
] as const) {
  test(`reads ${JSON.stringify(text)} as ${shown}`, () => {
    const tree = parseQueryTree(text);

    assert.equal(tree && show(tree), shown);
  });
}

test("takes white space alone for no query", () => {
  const trees = ["", " ", "\t\n\u00a0"].map(parseQueryTree);

  assert.deepEqual(trees, [undefined, undefined, undefined]);
});

const OWNER_HAS =
  "Expected an operator after the field 'owner': eq, nq, in, contains, starts, exists." +
  " To search for the word, put it in quotes";
const OWNER_LIKE = (operator: string): string =>
  `Expected an operator after the field 'owner': did you mean ${operator}?` +
  " To search for the word, put it in quotes";
const NO_TERM = "Expected a word, a phrase, a time or a condition";
const NO_END = "Expected 'and', 'or', another word or condition, or the end";
const STAR = "without '*', which is for words alone: see the operator 'starts'";

for (const [text, position, message] of [
  ["owner", 5, OWNER_HAS],
  ["owner olena", 6, OWNER_HAS],
  ["owner 'olena'", 6, OWNER_HAS],
  ["owner and x", 6, OWNER_HAS],
  ["(owner)", 6, OWNER_HAS],
  ["owner not exists", 6, OWNER_HAS],
  ["owner EQ 'x'", 6, OWNER_LIKE("eq")],
  ["owner contain 'x'", 6, OWNER_LIKE("contains")],
  ["owner = 'x'", 6, OWNER_LIKE("eq")],
  ["owner != 'x'", 6, OWNER_LIKE("nq")],
  ["owner='x'", 5, OWNER_LIKE("eq")],
  ["owner:olena", 5, OWNER_LIKE("eq")],
  ["owner LIKE 'x'", 6, OWNER_LIKE("contains")],
  [
    "model.a",
    7,
    "Expected an operator after the field 'model.a': eq, nq, in, contains, starts, exists, gt, ge," +
      " lt, le. To search for the word, put it in quotes",
  ],
  [
    "eq 'x'",
    0,
    "Expected a field before the operator 'eq'; to search for the word, put it in quotes",
  ],
  [
    "x and in",
    6,
    "Expected a field before the operator 'in'; to search for the word, put it in quotes",
  ],
  ["owner eq", 8, "Expected a value after 'eq'"],
  ["owner eq and", 9, "Expected a value after 'eq'"],
  ["owner eq in", 9, "Expected a value after 'eq'"],
  ["owner eq (x)", 9, "Expected a value after 'eq'"],
  ["owner eq x*", 9, `Expected a value after 'eq' ${STAR}`],
  ["owner eq 'x'*", 9, `Expected a value after 'eq' ${STAR}`],
  ["owner in x", 9, "Expected '(' and a list of values after 'in'"],
  ["owner in ()", 10, "Expected a value"],
  ["owner in (a,)", 12, "Expected a value after ','"],
  ["owner in (a b)", 12, "Expected ',' or ')' after a value of the list"],
  ["owner in (a", 11, "Expected ',' or ')' after a value of the list"],
  ["and", 0, NO_TERM],
  ["olena and", 9, NO_TERM],
  ["olena or or petro", 9, NO_TERM],
  ["not", 3, NO_TERM],
  ["()", 1, NO_TERM],
  [",", 0, NO_TERM],
  ["(olena", 6, "Expected ')'"],
  ["olena)", 5, NO_END],
  ["olena, petro", 5, NO_END],
  ["'olena", 0, "Expected the quote that begins here to end with '"],
  ['x "olena', 2, 'Expected the quote that begins here to end with "'],
  ["olena'", 5, "Expected the quote that begins here to end with '"],
  ["'it''s", 0, "Expected the quote that begins here to end with '"],
] as const) {
  test(`says of ${JSON.stringify(text)}: ${message} (${String(position)})`, () => {
    assert.throws(() => parseQueryTree(text), { name: "QueryError", message, position });
  });
}

test("reads 4,096 characters, 100 levels and 1,000 values of a list, and no more", () => {
  const long = (length: number) => "x".repeat(length);
  const nested = (levels: number) => `${"(".repeat(levels)}x${")".repeat(levels)}`;
  const negated = (levels: number) => `${"not ".repeat(levels)}x`;
  const listed = (values: number) => `owner in (${Array(values).fill("1").join(",")})`;

  const beside = "(not x)".repeat(500);
  for (const good of [long(4096), nested(100), negated(100), beside, listed(1000)]) {
    parseQueryTree(good);
  }

  for (const [bad, message, position] of [
    [long(4097), "Expected at most 4096 characters", 4096],
    [nested(101), "Expected at most 100 levels", 101],
    [negated(101), "Expected at most 100 levels", 404],
    [listed(1001), "Expected at most 1000 values", 2010],
  ] as const) {
    assert.throws(() => parseQueryTree(bad), { name: "QueryError", message, position });
  }
});

const literal = fc
  .string({ maxLength: 8 })
  .map((text): QueryLiteral => ({ text, isQuoted: true, position: 0 }));

const { tree } = fc.letrec<{ tree: QueryTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.record({
      is: fc.constant("comparison" as const),
      field: fc.constantFrom("owner", "model.a"),
      operator: fc.constantFrom("eq" as const, "starts" as const),
      values: literal.map((value) => [value]),
      position: fc.constant(0),
      operatorPosition: fc.constant(0),
    }),
    fc.record({
      is: fc.constant("comparison" as const),
      field: fc.constant("owner"),
      operator: fc.constant("in" as const),
      values: fc.array(literal, { minLength: 1, maxLength: 4 }),
      position: fc.constant(0),
      operatorPosition: fc.constant(0),
    }),
    fc.record({
      is: fc.constant("words" as const),
      text: fc.string({ maxLength: 8 }),
      isQuoted: fc.constant(true),
      isPrefix: fc.boolean(),
      position: fc.constant(0),
    }),
    fc.record({
      is: fc.constant("time" as const),
      text: fc.constantFrom("today", "last 2w", "2026-11-01..2026-11-07"),
      position: fc.constant(0),
    }),
    fc.record({ is: fc.constant("not" as const), part: tie("tree") }),
    fc.record({
      is: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("tree"), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

test("reads what is written with every parenthesis and quote back as it was", () => {
  fc.assert(
    fc.property(tree, (tree) => {
      const text = show(tree);
      fc.pre(text.length <= 4096);

      const read = parseQueryTree(text);

      assert.equal(read && show(read), text);
    }),
  );
});

test("reads any text at all, or says where it is no query", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "(",
      ")",
      ",",
      "not",
      "and",
      "or",
      "eq",
      "in",
      "exists",
      "owner",
      "model.",
      "'x'",
    ),
    fc.constantFrom("'", '"', "*", "last", "24h", "today", "..", "2026-11-01", "olena", "=", " "),
    fc.string({ maxLength: 3, unit: "binary" }),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.constantFrom("", " "), (pieces, space) => {
      const text = pieces.join(space);
      try {
        const tree = parseQueryTree(text);
        assert.equal(tree === undefined, text.trim() === "");
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        assert.ok(error.position >= 0 && error.position <= text.length);
        assert.match(error.message, /^Expected /);
      }
    }),
    { numRuns: 3_000 },
  );
});
