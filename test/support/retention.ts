import assert from "node:assert/strict";
import { RetentionChanges } from "../../src/book/retention/changes.ts";
import { Retention } from "../../src/book/retention/retention.ts";
import type { RetentionParts } from "../../src/book/retention/retention.ts";
import type { RuleTerms } from "../../src/book/retention/rule.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { eventsInARow, wholeLog } from "./events.ts";
import { eventually } from "./eventually.ts";
import { TestFolder } from "./folder.ts";

export const HOUR_MS = 3_600_000;
export const FULL_DAY_MS = 24 * HOUR_MS;

/** Where a test's clock stands at first: 25 November 2026, 12:34 UTC. */
export const NOW_MS = Date.UTC(2026, 10, 25, 12, 34);

/** Whose events are only there so that those before them go into the indexes. */
const FILLER = "FILLER-1";

/** With so many new events merging is worth its while. */
const FILLING = 300;

/** A rule about every event of the panels. */
export function keepFor(days: number, changes: Partial<RuleTerms> = {}): RuleTerms {
  return { days, categories: [], site: "", isOwn: false, ...changes };
}

/** Retention over stores of a test's own, with a clock that stands where the test puts it. */
export class TestRetention implements AsyncDisposable {
  readonly log: SqliteStore;
  readonly fleet: Fleet;
  readonly changes: RetentionChanges;
  /** What was reported. */
  readonly reports: string[] = [];
  nowMs = NOW_MS;
  readonly #folder: TestFolder;
  #engine: Retention | undefined;

  private constructor(folder: TestFolder, log: SqliteStore, fleet: Fleet) {
    this.#folder = folder;
    this.log = log;
    this.fleet = fleet;
    const now = () => this.nowMs;
    this.changes = new RetentionChanges({ store: log.fleet, log, fleet, now });
  }

  static async open(parts: Partial<RetentionParts> = {}): Promise<TestRetention> {
    const folder = await TestFolder.make();
    const log = await SqliteStore.open({ dataFolder: folder.at("data") });
    const retention = new TestRetention(folder, log, await Fleet.open(log.fleet));
    await retention.restart(parts);
    return retention;
  }

  get engine(): Retention {
    assert.ok(this.#engine);
    return this.#engine;
  }

  /** Goes on from what is kept, as a server does that was stopped or killed. */
  async restart(parts: Partial<RetentionParts> = {}): Promise<void> {
    this.#engine = await Retention.open({
      log: this.log,
      store: this.log.fleet,
      fleet: this.fleet,
      now: () => this.nowMs,
      report: (cause) => this.reports.push(String(cause)),
      paceMs: 0,
      ...parts,
    });
  }

  /** Has a panel belong to a site. */
  async place(serial: string, site: string): Promise<void> {
    const body = renderProfile({ ...newProfile(serial), site });
    await this.log.fleet.change("panel", [{ id: serial, body }]);
    await this.fleet.refresh();
  }

  /** Sets a rule and applies it, past its hour of grace. */
  async apply(name: string, terms: RuleTerms): Promise<void> {
    const rule = await this.changes.setRule(name, terms, undefined);
    await this.changes.run([rule]);
    await this.work();
  }

  /** Does what is to be done, once the log so far is in the indexes. */
  async work(): Promise<void> {
    await this.settle();
    await this.engine.work();
  }

  /** Waits until the log so far is in the indexes. */
  async settle(): Promise<void> {
    const head = await this.log.head();
    const filling = { occurredAtMs: NOW_MS + (head % 1_000_000) };
    await this.log.append(FILLER, eventsInARow(FILLING, filling));
    await eventually(20_000, async () => {
      const { head: last, unmerged } = this.log.examine(false);
      assert.ok(last - unmerged > head);
    });
  }

  /** The panels' events that are there, in the order of seq. */
  async left(): Promise<readonly StoredEvent[]> {
    return (await wholeLog(this.log)).filter(
      ({ panel }) => panel !== OWN_PANEL && panel !== FILLER,
    );
  }

  /** What the log was told under a key, its models. */
  async told(key: string): Promise<readonly unknown[]> {
    const events = await wholeLog(this.log);
    return events
      .filter((event) => event.panel === OWN_PANEL && event.key === key)
      .map(({ model }): unknown => JSON.parse(model ?? "{}"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine?.[Symbol.asyncDispose]();
    await this.log[Symbol.asyncDispose]();
    await this.#folder[Symbol.asyncDispose]();
  }
}
