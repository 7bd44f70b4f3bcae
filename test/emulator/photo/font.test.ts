import assert from "node:assert/strict";
import { test } from "node:test";
import { DRAWN_CHARACTERS, glyphOf } from "../../../src/emulator/photo/font.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

test("has digits, letters and the marks of serials and times", () => {
  const wanted = Array.from(`0123456789${LETTERS}${LETTERS.toLowerCase()}-:./ _+`);

  assert.deepEqual(DRAWN_CHARACTERS.toSorted(), wanted.toSorted());
});

test("draws each character in seven rows of five pixels", () => {
  for (const character of DRAWN_CHARACTERS) {
    assert.match(glyphOf(character).join("\n"), /^(?:[#.]{5}\n){6}[#.]{5}$/, character);
  }
});

test("draws no two characters alike, nor like the box of what it lacks", () => {
  const pictures = [...DRAWN_CHARACTERS, "é"].map((character) => glyphOf(character).join("\n"));

  assert.equal(new Set(pictures).size, pictures.length);
  assert.equal(glyphOf("é"), glyphOf("Ж"));
});

test("draws them as one knows them", () => {
  const seven = ["#####", "....#", "...#.", "..#..", ".#...", ".#...", ".#..."];
  const small = [".....", ".....", ".###.", "....#", ".####", "#...#", ".####"];

  assert.deepEqual(glyphOf("7"), seven);
  assert.deepEqual(glyphOf("a"), small);
});
