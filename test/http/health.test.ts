import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../support/app.ts";

for (const path of ["/healthz", "/readyz"]) {
  test(`tells an operator that all is well at ${path}`, async () => {
    await using app = await openApp();

    const answer = await app.get(path);

    assert.equal(answer.status, 200);
    assert.equal(answer.text, '{"status":"ok"}');
  });
}
