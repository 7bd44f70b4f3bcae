/**
 * The file's schema, as the steps that lead to it: step n brings version n − 1 to version n. A step
 * that fills something large only makes the empty place; what is behind the log is filled behind it.
 *
 * - `event` is the log itself, by seq; nothing else is written before an append is acknowledged.
 * - `by_time`, `by_panel` and `by_kind` are indexes behind the log: each holds every event up to its
 *   watermark in `merged`, and perhaps some above it.
 * - `floor` is what an account has cleared: of one panel, or, with an empty `panel`, of the fleet.
 * - `fleet` is what is known of panels, sites and owners, as JSON texts; `fleet_version` counts the
 *   changes of each part, so that another process sees them.
 * - `epoch` has one row: the name of the log's history, another one when it is put back to an earlier
 *   state.
 * - `removal` is what was lately taken out of the log: a row for each transaction that took events out, with
 *   where they stood, for those who hold something made of them. Ids rise by one; the newest row always
 *   stays, and `total` is how many events were ever taken out, up to it. `directory.removal` is the id that
 *   a kept directory takes into account.
 * - In `event`, a `kind` whose key, category or priority is gathered with others leaves what the panel
 *   sent in `other`, a JSON array of the three.
 */
export const SCHEMA_STEPS: readonly string[] = [
  `
  CREATE TABLE panel (
    id INTEGER PRIMARY KEY,
    serial TEXT NOT NULL UNIQUE,
    link_verifier TEXT,
    added_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE kind (
    id INTEGER PRIMARY KEY,
    key TEXT,
    category TEXT,
    priority TEXT
  ) STRICT;
  CREATE INDEX kind_by_key ON kind (key, category, priority);

  CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    panel INTEGER NOT NULL,
    at INTEGER NOT NULL,
    received INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    model TEXT,
    extra TEXT,
    other TEXT
  ) STRICT;

  CREATE TABLE merged (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE by_time (
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    panel INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (at, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO merged VALUES ('by_time', 0);

  CREATE TABLE by_panel (
    panel INTEGER NOT NULL,
    at INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (panel, at, fingerprint, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO merged VALUES ('by_panel', 0);

  CREATE TABLE directory (
    view TEXT PRIMARY KEY,
    as_of INTEGER NOT NULL,
    packed BLOB NOT NULL
  ) STRICT;

  CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    verifier TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE token (
    digest TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX token_by_account ON token (account);

  CREATE TABLE panel_token (
    digest TEXT PRIMARY KEY,
    serial TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    panel TEXT NOT NULL,
    what TEXT NOT NULL,
    digest TEXT NOT NULL,
    reason TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    times INTEGER NOT NULL,
    size INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE (panel, what, digest)
  ) STRICT;

  CREATE TABLE quarantine_state (count INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
  INSERT INTO quarantine_state VALUES (0, 0);
  CREATE TRIGGER quarantine_added AFTER INSERT ON quarantine BEGIN
    UPDATE quarantine_state SET count = count + 1, bytes = bytes + new.size;
  END;
  CREATE TRIGGER quarantine_dropped AFTER DELETE ON quarantine BEGIN
    UPDATE quarantine_state SET count = count - 1, bytes = bytes - old.size;
  END;
  `,
  `
  CREATE TABLE by_kind (
    kind INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    panel INTEGER NOT NULL,
    PRIMARY KEY (kind, at, seq)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO merged VALUES ('by_kind', 0);
  `,
  `
  CREATE TABLE floor (
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    panel TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (account, panel)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE kind ADD COLUMN echo TEXT;
  ALTER TABLE event ADD COLUMN late INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE fleet (
    part TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (part, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE fleet_version (part TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE epoch (name TEXT NOT NULL) STRICT;
  INSERT INTO epoch VALUES (lower(hex(randomblob(8))));

  ALTER TABLE account ADD COLUMN scope TEXT;

  CREATE TABLE personal_token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    rights TEXT NOT NULL,
    scope TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
  ) STRICT;
  CREATE INDEX personal_token_by_account ON personal_token (account);
  `,
  `
  CREATE TABLE removal (
    id INTEGER PRIMARY KEY,
    removed_at INTEGER NOT NULL,
    total INTEGER NOT NULL,
    events BLOB NOT NULL
  ) STRICT;
  ALTER TABLE directory ADD COLUMN removal INTEGER NOT NULL DEFAULT 0;
  `,
];

/** The version this program writes. */
export const SCHEMA_VERSION = SCHEMA_STEPS.length;

/** What the indexes behind the log are called, in table `merged` too. */
export const INDEX_NAMES = ["by_time", "by_panel", "by_kind"] as const;

export type IndexName = (typeof INDEX_NAMES)[number];
