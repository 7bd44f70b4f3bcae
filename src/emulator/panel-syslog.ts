import { effectivePriority } from "../event/catalog.ts";
import type { PanelEvent } from "../event/event.ts";
import { isJsonObject } from "../basip/json-object.ts";
import { renderSyslogLine, renderSyslogText } from "../basip/syslog/render-line.ts";
import type { SyslogForm } from "../basip/syslog/render-line.ts";
import { SYSLOG_PROTOCOLS, SyslogSender } from "./syslog-sender.ts";
import type { SyslogSettings } from "./syslog-settings.ts";
import type { PanelLog } from "./panel-log.ts";
import type { PanelNetwork } from "./panel-network.ts";
import type { SettingsOf } from "./panel-routes.ts";
import { Telling } from "./telling.ts";

/** How grave a line is, by the event's priority (assumed). */
const SEVERITIES: Readonly<Record<string, number>> = { critical: 2, high: 4, medium: 5, low: 6 };

/** What the panel's program is called in its lines (assumed). */
const APP = "bas-ip";

/** Lines that wait for the network where nothing is acknowledged; older ones are dropped. */
const MOST_WAITING = 10_000;

/** The port of syslog. Source: RFC 5426. */
export const SYSLOG_PORT = 514;

/** Lines that are with the network at once; the panel's log has the others. */
const MOST_HANDED = 1_000;

/** What a panel's syslog rests on. */
export interface PanelSyslogParts {
  readonly serial: string;
  readonly network: PanelNetwork;
  readonly retryMs: number;
  /** What there is to say, and up to where it was said. */
  readonly log: PanelLog;
}

/**
 * Sends what a panel notes as lines of syslog; what it notes while the network is cut, afterwards. Over
 * HTTP it keeps its place in the log, and after its power or its process was gone says again what was
 * not acknowledged; over UDP and TCP nobody knows, and it goes on with what comes next.
 */
export class PanelSyslog {
  readonly #parts: PanelSyslogParts;
  #settings: SyslogSettings | undefined;
  #sender: SyslogSender | undefined;
  #telling = new Telling(() => undefined);
  /** What is at or below it was handed over; `undefined` before the panel first had power. */
  #handedNth: number | undefined;

  constructor(parts: PanelSyslogParts) {
    this.#parts = parts;
  }

  /** Whether lines go anywhere. */
  get isTelling(): boolean {
    return this.#settings !== undefined;
  }

  /** Events whose lines are still to come. */
  get untoldCount(): number {
    const { log } = this.#parts;
    return this.isTelling ? log.count - (log.toldNth ?? log.count) : 0;
  }

  /** Where lines of what comes go; nowhere with `undefined`. @throws RangeError, TypeError as `SyslogSender` */
  configure(settings: SyslogSettings | undefined): void {
    const sender = settings && this.#makeSender(settings);
    void this.#sender?.close();
    this.#settings = settings;
    this.#sender = sender;
    // before the panel has power, the memory is still to say where it was
    if (this.#handedNth !== undefined) this.#handedNth = this.#parts.log.beginTelling();
  }

  /** The panel has power: goes on where it was. */
  open(): void {
    if (this.#settings === undefined) {
      this.#handedNth ??= this.#parts.log.count;
      return;
    }
    const { log } = this.#parts;
    this.#sender ??= this.#makeSender(this.#settings);
    const isAcknowledged = this.#settings.protocol === "http";
    if (isAcknowledged) this.#handedNth = log.toldNth ?? log.beginTelling();
    else this.#handedNth ??= log.beginTelling();
    this.flush();
  }

  /** Hands over what waits, unless the network is cut. */
  flush(): void {
    if (this.#settings === undefined || this.#sender === undefined) return;
    if (this.#handedNth === undefined || this.#parts.network.isCut) return;
    const { log, serial } = this.#parts;
    const { protocol, form = "rfc5424" } = this.#settings;
    if (protocol !== "http") this.#handedNth = Math.max(this.#handedNth, log.count - MOST_WAITING);
    const free = MOST_HANDED - this.#telling.count;
    for (const { nth, event } of log.happenedAfter(this.#handedNth, free)) {
      this.#handedNth = nth;
      this.#telling.add(nth);
      this.#sender.send(renderEvent(event, { serial, form }));
    }
  }

  /** The panel has no power, or ends. */
  async close(): Promise<void> {
    const sender = this.#sender;
    this.#sender = undefined;
    await sender?.close();
  }

  #makeSender(settings: SyslogSettings): SyslogSender {
    const { log, network, retryMs } = this.#parts;
    const telling = new Telling((nths) => log.tell(nths));
    const sender = new SyslogSender({
      ...settings,
      retryMs,
      cable: network,
      onLeft: (from, end, how) => {
        telling.left(from, end, how);
        if (this.#telling === telling) this.flush();
      },
    });
    this.#telling = telling;
    return sender;
  }

  /** The settings as `syslog/settings` shows and takes them; their names are assumed. */
  get shown(): SettingsOf {
    return {
      read: () => ({
        is_enabled: this.#settings !== undefined,
        protocol: this.#settings?.protocol ?? "udp",
        host: this.#settings?.host ?? "",
        port: this.#settings?.port ?? SYSLOG_PORT,
      }),
      write: ({ is_enabled, protocol, host, port = SYSLOG_PORT }) => {
        if (is_enabled === false) {
          this.configure(undefined);
          return true;
        }
        const known = SYSLOG_PROTOCOLS.find((one) => one === protocol);
        if (is_enabled !== true || known === undefined) return false;
        if (typeof host !== "string" || host === "" || !isPort(port)) return false;
        this.configure({ protocol: known, host, port });
        return true;
      },
    };
  }
}

function isPort(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

function renderEvent(
  { occurredAtMs, key, model, priority }: PanelEvent,
  { serial, form }: { readonly serial: string; readonly form: SyslogForm },
): string {
  const details: unknown = JSON.parse(model ?? "{}");
  const header = {
    form,
    severity: SEVERITIES[effectivePriority({ key, priority })] ?? 6,
    atMs: occurredAtMs,
    offsetMinutes: 0,
    host: serial,
    app: APP,
  };
  const text = renderSyslogText({ key, model: isJsonObject(details) ? details : {} });
  return renderSyslogLine(header, text);
}
