import assert from "node:assert/strict";
import { test } from "node:test";
import { MemoryStore } from "../../../src/store/memory/memory-store.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import { openApp } from "../../support/app.ts";
import { wholeLog } from "../../support/events.ts";
import { identitiesOf, identityOf, importText } from "../../support/imports.ts";

for (const format of ["csv", "jsonl"]) {
  test(`an export as ${format}, imported into an empty log, is the same by identity, and then nothing new`, async () => {
    await using app = await openApp({ settings: { syslogEchoes: "show" } });
    const { log } = app.stores;
    for (const { panel, events } of uglyDeliveries({ seed: 7, events: 2_000, panels: 20 })) {
      if (panel !== "doorbook") await log.append(panel, events);
    }
    const sent = (await wholeLog(log)).filter(({ panel }) => panel !== "doorbook");
    const { text } = await app.get(`/book/v1/export?format=${format}`, await app.bearer());
    const empty = new MemoryStore();

    const first = await importText(empty, text);
    const again = await importText(empty, text);

    assert.deepEqual(await identitiesOf(empty), sent.map(identityOf).toSorted());
    assert.deepEqual(
      [first.added, first.refused - first.own, again.added, again.known],
      [sent.length, 0, 0, sent.length],
    );
  });
}
