import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { DOCUMENTS } from "../../script/reference/documents.ts";

for (const [path, render] of Object.entries(DOCUMENTS)) {
  test(`${path} is what the code says: else npm run reference`, async () => {
    const written = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

    // not deepEqual: a difference of 160 kB helps nobody
    assert.ok(written === (await render()), `${path} is out of date: npm run reference`);
  });
}
