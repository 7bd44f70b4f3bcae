import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { foldText, wordsOf } from "../../src/event/words.ts";

const FOLDED: readonly (readonly [text: string, folded: string])[] = [
  ["Main Entrance 12-B", "main entrance 12-b"],
  ["Jānis Bērziņš", "janis berzins"],
  ["ŐRSÉG", "orseg"],
  ["Кулініч Їжак", "кулініч іжак"],
  ["Ёлкин Юрий", "елкин юрии"],
  ["İSTANBUL", "istanbul"],
  ["ﬁn", "fin"],
  ["Σίσυφος", "σισυφος"],
  ["", ""],
];

for (const [text, folded] of FOLDED) {
  test(`folds ${JSON.stringify(text)} to ${JSON.stringify(folded)}`, () => {
    assert.equal(foldText(text), folded);
  });
}

const WORDS: readonly (readonly [text: string, words: readonly string[]])[] = [
  ["Apartment 12-B, Строитель", ["apartment", "12", "b", "строитель"]],
  ["=CMD()|'x'", ["cmd", "x"]],
  ["12345678901234567890", ["12345678901234567890"]],
  ["שלום עולם", ["שלום", "עולם"]],
  ["😀 🚪", []],
  ["  ", []],
];

for (const [text, words] of WORDS) {
  test(`finds the words of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(wordsOf(text), words);
  });
}

test("a long word is cut to 64 units, never through a character", () => {
  const long = "a".repeat(63) + "𝒳".repeat(10);

  const [plain] = wordsOf("b".repeat(70_000));
  const [cut] = wordsOf(long);

  assert.equal(plain, "b".repeat(64));
  assert.equal(cut, `${"a".repeat(63)}x`);
});

test("words are folded already: their words are themselves", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
      const words = wordsOf(text);

      assert.deepEqual(words.flatMap(wordsOf), words);
      assert.ok(words.every((word) => word.length >= 1 && word.length <= 64));
    }),
    { seed: 1, numRuns: 3_000 },
  );
});
