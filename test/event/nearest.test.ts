import assert from "node:assert/strict";
import { test } from "node:test";

import { didYouMean, nearest } from "../../src/event/nearest.ts";

const WORDS = ["host", "port", "data", "token-hours", "DOORBOOK_PORT"];

for (const [misspelled, meant] of [
  ["prot", "port"],
  ["por", "port"],
  ["portt", "port"],
  ["hosts", "host"],
  ["tokenHours", "token-hours"],
  ["token_hour", "token-hours"],
  ["tokne-huors", "token-hours"],
  ["DOORBOOK_PROT", "DOORBOOK_PORT"],
] as const) {
  test(`takes ${misspelled} for ${meant}`, () => {
    const guess = nearest(misspelled, WORDS);

    assert.equal(guess, meant);
  });
}

test("guesses nothing for a word that is like none", () => {
  const guess = nearest("verbosity", WORDS);

  assert.equal(guess, undefined);
});

test("ends a message with the guess, or with nothing", () => {
  const endings = [didYouMean("prot", WORDS, "--"), didYouMean("verbosity", WORDS, "--")];

  assert.deepEqual(endings, [": did you mean --port?", ""]);
});
