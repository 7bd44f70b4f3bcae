import { DatabaseSync } from "node:sqlite";

/**
 * Makes a file of the present schema one of schema 1, as an older program left it: no index by kind. No server
 * may have it open.
 */
export function makeOlder(file: string): void {
  using database = new DatabaseSync(file);
  database.exec(`
    BEGIN;
    DROP TABLE by_kind;
    DROP TABLE floor;
    DROP TABLE fleet;
    DROP TABLE fleet_version;
    DROP TABLE epoch;
    DROP TABLE personal_token;
    DROP TABLE removal;
    ALTER TABLE directory DROP COLUMN removal;
    ALTER TABLE account DROP COLUMN scope;
    ALTER TABLE kind DROP COLUMN echo;
    ALTER TABLE event DROP COLUMN late;
    DELETE FROM merged WHERE name = 'by_kind';
    PRAGMA user_version = 1;
    COMMIT;
  `);
}
