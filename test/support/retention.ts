import assert from "node:assert/strict";
import { RetentionChanges } from "../../src/book/retention/changes.ts";
import { Retention } from "../../src/book/retention/retention.ts";
import type { RetentionParts } from "../../src/book/retention/retention.ts";
import type { RuleTerms } from "../../src/book/retention/rule.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import { wholeLog } from "./events.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";

export const HOUR_MS = 3_600_000;
export const FULL_DAY_MS = 24 * HOUR_MS;

/** Where a test's clock stands at first: 25 November 2026, 12:34 UTC. */
export const NOW_MS = Date.UTC(2026, 10, 25, 12, 34);

/** A rule about every event of the panels. */
export function keepFor(days: number, changes: Partial<RuleTerms> = {}): RuleTerms {
  return { days, categories: [], site: "", isOwn: false, ...changes };
}

/** Retention over stores of a test's own, with a clock that stands where the test puts it. */
export class TestRetention implements AsyncDisposable {
  readonly stores: Stores;
  readonly fleet: Fleet;
  readonly changes: RetentionChanges;
  /** What was reported. */
  readonly reports: string[] = [];
  nowMs = NOW_MS;
  #engine: Retention | undefined;

  private constructor(stores: Stores, fleet: Fleet) {
    this.stores = stores;
    this.fleet = fleet;
    const now = () => this.nowMs;
    this.changes = new RetentionChanges({ store: stores.fleet, log: stores.log, fleet, now });
  }

  static async open(parts: Partial<RetentionParts> = {}): Promise<TestRetention> {
    const stores = await openStores({});
    const retention = new TestRetention(stores, await Fleet.open(stores.fleet));
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
      log: this.stores.log,
      store: this.stores.fleet,
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
    await this.stores.fleet.change("panel", [{ id: serial, body }]);
    await this.fleet.refresh();
  }

  /** Sets a rule and applies it, past its hour of grace. */
  async apply(name: string, terms: RuleTerms): Promise<void> {
    const rule = await this.changes.setRule(name, terms, undefined);
    await this.changes.run([rule]);
    await this.engine.work();
  }

  /** The panels' events that are there, as `panel key time`. */
  async left(): Promise<readonly StoredEvent[]> {
    return (await wholeLog(this.stores.log)).filter(({ panel }) => panel !== OWN_PANEL);
  }

  /** What the log was told under a key, its models. */
  async told(key: string): Promise<readonly unknown[]> {
    const events = await wholeLog(this.stores.log);
    return events
      .filter((event) => event.panel === OWN_PANEL && event.key === key)
      .map(({ model }): unknown => JSON.parse(model ?? "{}"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine?.[Symbol.asyncDispose]();
    await this.stores[Symbol.asyncDispose]();
  }
}
