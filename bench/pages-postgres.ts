/**
 * What a page of the log costs on PostgreSQL: beside SQLite over the same events, and beside COUNT and
 * OFFSET over a plain table on the same server. Arguments: the logs to measure, default all three.
 */
import { join } from "node:path";
import type { EventStore } from "../src/event/store.ts";
import { PostgresStore } from "../src/store/postgres/store.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { PostgresServer } from "../test/support/postgres-server.ts";
import { benchFolder, DATASETS, filled } from "./fill.ts";
import { copied } from "./fill-postgres.ts";
import { PlainPostgres } from "./plain-postgres.ts";
import { report } from "./report.ts";
import type { Row } from "./report.ts";
import { figure, TimeTable } from "./stats.ts";
import { pageQuestion, viewsOf } from "./views.ts";

const ROUNDS = 7;

/** Questions of each kind in one round. */
const QUESTIONS = 60;

/** The same of the plain way, which takes seconds. */
const PLAIN_QUESTIONS = 2;

const LOGS = ["100k", "1M", "10M"] as const;

type LogName = (typeof LOGS)[number];

/** One log three times over. */
interface Opened {
  readonly postgres: EventStore;
  readonly sqlite: EventStore;
  readonly plain: PlainPostgres;
}

const asked = process.argv.slice(2);
const names = LOGS.filter((name) => asked.length === 0 || asked.includes(name));
const folder = join(benchFolder(), "postgres");
await using server = await PostgresServer.start({
  folder,
  settings: { shared_buffers: "1GB", max_wal_size: "8GB", maintenance_work_mem: "512MB" },
});
const table = new TimeTable();
const rows: Row[] = [];
await measure();
for (const name of names) for (const viewName of viewsOf(0).keys()) pushRows(name, viewName);

report(
  "Pages on PostgreSQL",
  `
\`bench/pages-postgres.ts\`: the logs of \`bench/pages.ts\`, copied event by event into a server of
${server.version} on the same machine (1 GB of shared buffers), reached by its Unix socket. ${ROUNDS}
rounds; in each every log, view and page is asked ${QUESTIONS} times of PostgreSQL and of SQLite and
${PLAIN_QUESTIONS} times the plain way, in turn; medians. Every question of PostgreSQL first looks
whether another node has added to the log. The plain way is a table of the same events with indexes on
(at, seq), (category, at, seq), (name, at, seq), (priority, at, seq), (panel, at, seq), vacuumed and
analysed, asked by \`COUNT(*)\` and by \`OFFSET\` from the nearer end. In the first round the answers
of all three must be equal.
`,
  rows,
);

async function measure(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const logs = new Map<LogName, Opened>();
  for (const name of names) {
    const dataFolder = await filled(DATASETS[name]);
    await copied(server.url(), name.toLowerCase(), dataFolder, folder);
    const schema = `log_${name.toLowerCase()}`;
    logs.set(name, {
      postgres: stack.use(await PostgresStore.open({ url: server.url(), schema })),
      sqlite: stack.use(await SqliteStore.open({ dataFolder })),
      plain: stack.use(await PlainPostgres.open(server.url(), name.toLowerCase())),
    });
  }
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, opened] of logs) await measureLog(name, opened, round > 0);
  }
}

/** One round; the first only warms up, and compares. */
async function measureLog(name: LogName, opened: Opened, isCounted: boolean): Promise<void> {
  const { postgres, sqlite, plain } = opened;
  for (const [viewName, view] of viewsOf(await sqlite.head())) {
    const { total } = await sqlite.list(pageQuestion(view, 0, 0));
    for (const [page, offset] of [
      ["first", 0],
      ["last", Math.max(0, total - 50)],
    ] as const) {
      const question = pageQuestion(view, offset, 50);
      const what = `${name} ${viewName} ${page}`;
      for (let i = 0; i < QUESTIONS; i += 1) {
        await table.of(`postgres ${what}`, isCounted).measure(() => postgres.list(question));
        await table.of(`sqlite ${what}`, isCounted).measure(() => sqlite.list(question));
      }
      for (let i = 0; i < PLAIN_QUESTIONS; i += 1) {
        await table.of(`plain ${what}`, isCounted).measure(() => plain.page(view, offset, 50));
      }
      if (!isCounted) await compare(what, opened, question);
    }
  }
}

async function compare(
  what: string,
  { postgres, sqlite, plain }: Opened,
  question: ReturnType<typeof pageQuestion>,
): Promise<void> {
  const pages = await Promise.all([postgres.list(question), sqlite.list(question)]);
  const answers = pages.map(({ total, events }) => [total, ...events.map(({ seq }) => seq)].join());
  const { total, seqs } = await plain.page(question.view, question.offset, question.limit);
  const [first, ...others] = [...answers, [total, ...seqs].join()];
  if (others.some((other) => other !== first)) throw new Error(`${what}: answers differ`);
}

function pushRows(name: LogName, viewName: string): void {
  for (const page of ["first", "last"]) {
    const [postgres, sqlite, plain] = ["postgres", "sqlite", "plain"].map((way) =>
      table.p50(`${way} ${name} ${viewName} ${page}`),
    ) as [number, number, number];
    rows.push({
      what: `${viewName}: ${page} page of 50, ${name}`,
      bar: "",
      measured:
        `${figure(postgres)} ms: ${(postgres / sqlite).toFixed(2)} of SQLite's ${figure(sqlite)} ms, ` +
        `${figure(plain / postgres)} times as fast as COUNT and OFFSET (${figure(plain)} ms)`,
      isMet: undefined,
    });
  }
}
