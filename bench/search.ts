/**
 * How fast words are found and counted in a log of 10 M events of 5,000 panels, beside FTS5 and `LIKE`
 * asked the naive way. Another log is named as argument: `1M`.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { FindQuery } from "../src/event/book.ts";
import type { View } from "../src/event/query.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { COMMON_WORD, TRADES } from "./dataset.ts";
import { DATASETS, filled } from "./fill.ts";
import { NaiveSearch } from "./naive-search.ts";
import { report } from "./report.ts";
import type { Row } from "./report.ts";
import { figure, TimeTable } from "./stats.ts";
import { viewsOf } from "./views.ts";

const ROUNDS = 5;

/** Questions of a kind asked of the store in one round. */
const QUESTIONS = 10;

const dataset = process.argv[2] === "1M" ? DATASETS["1M"] : DATASETS["10M"];
const dataFolder = await filled(dataset);
await fed();
await using store = await SqliteStore.open({ dataFolder });
using naive = NaiveSearch.open(dataFolder);
const views = [...viewsOf(await store.head())].filter(([name]) => name !== "floor");
const words = [...TRADES.map(({ word }) => word), COMMON_WORD];
const table = new TimeTable();
const totals = new Map<string, number>();

for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [viewName, view] of views) {
    for (const word of words) await measure(`${viewName} ${word}`, view, word, round);
  }
}

const rows: Row[] = [];
for (const [viewName] of views) {
  for (const word of words) {
    const name = `${viewName} ${word}`;
    const total = totals.get(name) ?? 0;
    const all = totals.get(`fleet ${word}`) ?? 0;
    const [page, exact] = [table.p50(`${name} page`), table.p50(`${name} exact`)];
    const bar = word === COMMON_WORD ? 400 : 10;
    const what = `${viewName}: a word with ${all.toLocaleString("en")} hits`;
    rows.push(
      {
        what: `${what}, newest 50 without a total`,
        bar: "≤ 10 ms",
        measured: `${figure(page)} ms`,
        isMet: page <= 10,
      },
      {
        what: `${what}, newest 50 of ${total.toLocaleString("en")} with the exact total`,
        bar: `≤ ${bar} ms`,
        measured:
          `${figure(exact)} ms, counted once before ${figure(table.p50(`${name} again`))} ms; ` +
          `FTS5 with a join ${figure(table.p50(`${name} joined`))} ms, ` +
          `LIKE ${figure(table.p50(`${name} like`))} ms`,
        isMet: exact <= bar,
      },
    );
  }
}
const { size } = statSync(join(dataFolder, "search.db"));
rows.push({
  what: "the word index on disk, an event",
  bar: "",
  measured: `${figure(size / dataset.events)} bytes`,
  isMet: undefined,
});

report(
  "Search",
  `
\`bench/search.ts\`: the log of ${dataset.name} events of 5,000 panels, a tenth of them in histories
that arrived late, all of them fed. ${ROUNDS} rounds; in each every word and view is asked
${QUESTIONS} times for a page, once for a page with a total that was not counted before and
${QUESTIONS} times for one that was, and in the first once each naive way; medians, in the store,
the way to its thread and back included. The naive ways are FTS5 over the models as they are, with \`COUNT(*)\` and a
join for the order of time, and \`LIKE\` over all models, in the same process; their totals must be
equal. A view is the fleet, one panel of the 5,000, the busiest panel or a scope of 300.
`,
  rows,
);

async function measure(name: string, view: View, word: string, round: number): Promise<void> {
  const isCounted = round > 0;
  const query: FindQuery = {
    view,
    fromMs: 0,
    // behind all events, another one each round, so that nobody remembers its count
    toMs: Date.UTC(2100, 0, 1) + round,
    where: { is: "words", words: [word], isPrefix: false },
    asOf: undefined,
    deadlineMs: 5000,
    order: "desc",
    start: { is: "offset", offset: 0 },
    limit: 50,
    total: "none",
  };
  const page = table.of(`${name} page`, isCounted);
  for (let i = 0; i < QUESTIONS; i += 1) await page.measure(() => store.find(query));
  const exact = { ...query, total: "exact" } as const;
  const found = await table.of(`${name} exact`, isCounted).measure(() => store.find(exact));
  const again = table.of(`${name} again`, isCounted);
  for (let i = 0; i < QUESTIONS; i += 1) await again.measure(() => store.find(exact));
  totals.set(name, found.total ?? 0);
  if (round !== 1) return;
  const ways = [
    ["joined", () => naive.byWords(view, word, 50)],
    ["like", () => naive.byLike(view, word, 50)],
  ] as const;
  for (const [way, find] of ways) {
    const same = await table.of(`${name} ${way}`, true).measure(async () => find());
    const seqs = found.events.map(({ seq }) => seq);
    if (same.total !== found.total || same.seqs.join() !== seqs.join()) {
      throw new Error(`${name} ${way}: ${found.total} and ${same.total}`);
    }
  }
}

/** Waits until the word index has all events. */
async function fed(): Promise<void> {
  await using feeding = await SqliteStore.open({ dataFolder, search: true });
  while (feeding.examine(false).unfed !== 0) await new Promise((done) => setTimeout(done, 500));
}
