/** The version of the schema that this program writes. */
export const SCHEMA_VERSION = 1;

/** The indexes of table `event`. They carry what a search needs, so that it reads no event it does not show. */
export const INDEXES = `
  CREATE INDEX by_time ON event (at, seq) INCLUDE (panel, kind);
  CREATE INDEX by_kind ON event (kind, at, seq) INCLUDE (panel);
  CREATE INDEX by_panel ON event (panel, at, fingerprint, seq) INCLUDE (kind);
`;

/**
 * The log's tables, in a schema of their own.
 *
 * - `head` has one row: whoever holds its lock numbers events, panels and kinds. Its numbers are those
 *   of the newest of each.
 * - `epoch` has one row: the name of the log's history, another one when it is put back to an earlier
 *   state.
 * - `event` is the log. Texts hold NUL escaped. A `kind` that gathers keys past the bound leaves what
 *   the panel sent in `other`, a JSON array of the three.
 * - `directory` keeps the fleet's counts as of a seq, so that a start need not count.
 */
export const SCHEMA = `
  CREATE TABLE version (number int4 NOT NULL);
  INSERT INTO version VALUES (${String(SCHEMA_VERSION)});

  CREATE TABLE epoch (name text COLLATE "C" NOT NULL);
  INSERT INTO epoch VALUES (replace(gen_random_uuid()::text, '-', ''));

  CREATE TABLE head (
    seq int8 NOT NULL,
    received int8 NOT NULL,
    panel int4 NOT NULL,
    kind int4 NOT NULL
  );
  INSERT INTO head VALUES (0, 0, 0, 0);

  CREATE TABLE panel (
    id int4 PRIMARY KEY,
    serial text COLLATE "C" NOT NULL UNIQUE
  );

  CREATE TABLE kind (
    id int4 PRIMARY KEY,
    key text COLLATE "C",
    category text COLLATE "C",
    priority text COLLATE "C",
    echo text COLLATE "C"
  );

  CREATE TABLE event (
    seq int8 PRIMARY KEY,
    at int8 NOT NULL,
    received int8 NOT NULL,
    fingerprint int8 NOT NULL,
    panel int4 NOT NULL,
    kind int4 NOT NULL,
    ordinal int4 NOT NULL,
    source int2 NOT NULL,
    model text COLLATE "C",
    extra text COLLATE "C",
    other text COLLATE "C",
    late int2 NOT NULL DEFAULT 0
  ) WITH (autovacuum_vacuum_insert_scale_factor = 0.02);
  ${INDEXES}

  CREATE TABLE directory (
    view text PRIMARY KEY,
    as_of int8 NOT NULL,
    packed bytea NOT NULL
  );
`;
