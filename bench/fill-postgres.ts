import { chmodSync, closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { canonicalModel } from "../src/event/canonical.ts";
import { SOURCES } from "../src/event/event.ts";
import { fingerprint, identityText } from "../src/store/directory/fingerprint.ts";
import { INDEXES } from "../src/store/postgres/schema.ts";
import { PostgresStore } from "../src/store/postgres/store.ts";

/** Events of one file that the server copies. */
const FILE_EVENTS = 500_000;

/** A log's events as SQLite holds them. */
type Row = readonly [
  seq: number,
  at: number,
  received: number,
  panel: number,
  kind: number,
  ordinal: number,
  source: number,
  model: string | null,
  key: string,
];

/**
 * Copies a log of SQLite into a schema of a PostgreSQL server, event by event the same, and beside it
 * into a plain table; nothing happens when both are there.
 *
 * @param dataFolder of the SQLite log; it must be closed
 * @param exchange a folder that the server can read
 */
export async function copied(
  url: string,
  name: string,
  dataFolder: string,
  exchange: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ is: boolean }>(
      "SELECT to_regclass($1) IS NOT NULL AS is",
      [`plain_${name}.filled`],
    );
    if (rows[0]?.is === true) return;
    console.error(`copying ${name} to PostgreSQL`);
    await client.query(`DROP SCHEMA IF EXISTS log_${name}, plain_${name} CASCADE`);
    await (await PostgresStore.open({ url, schema: `log_${name}` }))[Symbol.asyncDispose]();
    await client.query(`SET search_path = log_${name}`);
    await client.query("DROP INDEX by_time, by_kind, by_panel");
    await copyEvents(client, dataFolder, exchange);
    await client.query(INDEXES);
    await client.query("VACUUM ANALYZE event");
    // counts the log once, and keeps what it counted
    await (await PostgresStore.open({ url, schema: `log_${name}` }))[Symbol.asyncDispose]();
    await makePlain(client, name);
  } finally {
    await client.end();
  }
}

async function copyEvents(client: pg.Client, dataFolder: string, exchange: string): Promise<void> {
  using log = new DatabaseSync(join(dataFolder, "doorbook.db"), { readOnly: true });
  const panels = log.prepare("SELECT id, serial FROM panel ORDER BY id").all();
  const kinds = log.prepare("SELECT id, key, category, priority FROM kind ORDER BY id").all();
  for (const { id, serial } of panels) {
    await client.query("INSERT INTO panel VALUES ($1, $2)", [id, serial]);
  }
  for (const { id, key, category, priority } of kinds) {
    await client.query("INSERT INTO kind VALUES ($1, $2, $3, $4)", [id, key, category, priority]);
  }
  const rows = log.prepare(`
    SELECT e.seq, e.at, e.received, e.panel, e.kind, e.ordinal, e.source, e.model, k.key
    FROM event e JOIN kind k ON k.id = e.kind ORDER BY e.seq`);
  rows.setReturnArrays(true);
  const file = join(exchange, "events");
  let lines: string[] = [];
  const copy = async (): Promise<void> => {
    const handle = openSync(file, "w");
    for (let i = 0; i < lines.length; i += 10_000) {
      writeSync(handle, lines.slice(i, i + 10_000).join(""));
    }
    closeSync(handle);
    chmodSync(file, 0o644);
    await client.query(`COPY event (seq, at, received, fingerprint, panel, kind, ordinal, source, model)
      FROM '${file}'`);
    lines = [];
  };
  // rows are arrays once that is set
  for (const row of rows.iterate() as Iterable<unknown> as Iterable<Row>) {
    lines.push(lineOf(row));
    if (lines.length === FILE_EVENTS) await copy();
  }
  await copy();
  rmSync(file);
  await client.query(`UPDATE head SET seq = s.seq, received = s.received, panel = p.id, kind = k.id
    FROM (SELECT max(seq) AS seq, max(received) AS received FROM event) s,
      (SELECT max(id) AS id FROM panel) p, (SELECT max(id) AS id FROM kind) k`);
}

function lineOf(row: Row): string {
  const [seq, at, received, panel, kind, ordinal, source, model, key] = row;
  const print = fingerprint(
    identityText(SOURCES[source] ?? "api", key, canonicalModel(model ?? undefined), ordinal),
  );
  const text = model === null ? String.raw`\N` : model.replaceAll("\\", String.raw`\\`);
  return `${[seq, at, received, print, panel, kind, ordinal, source, text].join("\t")}\n`;
}

/** The same events in one table with the indexes that a competent user would make. */
async function makePlain(client: pg.Client, name: string): Promise<void> {
  await client.query(`
    CREATE SCHEMA plain_${name};
    CREATE TABLE plain_${name}.event AS
      SELECT e.seq, p.serial AS panel, e.at, k.key AS name, k.category, k.priority, e.model
      FROM event e JOIN panel p ON p.id = e.panel JOIN kind k ON k.id = e.kind ORDER BY e.seq`);
  await client.query(`
    SET search_path = plain_${name};
    ALTER TABLE event ADD PRIMARY KEY (seq);
    CREATE INDEX ON event (at, seq);
    CREATE INDEX ON event (category, at, seq);
    CREATE INDEX ON event (name, at, seq);
    CREATE INDEX ON event (priority, at, seq);
    CREATE INDEX ON event (panel, at, seq)`);
  await client.query("VACUUM ANALYZE event");
  await client.query("CREATE TABLE filled ()");
}
