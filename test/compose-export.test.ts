import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type {
  ExportFormat,
  ExportSlice,
  ExportSpec,
  StartExport,
} from "../src/book/export/export-spec.ts";
import { exportsHere } from "../src/book/export/run-export.ts";
import { slicesOf } from "../src/book/export/slices.ts";
import { walkByFind } from "../src/book/export/walk-by-find.ts";
import { exportsInThreads } from "../src/compose-export.ts";
import { ALWAYS, FLEET } from "../src/event/query.ts";
import { Fleet } from "../src/fleet/fleet.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { uglyDeliveries } from "./fixtures/ugly.ts";
import { TestFolder } from "./support/folder.ts";

let folder: TestFolder;
let store: SqliteStore;
let asOf: number;

before(async () => {
  folder = await TestFolder.make();
  store = await SqliteStore.open({ dataFolder: folder.path });
  for (const { panel, events } of uglyDeliveries({ seed: 7, events: 6_000, panels: 20 })) {
    await store.append(panel, events);
  }
  asOf = (await store.head()) - 300;
});

after(async () => {
  await store[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function specOf(query: Partial<ExportSpec["query"]>, format: ExportFormat = "csv"): ExportSpec {
  const { fromMs, toMs } = ALWAYS;
  const question = { view: FLEET, where: undefined, fromMs, toMs, asOf } as const;
  return {
    query: { ...question, order: "asc", after: undefined, ...query },
    format,
    columns: undefined,
    locale: "en",
    zone: "UTC",
    hasMark: false,
    hasHead: true,
    total: undefined,
  };
}

async function textOf(start: StartExport, spec: ExportSpec): Promise<string> {
  const { pieces } = await start(spec, new AbortController().signal);
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

for (const [format, order] of [
  ["csv", "asc"],
  ["jsonl", "desc"],
] as const) {
  test(`two threads write the same ${format} as one, ${order}, from the beginning and from a place`, async () => {
    const inTwo = exportsInThreads(folder.path, store, { threads: 2, manyEvents: 1 });
    const here = exportsHere({ walk: walkByFind(store), fleet: await Fleet.open(store.fleet) });
    const spec = specOf({ order }, format);
    const offset = { is: "offset", offset: 2_000 } as const;
    const { events } = await store.find({
      ...spec.query,
      start: offset,
      limit: 1,
      total: "none",
      deadlineMs: 1_000,
    });
    const rest = specOf({ order, after: events[0] }, format);

    const written = [await textOf(inTwo, spec), await textOf(inTwo, rest)];

    const expected = [await textOf(here, spec), await textOf(here, rest)];
    assert.deepEqual(written, expected);
  });
}

test("slices have no millisecond in common and leave none out", async () => {
  const spec = specOf({});
  const slices: ExportSlice[] = [];

  for await (const slice of slicesOf(store, spec, asOf)) slices.push(slice);

  assert.ok(slices.length > 1, `${slices.length} slices`);
  assert.equal(slices[0]?.fromMs, spec.query.fromMs);
  assert.equal(slices.at(-1)?.toMs, spec.query.toMs);
  for (const [nth, { fromMs }] of slices.slice(1).entries()) {
    assert.equal(fromMs, (slices[nth]?.toMs ?? 0) + 1);
  }
});

test("a few that match are written by long slices, and none is written for none", async () => {
  const inTwo = exportsInThreads(folder.path, store, { threads: 2, manyEvents: 1 });
  const here = exportsHere({ walk: walkByFind(store), fleet: await Fleet.open(store.fleet) });
  const few = specOf({ where: { is: "words", words: ["olena"], isPrefix: false } });
  const none = specOf({ where: { is: "words", words: ["nobody"], isPrefix: false } });

  const written = [await textOf(inTwo, few), await textOf(inTwo, none)];

  assert.deepEqual(written, [await textOf(here, few), await textOf(here, none)]);
});

test("whoever has enough ends it, and nothing is written any more", async () => {
  const inTwo = exportsInThreads(folder.path, store, { threads: 2, manyEvents: 1 });
  const gone = new AbortController();
  const { pieces } = await inTwo(specOf({}), gone.signal);
  const first = await pieces.next();

  gone.abort();

  assert.equal(first.done, false);
  await assert.rejects(async () => {
    for await (const piece of pieces) assert.ok(piece.length > 0);
  }, /aborted/);
});
