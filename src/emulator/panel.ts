import { randomBytes } from "node:crypto";
import type { Call } from "../http/connection.ts";
import type {
  EmulatedPanel,
  EventToFire,
  Happened,
  IdentifierUse,
  PanelOptions,
  PanelState,
} from "./api.ts";
import { defer } from "./deferred.ts";
import { Door } from "./door.ts";
import { checkKey, eventOf } from "./event-of.ts";
import { FAMILIES } from "./families.ts";
import { happenedOf } from "./happened.ts";
import { eventOfIdentifier } from "./identifier-event.ts";
import { Link } from "./link/link.ts";
import type { LinkTiming } from "./link/link.ts";
import type { LinkSettings } from "./link/link-settings.ts";
import type { Memory } from "./memory.ts";
import type { Noted } from "./noted.ts";
import { PanelApi } from "./panel-api.ts";
import { PanelClock } from "./panel-clock.ts";
import type { ClockFault } from "./panel-clock.ts";
import { PanelLog } from "./panel-log.ts";
import { PanelNetwork } from "./panel-network.ts";
import { PanelSyslog } from "./panel-syslog.ts";
import { openPanelTwin, PANEL_ACCOUNT } from "./panel-twin.ts";
import type { PanelTwin } from "./panel-twin.ts";
import { renderPhoto } from "./photo/render-photo.ts";
import { quirksOf } from "./quirks.ts";
import type { Quirks } from "./quirks.ts";
import type { Random } from "./random.ts";
import { linkSettings } from "./server-settings.ts";
import type { Statistics } from "./statistics.ts";
import type { SyslogSettings } from "./syslog-settings.ts";
import { WrongClock } from "./wrong-clock.ts";

/** How many events a ring holds. */
const RING_SIZE = 10_000;
const SMALL_RING_SIZE = 4_000;

/** What a panel shares with the others of its emulator. */
export interface PanelSurroundings {
  readonly memory: Memory;
  readonly statistics: Statistics;
  /** True time, ms. */
  readonly now: () => number;
  /** Of this panel alone. */
  readonly random: Random;
  /** Within it the panels log in for the first time, ms. */
  readonly startWithinMs: number;
  /** Of how many events it is remembered that they happened. */
  readonly rememberedEvents: number;
  /** Told why a panel cannot deliver, and with `undefined` that it goes on. */
  readonly onTrouble: (serial: string, reason: string | undefined) => void;
}

/** A panel's options with nothing left open. */
type Own = Required<
  Pick<PanelOptions, "serial" | "family" | "password" | "name" | "model" | "accounts">
>;

/** A door panel in this process: a ring of events, an API, a link to a server, and a will of its own. */
export class Panel implements EmulatedPanel {
  readonly #own: Own;
  readonly #quirks: Quirks;
  readonly #timing: LinkTiming;
  readonly #around: PanelSurroundings;
  readonly #log: PanelLog;
  readonly #clock = new PanelClock();
  readonly #wrongClock: WrongClock;
  readonly #network = new PanelNetwork();
  readonly #door = new Door();
  #url = "";
  #isOn = false;
  #settings: LinkSettings | undefined;
  #link: Link | undefined;
  readonly #syslog: PanelSyslog;
  readonly #api = new PanelApi({
    network: this.#network,
    isOn: () => this.#isOn,
    openTwin: async () => this.#openTwin(),
  });
  #settled = defer<void>();

  constructor(options: PanelOptions & { readonly serial: string }, around: PanelSurroundings) {
    const { serial, family = "android", retryMs = 60_000, heartbeatMs = 10_000 } = options;
    const { model = FAMILIES[family].model, accounts = [] } = options;
    const { name = model } = options;
    const password = options.password ?? randomBytes(12).toString("base64url");
    this.#own = { serial, family, password, name, model, accounts };
    this.#quirks = quirksOf(options.quirks ?? "none");
    this.#timing = { retryMs, heartbeatMs, startWithinMs: around.startWithinMs };
    this.#around = around;
    this.#settings = options.link;
    this.#wrongClock = new WrongClock(this.#clock, around.random, this.#quirks);
    this.#log = new PanelLog({
      serial,
      ringSize: options.ringSize ?? (this.#quirks.smallRing ? SMALL_RING_SIZE : RING_SIZE),
      rememberedEvents: around.rememberedEvents,
      memory: around.memory,
      onNoted: () => this.#link?.wake(),
      onSettled: () => this.#settled.resolve(),
    });
    const [log, network] = [this.#log, this.#network];
    this.#syslog = new PanelSyslog({ serial, network, retryMs, log });
    this.#syslog.configure(options.syslog);
  }

  get serial(): string {
    return this.#own.serial;
  }

  get url(): string {
    return this.#url;
  }

  get username(): string {
    return PANEL_ACCOUNT;
  }

  get password(): string {
    return this.#own.password;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  get quirks(): Quirks {
    return this.#quirks;
  }

  get network(): PanelNetwork {
    return this.#network;
  }

  /** What a memory is read back into. */
  get log(): PanelLog {
    return this.#log;
  }

  /** Tells it where its API stands. */
  standsAt(url: string): void {
    this.#url = url;
  }

  fire(event: EventToFire): Happened {
    if (!this.#isOn) throw new Error(`panel ${this.serial} is off`);
    checkKey(event);
    return happenedOf(this.serial, this.note(event, this.#around.now()));
  }

  pressExitButton(lock = 0): Happened {
    return this.fire({ key: "lock_was_opened_by_exit_btn", model: { lock } });
  }

  useIdentifier(use: IdentifierUse): Happened {
    return this.fire(eventOfIdentifier(use));
  }

  openDoor(): Happened {
    return this.fire({ key: "door_was_opened" });
  }

  closeDoor(): Happened {
    return this.fire({ key: "door_was_closed" });
  }

  /** Notes what happened at a true time, on or off: of the past, it was on then. */
  note(event: EventToFire, atMs: number): Noted {
    this.#wrongClock.perhapsChange(atMs);
    this.#door.heard(event.key, atMs);
    const isSilent = this.#quirks.missingPriority && this.#around.random.isChosen(SILENT);
    const occurredAtMs = this.#clock.at(atMs);
    const noted = this.#log.note(eventOf(event, { occurredAtMs, isSilent }), atMs);
    if (this.#isOn) this.#syslog.flush();
    return noted;
  }

  setClock({ offsetMs = 0, driftPpm = 0 }: Partial<ClockFault>): void {
    this.#clock.change({ offsetMs, driftPpm }, this.#around.now());
  }

  cutNetwork(): void {
    this.#network.cut();
  }

  slowNetwork(delayMs: number): void {
    this.#network.slow(delayMs);
  }

  restoreNetwork(): void {
    this.#network.restore();
    this.#syslog.flush();
  }

  async restart(offForMs = 0): Promise<void> {
    await this.switchOff();
    if (offForMs > 0) await new Promise((resolve) => setTimeout(resolve, offForMs));
    this.switchOn();
    this.note({ key: "device_booted" }, this.#around.now());
  }

  /** Its power goes: connections, tokens and sessions with it. */
  async switchOff(): Promise<void> {
    this.#isOn = false;
    this.#link?.close();
    this.#link = undefined;
    this.#network.drop();
    await this.#syslog.close();
    await this.#api.close();
  }

  /** Its power comes back; that it booted is for the caller to note. */
  switchOn(): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#openLink();
    this.#syslog.open();
  }

  wipe(): void {
    this.#log.wipe();
  }

  connect(link: LinkSettings | undefined): void {
    this.#settings = link;
    this.#link?.close();
    this.#link = undefined;
    if (this.#isOn) this.#openLink();
  }

  sendSyslogTo(syslog: SyslogSettings | undefined): void {
    this.#syslog.configure(syslog);
  }

  happened(): readonly Happened[] {
    return this.#log.happened().map((noted) => happenedOf(this.serial, noted));
  }

  async delivered(): Promise<void> {
    while (this.#log.pendingCount > 0) {
      if (this.#settings === undefined) {
        throw new Error(`panel ${this.serial} has no server to deliver to: connect it`);
      }
      this.#settled = defer();
      await this.#settled.promise;
    }
  }

  state(): PanelState {
    return {
      serial: this.serial,
      url: this.url,
      name: this.#own.name,
      family: this.#own.family,
      isOn: this.#isOn,
      isNetworkCut: this.#network.isCut,
      clockMs: this.#clockMs(),
      happened: this.#log.count,
      pending: this.#log.pendingCount,
      unshown: this.#log.unshownCount,
      untold: this.#syslog.untoldCount,
      isPushing: this.#settings !== undefined,
      isTelling: this.#syslog.isTelling,
    };
  }

  /** Answers a request to its API, whose path begins at its root. */
  answer(call: Call): void {
    this.#api.answer(call);
  }

  async #openTwin(): Promise<PanelTwin> {
    const { family, password, name, model, serial, accounts } = this.#own;
    const { firmwareVersion, apiVersion } = FAMILIES[family];
    const { now } = this.#around;
    return openPanelTwin({
      log: this.#log,
      family,
      quirks: this.#quirks,
      accounts: [{ name: PANEL_ACCOUNT, type: "admin", password }, ...accounts],
      now,
      note: (key, details) => void this.note({ key, model: { ...details } }, now()),
      routes: {
        device: { serial, name, model, firmwareVersion, apiVersion, commit: "emulator" },
        clockMs: () => this.#clockMs(),
        renderDoor: () => this.#door.render(now()),
        renderPhoto: () => renderPhoto({ serial, atMs: this.#clockMs(), offsetMinutes: 0 }),
        wipe: () => this.wipe(),
        openLock: (lock) => {
          this.fire({ key: "access_granted_by_api_call", model: { lock, requestor: "api" } });
        },
        server: linkSettings(
          () => this.#settings,
          (link) => this.connect(link),
        ),
        syslog: this.#syslog.shown,
      },
    });
  }

  #openLink(): void {
    if (this.#settings === undefined) return;
    const { statistics, random, onTrouble } = this.#around;
    this.#link = Link.open(
      {
        serial: this.serial,
        log: this.#log,
        network: this.#network,
        quirks: this.#quirks,
        timing: this.#timing,
        random,
        statistics,
        onTrouble: (reason) => onTrouble(this.serial, reason),
      },
      this.#settings,
    );
  }

  #clockMs(): number {
    return this.#clock.at(this.#around.now());
  }
}

/** How often an event says nothing of its priority, where that is a quirk. */
const SILENT = 0.05;
