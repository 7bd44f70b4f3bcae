import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { type Expression, ExpressionError } from "../../src/event/expression.ts";
import { parseExpression } from "../../src/event/parse-expression.ts";

/** An expression with every parenthesis that it could have. */
function show(expression: Expression): string {
  if (expression.is === "comparison") {
    const { field, operator, value } = expression;
    const shown = value.is === "text" ? `'${value.text.replaceAll("'", "''")}'` : value.text;
    return `${field} ${operator} ${shown}`;
  }
  if (expression.is === "not") return `not (${show(expression.part)})`;
  return expression.parts.map((part) => `(${show(part)})`).join(` ${expression.is} `);
}

for (const [text, shown] of [
  ["a eq 1", "a eq 1"],
  ["  a\teq\n'x'  ", "a eq 'x'"],
  ["a eq ''", "a eq ''"],
  ["a eq 'it''s'", "a eq 'it''s'"],
  ["a eq ''''", "a eq ''''"],
  ["a eq 'and'", "a eq 'and'"],
  ["a eq '(b eq 1) or'", "a eq '(b eq 1) or'"],
  ["a.b_c eq -5", "a.b_c eq -5"],
  ["a eq'x'", "a eq 'x'"],
  ["(a eq 1)", "a eq 1"],
  ["((a eq 1))and(b eq 2)", "(a eq 1) and (b eq 2)"],
  ["a eq 1 or b eq 2 and c eq 3", "(a eq 1) or ((b eq 2) and (c eq 3))"],
  ["a eq 1 and b eq 2 or c eq 3", "((a eq 1) and (b eq 2)) or (c eq 3)"],
  ["(a eq 1 or b eq 2) and c eq 3", "((a eq 1) or (b eq 2)) and (c eq 3)"],
  ["a eq 1 and b eq 2 and c eq 3", "(a eq 1) and (b eq 2) and (c eq 3)"],
  ["not floor le 3", "not (floor le 3)"],
  ["not a eq 1 and b eq 2", "(not (a eq 1)) and (b eq 2)"],
  ["not (a eq 1 and b eq 2)", "not ((a eq 1) and (b eq 2))"],
  ["not not a eq 1", "not (not (a eq 1))"],
  ["notable eq 1 and order eq 2", "(notable eq 1) and (order eq 2)"],
  ["a contains 'x'", "a contains 'x'"],
] as const) {
  test(`reads ${JSON.stringify(text)} as ${shown}`, () => {
    assert.equal(show(parseExpression(text)), shown);
  });
}

for (const [text, position, expected] of [
  ["", 0, "a field"],
  ["a", 1, "an operator"],
  ["a eq", 4, "a value"],
  ["a eq b", 5, "a value"],
  ["a eq 1.5", 5, "a field, an operator, a value or a parenthesis"],
  ["a eq 1x", 5, "a field, an operator, a value or a parenthesis"],
  ["a eq 'x", 5, "a field, an operator, a value or a parenthesis"],
  ['a eq "x"', 5, "a field, an operator, a value or a parenthesis"],
  ["a = 1", 2, "a field, an operator, a value or a parenthesis"],
  ["'a' eq 1", 0, "a field"],
  ["and eq 1", 0, "a field"],
  ["a not 1", 2, "an operator"],
  ["a eq 1 b eq 2", 7, "'and', 'or' or the end"],
  ["a eq 1 AND b eq 2", 7, "'and', 'or' or the end"],
  ["a eq 1 and", 10, "a field"],
  ["a eq 1 and or b eq 2", 11, "a field"],
  ["not", 3, "a field"],
  ["(a eq 1", 7, "')'"],
  ["a eq 1)", 6, "'and', 'or' or the end"],
  ["()", 1, "a field"],
  ["a eq 1\u0000", 6, "a field, an operator, a value or a parenthesis"],
] as const) {
  test(`says that ${JSON.stringify(text)} lacks ${expected} at ${String(position)}`, () => {
    assert.throws(
      () => parseExpression(text),
      (thrown) => {
        assert.ok(thrown instanceof ExpressionError);
        assert.equal(thrown.position, position);
        assert.equal(thrown.message, `Expected ${expected} at ${String(position)}`);
        return true;
      },
    );
  });
}

test("reads 100 levels and 4,096 characters, and no more", () => {
  const nested = (levels: number) => `${"(".repeat(levels)}a eq 1${")".repeat(levels)}`;
  const negated = (levels: number) => `${"not ".repeat(levels)}a eq 1`;
  const long = (length: number) => `a eq '${"x".repeat(length - 7)}'`;

  for (const good of [nested(100), negated(100), long(4096)]) parseExpression(good);

  for (const bad of [nested(101), negated(101), long(4097), "(".repeat(4096)]) {
    assert.throws(() => parseExpression(bad), ExpressionError);
  }
});

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 6 },
    fc.record({
      is: fc.constant("comparison" as const),
      field: fc.constantFrom("name", "timestamp", "a.b"),
      operator: fc.constantFrom("eq", "le"),
      value: fc.oneof(
        fc.record({ is: fc.constant("text" as const), text: fc.string({ maxLength: 8 }) }),
        fc.record({ is: fc.constant("integer" as const), text: fc.integer().map(String) }),
      ),
    }),
    fc.record({ is: fc.constant("not" as const), part: tie("expression") }),
    fc.record({
      is: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("expression"), { minLength: 2, maxLength: 4 }),
    }),
  ),
}));

test("reads what is written with every parenthesis back as it was", () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const text = show(tree);
      fc.pre(text.length <= 4096);

      assert.equal(show(parseExpression(text)), text);
    }),
  );
});

test("reads any text at all, or says where it is no expression", () => {
  const piece = fc.oneof(
    fc.constantFrom("(", ")", "not", "and", "or", "eq", "name", "'x'", "7", " ", "'"),
    fc.string({ maxLength: 3 }),
  );

  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join(" ");
      try {
        assert.ok(show(parseExpression(text)).length > 0);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        assert.ok(error.position >= 0 && error.position <= text.length);
      }
    }),
    { numRuns: 3_000 },
  );
});
