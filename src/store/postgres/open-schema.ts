import { AppError } from "../../event/errors.ts";
import type { Connection } from "./connection.ts";
import { SCHEMA, SCHEMA_VERSION } from "./schema.ts";

/** The oldest release whose planner and indexes the store is made for. */
const OLDEST_RELEASE = 150_000;

/** Whoever makes or looks over a schema holds this advisory lock: "door" in ASCII. */
const LOCK = 0x64_6f_6f_72;

/**
 * Makes the log's schema when it is not there, and holds the server and the schema against what we
 * can work with. Many nodes may do so at a time.
 *
 * @throws AppError `newer_schema`, `damaged`, `unavailable`
 */
export async function openSchema(connection: Connection, schema: string): Promise<void> {
  await checkServer(connection);
  await connection.run("BEGIN");
  try {
    await connection.rows("SELECT pg_advisory_xact_lock($1)", LOCK);
    const [found] = await connection.rows<[string | null]>(
      "SELECT to_regclass($1)::text",
      `${quoted(schema)}.version`,
    );
    if (found?.[0] === null) {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
      await connection.run(SCHEMA);
    }
    await checkVersion(connection);
    await connection.run("COMMIT");
  } catch (error) {
    if (!connection.isBroken) await connection.run("ROLLBACK");
    throw error;
  }
}

/** A name as it stands in a statement. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function checkServer(connection: Connection): Promise<void> {
  const [row] = await connection.rows<[string, string]>(
    "SELECT current_setting('server_version_num'), current_setting('server_encoding')",
  );
  const [version, encoding] = row ?? [];
  if (Number(version) < OLDEST_RELEASE) {
    throw new AppError("unavailable", "the database is older than PostgreSQL 15");
  }
  if (encoding !== "UTF8") {
    throw new AppError("unavailable", `the database's encoding is ${encoding ?? "?"}, not UTF8`);
  }
}

async function checkVersion(connection: Connection): Promise<void> {
  const [row] = await connection.rows<[number]>("SELECT max(number) FROM version");
  const version = row?.[0];
  if (version === SCHEMA_VERSION) return;
  if (typeof version === "number" && version > SCHEMA_VERSION) {
    throw new AppError(
      "newer_schema",
      `the log was written by a newer Doorbook: its schema is ${String(version)}, ours ${String(SCHEMA_VERSION)}`,
    );
  }
  throw new AppError("damaged", `the log's schema has no version that we know`);
}
