import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { databasePath } from "../../src/store/sqlite/open-database.ts";
import { makeBackup } from "../../src/store/sqlite/backup/backup.ts";
import type { BackupRequest } from "../../src/store/sqlite/backup/backup.ts";
import type { BackupManifest } from "../../src/store/sqlite/backup/manifest.ts";
import { restoreBackup } from "../../src/store/sqlite/backup/restore.ts";
import type { Restored, RestoreRequest } from "../../src/store/sqlite/backup/restore.ts";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import type { Delivery } from "../fixtures/ugly.ts";
import { eventsInARow } from "./events.ts";
import { TestFolder } from "./folder.ts";

/** Seqs in a piece of a test's backup. */
export const PIECE_SEQS = 500;

const NO_PACE = { copied: async () => Promise.resolve() };

/** A data folder with a backup's folder beside it; `await using` removes both. */
export class BackedUp implements AsyncDisposable {
  readonly folder: TestFolder;

  private constructor(folder: TestFolder) {
    this.folder = folder;
  }

  static async make(): Promise<BackedUp> {
    return new BackedUp(await TestFolder.make());
  }

  get data(): string {
    return this.folder.at("data");
  }

  get target(): string {
    return this.folder.at("backup");
  }

  backup(changes: Partial<BackupRequest> = {}): Promise<BackupManifest> {
    return makeBackup({
      dataFolder: this.data,
      target: this.target,
      beside: ["panels.key"],
      version: "0.1.0",
      nowMs: 1_760_000_000_000,
      pace: NO_PACE,
      began: () => undefined,
      pieceSeqs: PIECE_SEQS,
      ...changes,
    });
  }

  restore(name: string, changes: Partial<RestoreRequest> = {}): Promise<Restored> {
    return restoreBackup({
      target: this.target,
      dataFolder: this.folder.at(name),
      replaces: false,
      nowMs: 1_760_000_000_000,
      pace: NO_PACE,
      began: () => undefined,
      stage: () => undefined,
      ...changes,
    });
  }

  /** Does something with the store of a data folder, which is closed then. */
  async withStore<Result>(
    name: string,
    act: (store: SqliteStore) => Promise<Result>,
  ): Promise<Result> {
    await using store = await SqliteStore.open({ dataFolder: this.folder.at(name) });
    return await act(store);
  }

  /** Fills the log with so many more events of a panel, which are delivered at once. */
  async fill(events: number, panel = "p1"): Promise<void> {
    await this.withStore("data", (store) => store.append(panel, eventsInARow(events)));
  }

  /** Fills the log with {@link ugly}. */
  async fillUgly(): Promise<void> {
    await this.withStore("data", async (store) => {
      for (const { panel, events } of ugly()) await store.append(panel, events);
    });
  }

  /** One thing each of what is kept beside events, and the key. */
  async fillRest(): Promise<void> {
    await writeFile(join(this.data, "panels.key"), randomBytes(32), { mode: 0o600 });
    await this.withStore("data", async (store) => {
      const { accounts, panels, fleet } = store;
      const account = { type: "admin", verifier: "v", createdAtMs: 1, scope: undefined } as const;
      const { id } = await accounts.addAccount({ ...account, name: "ann" });
      await accounts.raiseFloor(id, { panel: undefined, seq: 3 });
      await panels.putPanel({ serial: "AA-1", linkVerifier: "w", addedAtMs: 2 });
      await fleet.change("reading", [{ id: "AA-1", body: '{"place":1}' }]);
      await fleet.change("site", [{ id: "Yard", body: "{}" }]);
      await store.quarantineBody("AA-1", { reason: "no JSON", bytes: randomBytes(50) });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.folder[Symbol.asyncDispose]();
  }
}

/** The rows of a data folder's events, whole and in order, without a store's threads. */
export function eventRows(dataFolder: string): readonly unknown[] {
  using database = new DatabaseSync(databasePath(dataFolder));
  return database.prepare("SELECT * FROM event ORDER BY seq").all();
}

/** What panels deliver in many odd ways; Doorbook's own events, each of which is its own, are left out. */
export function ugly(): readonly Delivery[] {
  const deliveries = [...uglyDeliveries({ seed: 7, events: 2_000, panels: 20 })];
  return deliveries.filter(({ panel }) => panel !== OWN_PANEL);
}

/** All that a store keeps, as its contracts show it. */
export async function contentsOf(store: SqliteStore): Promise<object> {
  const accounts = await store.accounts.listAccounts();
  return {
    accounts,
    floors: await Promise.all(accounts.map(({ id }) => store.accounts.listFloors(id))),
    panels: await store.panels.listPanels(),
    reading: await store.fleet.list("reading"),
    sites: await store.fleet.list("site"),
    quarantined: await store.listQuarantined(10),
    quarantine: await store.quarantineState(),
  };
}
