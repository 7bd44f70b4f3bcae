import assert from "node:assert/strict";
import { test } from "node:test";
import { PanelProcess } from "./panel-process.ts";

/** How many events a panel of two shows for an expression, and for the three parameters. */
async function countsOf(panel: PanelProcess): Promise<{ expression: number; triple: number }> {
  await panel.act("events", { key: "door_was_opened" });
  await panel.act("events", { key: "tamper_event" });
  const filter = encodeURIComponent("category eq 'emergency'");
  const triple = "filter_field=category&filter_type=equal&filter_value=emergency";
  const count = async (search: string) =>
    (await panel.log(`limit=50&page_number=1&${search}`)).length;
  return { expression: await count(`filter=${filter}`), triple: await count(triple) };
}

test("§4.1 an emulated panel understands both dialects", async () => {
  await using panel = await PanelProcess.take();

  assert.deepEqual(await countsOf(panel), { expression: 1, triple: 1 });
});

test("§4.3 with the quirk one of Camdroid passes over the three parameters, and an Android one over the expression", async () => {
  await using android = await PanelProcess.start("--quirks", "one-dialect");
  await using camdroid = await PanelProcess.start(
    "--quirks",
    "one-dialect",
    "--family",
    "camdroid",
  );

  assert.deepEqual(await countsOf(android), { expression: 2, triple: 1 });
  assert.deepEqual(await countsOf(camdroid), { expression: 1, triple: 2 });
});

test("§4.4 with the quirk a Camdroid panel is sorted by order_by, an Android one by sort_type", async () => {
  await using android = await PanelProcess.start("--quirks", "one-dialect");
  await using camdroid = await PanelProcess.start(
    "--quirks",
    "one-dialect",
    "--family",
    "camdroid",
  );

  const orders: string[][] = [];
  for (const panel of [android, camdroid]) {
    await panel.note(2);
    for (const search of ["sort_type=desc", "order_by=timestamp%20desc"]) {
      const shown = await panel.log(`limit=50&page_number=1&${search}`);
      orders.push(shown.map(({ info }) => String(info.model["nth"])));
    }
  }

  assert.deepEqual(orders, [
    ["1", "0"],
    ["0", "1"],
    ["0", "1"],
    ["1", "0"],
  ]);
});
