import assert from "node:assert/strict";
import type { PanelPage } from "../../src/basip/android/read-log-page.ts";
import type { PageQuestion } from "../../src/basip/log-dialect.ts";
import { PanelClient } from "../../src/client/panel-client.ts";
import type { FoundLog, PanelInfo } from "../../src/client/panel-client.ts";
import type { CallBounds } from "../../src/client/panel-http.ts";
import type { Happened } from "../../src/emulator/api.ts";
import { OWN_PANEL } from "../../src/event/event.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import type { OwnEventKey } from "../../src/event/own-events.ts";
import { FleetHealth } from "../../src/fleet/fleet-health.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import type { PanelHealth } from "../../src/fleet/health.ts";
import { KEEPS_ALL, KeptIntake } from "../../src/intake/kept-intake.ts";
import type { Keeping } from "../../src/intake/kept-intake.ts";
import { PanelReader } from "../../src/intake/pull/panel-reader.ts";
import { UNREAD } from "../../src/intake/pull/reading.ts";
import type { Reading } from "../../src/intake/pull/reading.ts";
import { WatchedIntake } from "../../src/intake/watched-intake.ts";
import { openStores } from "./stores.ts";
import type { Stores } from "./stores.ts";

/** A panel that can be asked. */
export interface AskedPanel {
  readonly serial: string;
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What a test has of its own. */
export interface PulledOverrides {
  /** Happens before each question for a page. */
  readonly beforePage?: (question: PageQuestion) => void;
  /** Our clock, ms; the machine's when absent. */
  readonly now?: () => number;
  /** A token of an earlier login. */
  readonly token?: string;
  readonly bounds?: CallBounds;
  /** Which events are kept; all when absent. */
  readonly keeping?: Keeping;
}

/** Turns after which a reading that goes on is held to be endless. */
const MAX_TURNS = 500;

/** One panel that is pulled into stores of a test's own. */
export class Pulled implements AsyncDisposable {
  readonly stores: Stores;
  readonly client: PanelClient;
  readonly reader: PanelReader;
  readonly #serial: string;
  readonly #health: FleetHealth;

  private constructor(
    stores: Stores,
    health: FleetHealth,
    { panel, overrides }: { readonly panel: AskedPanel; readonly overrides: PulledOverrides },
  ) {
    // a panel's members may be getters: a spread would miss them
    const { serial, url, username, password } = panel;
    const { now = Date.now, beforePage = () => undefined, token, bounds } = overrides;
    const { keeping = KEEPS_ALL } = overrides;
    const store = new KeptIntake(stores.intake, keeping);
    this.stores = stores;
    this.#serial = serial;
    this.#health = health;
    this.client = new PanelClient(
      { serial, url, username, password, takesSelfSigned: false },
      { token, ...(bounds !== undefined && { bounds }) },
    );
    this.reader = new PanelReader(
      {
        serial,
        client: new InterruptedClient(this.client, beforePage),
        intake: new WatchedIntake({ store, health, now }),
        log: stores.log,
        health,
        edgeMs: () => keeping.edgeOf(serial),
        keep: async () => Promise.resolve(),
        now,
      },
      UNREAD,
    );
  }

  static async open(panel: AskedPanel, overrides: PulledOverrides): Promise<Pulled> {
    const stores = await openStores({});
    const health = await FleetHealth.open({
      store: stores.fleet,
      fleet: await Fleet.open(stores.fleet),
      log: stores.log,
      bounds: { lateMs: 120_000, silentMs: 120_000 },
      now: overrides.now ?? Date.now,
      report: (cause) => assert.fail(String(cause)),
    });
    return new Pulled(stores, health, { panel, overrides });
  }

  /** Reads until the panel has no more. */
  async readAll(): Promise<void> {
    for (let turns = 0; turns < MAX_TURNS; turns++) {
      if (!(await this.reader.turn())) return;
    }
    assert.fail(`the panel is read without an end: ${MAX_TURNS} turns`);
  }

  /** How far the panel was read. */
  get reading(): Reading {
    return this.reader.reading;
  }

  /** How the panel is. */
  get health(): PanelHealth {
    return this.#health.of(this.#serial).health;
  }

  /** The panel's events that are held, in the order of seq. */
  async held(): Promise<readonly StoredEvent[]> {
    return (await this.#all()).filter(({ panel }) => panel === this.#serial);
  }

  /** Doorbook's own events of a key, in the order of seq. */
  async ownEvents(wanted: OwnEventKey): Promise<readonly StoredEvent[]> {
    return (await this.#all()).filter(({ panel, key }) => panel === OWN_PANEL && key === wanted);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.client[Symbol.dispose]();
    await this.stores[Symbol.asyncDispose]();
  }

  async #all(): Promise<readonly StoredEvent[]> {
    return this.stores.log.after(0, 10_000);
  }
}

/** Opens a reader of one panel for one test; `await using` closes it. */
export async function pullFrom(
  panel: AskedPanel,
  overrides: PulledOverrides = {},
): Promise<Pulled> {
  return Pulled.open(panel, overrides);
}

/** What tells events apart, in the order of time: for happened ones and held ones alike. */
export function told(events: readonly (Happened | StoredEvent)[]): readonly string[] {
  const texts = events.map(({ occurredAtMs, key, model }) => {
    const value: unknown = typeof model === "string" ? JSON.parse(model) : (model ?? {});
    return `${String(occurredAtMs).padStart(15)} ${key} ${JSON.stringify(value)}`;
  });
  return texts.toSorted();
}

/** A client between whose pages something happens. */
class InterruptedClient {
  readonly #client: PanelClient;
  readonly #before: (question: PageQuestion) => void;

  constructor(client: PanelClient, before: (question: PageQuestion) => void) {
    this.#client = client;
    this.#before = before;
  }

  get found(): FoundLog | undefined {
    return this.#client.found;
  }

  async info(): Promise<PanelInfo> {
    return this.#client.info();
  }

  async find(): Promise<FoundLog> {
    return this.#client.find();
  }

  async clockMs(): Promise<number | undefined> {
    return this.#client.clockMs();
  }

  async page(question: PageQuestion): Promise<PanelPage> {
    this.#before(question);
    return this.#client.page(question);
  }
}
