import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { QUESTIONS } from "../../src/check/questions.ts";

const PAGE = new URL("../../docs/reference/panel-protocols.md", import.meta.url);

test("every question has an id of its own", () => {
  const ids = QUESTIONS.map(({ id }) => id);

  assert.deepEqual(ids.toSorted(), [...new Set(ids)].toSorted());
});

test("every question names a statement of the page of protocols", () => {
  const page = readFileSync(PAGE, "utf8");

  const unknown = QUESTIONS.filter(({ statement }) => !page.includes(`- **${statement}** `));

  assert.deepEqual(
    unknown.map(({ id, statement }) => [id, statement]),
    [],
  );
});
