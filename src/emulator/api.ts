import type { PanelFamily } from "./families.ts";
import type { LinkSettings } from "./link/link-settings.ts";
import type { ClockFault } from "./panel-clock.ts";
import type { QuirkName, Quirks } from "./quirks.ts";
import type { SyslogSettings } from "./syslog-settings.ts";
import type { CallStatistics, LinkCall } from "./statistics.ts";

/** Something for a panel to note. */
export interface EventToFire {
  /** Event key as on the wire; any key at all, 1 to 128 characters. */
  readonly key: string;
  /** The raw data; nothing when absent. */
  readonly model?: Readonly<Record<string, unknown>>;
  /** The catalog's when absent; of a key that it does not have, `info`. */
  readonly category?: string;
  /** The catalog's when absent; of a key that it does not have, `low`. */
  readonly priority?: string;
}

/** Something that happened at a panel, whether it still knows or not. */
export interface Happened {
  /** The panel's serial. */
  readonly panel: string;
  /** How many the panel had noted with it, from 1. */
  readonly nth: number;
  /** When it truly happened, Unix ms. */
  readonly atMs: number;
  /** The time that the panel's clock showed, which is the event's own, Unix ms. */
  readonly occurredAtMs: number;
  readonly key: string;
  /** As the panel says them; absent where it does not. */
  readonly category?: string;
  readonly priority?: string;
  readonly model: Readonly<Record<string, unknown>>;
  /** Whether the management server has acknowledged it. */
  readonly isDelivered: boolean;
  /** Whether the panel forgot it before it was acknowledged: it may have arrived, or not. */
  readonly isLost: boolean;
  /**
   * Whether an answer of the panel's log with it was handed to the network whole; who hung up then may
   * not have seen it.
   */
  readonly isShown: boolean;
  /** Whether its line of syslog was acknowledged over HTTP; over UDP and TCP, handed to the network. */
  readonly isTold: boolean;
  /** Whether the panel does not hold it any more: its ring was full, or its log was cleared. */
  readonly isForgotten: boolean;
}

/** Someone holds an identifier to the panel. */
export interface IdentifierUse {
  /** Default `card`. */
  readonly type?: "card" | "ukey" | "input_code" | "face_id" | "qr" | "license_plate";
  readonly number: string;
  /** Default empty. */
  readonly owner?: string;
  /** Default empty. */
  readonly apartment?: string;
  /** From 0, default 0. */
  readonly lock?: number;
  /** Whether the panel knows it and lets it pass; default true. */
  readonly isValid?: boolean;
}

/** How a panel is now. */
export interface PanelState {
  readonly serial: string;
  readonly url: string;
  readonly name: string;
  readonly family: PanelFamily;
  readonly isOn: boolean;
  readonly isNetworkCut: boolean;
  /** What its clock shows, Unix ms. */
  readonly clockMs: number;
  /** Events that it ever noted. */
  readonly happened: number;
  /** Events that its server has not acknowledged yet. */
  readonly pending: number;
  /** Events that it holds and no answer of its log has shown. */
  readonly unshown: number;
  /** Events whose lines of syslog are still to come; 0 where none go anywhere. */
  readonly untold: number;
  /** Whether it has a management server, and whether lines of syslog go anywhere. */
  readonly isPushing: boolean;
  readonly isTelling: boolean;
}

/** A line of a script. */
export interface ScriptStep {
  /** After the beginning of the script, ms; steps are in the order of time. */
  readonly afterMs: number;
  /** The panel's serial, `*` for all; the first panel when absent. */
  readonly panel?: string;
  /** What is to be done: a word of the control API, such as `exit-button`. */
  readonly do: string;
  /** What goes with it, as the control API takes it. */
  readonly with?: Readonly<Record<string, unknown>>;
}

/** One emulated panel. */
export interface EmulatedPanel {
  readonly serial: string;
  /** Where its API stands: `${url}/api/v1/log/items`. */
  readonly url: string;
  /** The account of its API, and that one's password in clear. */
  readonly username: string;
  readonly password: string;

  /** Notes an event now. @throws Error while it is off, or when the key has no or over 128 characters */
  fire(event: EventToFire): Happened;
  /** Someone leaves. @param lock from 0, default 0 */
  pressExitButton(lock?: number): Happened;
  /** Someone holds an identifier to it. */
  useIdentifier(use: IdentifierUse): Happened;
  /** The door moves, as its sensor sees it. */
  openDoor(): Happened;
  closeDoor(): Happened;

  /** Sets the clock wrong, or right with `{ offsetMs: 0, driftPpm: 0 }`. */
  setClock(fault: Partial<ClockFault>): void;
  /** Pulls the cable: connections end, and there are no new ones. */
  cutNetwork(): void;
  /** @param delayMs how long every request waits, in and out */
  slowNetwork(delayMs: number): void;
  restoreNetwork(): void;
  /** Switches it off and on again. @param offForMs how long it is off, default 0 */
  restart(offForMs?: number): Promise<void>;
  /** Clears its log, for everyone, also what was not delivered yet. */
  wipe(): void;
  /** Configures the management server; none with `undefined`. */
  connect(link: LinkSettings | undefined): void;
  /** Configures where lines of syslog go; nowhere with `undefined`. @throws RangeError for no port */
  sendSyslogTo(syslog: SyslogSettings | undefined): void;

  /** All that ever happened, in the order noted, whether the panel still knows or not. */
  happened(): readonly Happened[];
  /** Waits until its server has acknowledged all that it holds. @throws Error when it has no server */
  delivered(): Promise<void>;
  state(): PanelState;
}

/** A panel that is alone in its emulator. */
export interface LonePanel extends EmulatedPanel, AsyncDisposable {
  /** Switches it off for good. */
  close(): Promise<void>;
}

/** An account of a panel's API. */
export interface PanelAccount {
  readonly name: string;
  readonly type: "admin" | "manager";
  /** In clear. */
  readonly password: string;
}

/** What a panel may be told. */
export interface PanelOptions {
  /** 1 to 128 characters; one is made up when absent. */
  readonly serial?: string;
  /** For people; that of its door when absent. */
  readonly name?: string;
  /** As `/api/info` says it; one of the family's when absent. */
  readonly model?: string;
  /** Default `android`. */
  readonly family?: PanelFamily;
  /** Default none. */
  readonly quirks?: "none" | "real" | Partial<Quirks> | readonly QuirkName[];
  /** Of the API's account `admin`, in clear; a random one when absent. */
  readonly password?: string;
  /** Accounts of the API beside `admin`: a `manager` may log in, and read nothing. */
  readonly accounts?: readonly PanelAccount[];
  /** The management server that it pushes to; none when absent. */
  readonly link?: LinkSettings;
  /** Where what it notes goes as lines of syslog; nowhere when absent. */
  readonly syslog?: SyslogSettings;
  /** How many events it holds; default 10,000, with the quirk `smallRing` 4,000. */
  readonly ringSize?: number;
  /** From a failed call to the next try, ms; default 60,000. */
  readonly retryMs?: number;
  /** From a heartbeat to the next, ms; default 10,000. */
  readonly heartbeatMs?: number;
}

/** What an emulator may be told: what its panels have in common, and how many they are. */
export interface EmulatorOptions extends Omit<PanelOptions, "serial" | "name"> {
  /** How many panels, 1 to 10,000, or what each has of its own; default 1. */
  readonly panels?: number | readonly PanelOptions[];
  /** Begins the serials that are made up; default `EMU`. */
  readonly serialPrefix?: string;
  /** What chance begins with; the same seed gives the same building. Default 1. */
  readonly seed?: number;
  /** Days of history that the panels begin with, 0 to 3,650; default 0. */
  readonly days?: number;
  /** Whether people come and go while it runs; default false. */
  readonly isAlive?: boolean;
  /** At least so many scenes a minute while it is alive, at any hour; default 0. */
  readonly rate?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Default 0, any free one. */
  readonly port?: number;
  /** Whether each panel has a port of its own, the ones after `port`; else all are below `/panels/`. */
  readonly hasOwnPorts?: boolean;
  /** The file in which panels remember across runs; they forget when absent. */
  readonly memory?: string;
  /** How often, on average, a panel with such quirks restarts or is wiped, ms; default an hour. */
  readonly mischiefMs?: number;
  /** What callers of the control API from other machines must show as Bearer; without, none may. */
  readonly controlToken?: string;
  /** Told why a panel cannot deliver, and with `undefined` that it goes on. */
  readonly onTrouble?: (serial: string, reason: string | undefined) => void;
}

/** Emulated panels in one process. */
export interface Emulator extends AsyncDisposable {
  /** Where its control API stands: `${url}/emulator`. */
  readonly url: string;
  readonly panels: readonly EmulatedPanel[];
  /** @throws Error when no panel has the serial */
  panel(serial: string): EmulatedPanel;
  /** Plays a script; resolves at its end. @param speed how many times as fast, default 1; Infinity at once */
  play(script: readonly ScriptStep[], speed?: number): Promise<void>;
  /** All that ever happened, panel after panel. */
  happened(): readonly Happened[];
  /** Waits until all that panels with a server hold is acknowledged. @throws Error when none has one */
  delivered(): Promise<void>;
  /** What panels asked of their server, and how long the answers took. */
  statistics(): Readonly<Record<LinkCall, CallStatistics>>;
  resetStatistics(): void;
  /** Switches everything off. */
  close(): Promise<void>;
}
