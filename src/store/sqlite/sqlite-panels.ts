import { OWN_PANEL } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { Panel, PanelStore } from "../../fleet/store.ts";
import type { Connection } from "./connection.ts";
import type { WriterClient } from "./writer-client.ts";

type PanelRow = readonly [serial: string, linkVerifier: string | null, addedAtMs: number];

/** Panels and their push sessions in the database file: read here, written by the writer. */
export class SqlitePanels implements PanelStore {
  readonly #reader: Connection;
  readonly #writer: WriterClient;

  constructor(reader: Connection, writer: WriterClient) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async listPanels(): Promise<readonly Panel[]> {
    const sql =
      "SELECT serial, link_verifier, added_at FROM panel WHERE serial <> ? ORDER BY serial";
    return this.#reader.all<PanelRow>(sql, OWN_PANEL).map((row) => toPanel(row));
  }

  async findPanel(serial: PanelSerial): Promise<Panel | undefined> {
    const sql =
      "SELECT serial, link_verifier, added_at FROM panel WHERE serial = ? AND serial <> ?";
    const row = this.#reader.get<PanelRow>(sql, serial, OWN_PANEL);
    return row === undefined ? undefined : toPanel(row);
  }

  async putPanel({ serial, linkVerifier, addedAtMs }: Panel): Promise<void> {
    await this.#writer.statements([
      `INSERT INTO panel (serial, link_verifier, added_at) VALUES (?, ?, ?)
       ON CONFLICT (serial) DO UPDATE SET link_verifier = excluded.link_verifier`,
      serial,
      linkVerifier ?? null,
      addedAtMs,
    ]);
  }

  async addPanelToken(digest: string, serial: PanelSerial, expiresAtMs: number): Promise<void> {
    const sql = "INSERT OR REPLACE INTO panel_token (digest, serial, expires_at) VALUES (?, ?, ?)";
    await this.#writer.statements([sql, digest, serial, expiresAtMs]);
  }

  async findPanelToken(digest: string, nowMs: number): Promise<PanelSerial | undefined> {
    const sql = "SELECT serial FROM panel_token WHERE digest = ? AND expires_at > ?";
    return this.#reader.get<[string]>(sql, digest, nowMs)?.[0];
  }

  async sweepPanelTokens(nowMs: number): Promise<number> {
    const sql = "DELETE FROM panel_token WHERE expires_at <= ?";
    return (await this.#writer.statements([sql, nowMs])).changes;
  }
}

function toPanel([serial, linkVerifier, addedAtMs]: PanelRow): Panel {
  return { serial, linkVerifier: linkVerifier ?? undefined, addedAtMs };
}
