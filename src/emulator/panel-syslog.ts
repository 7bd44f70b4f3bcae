import { effectivePriority } from "../event/catalog.ts";
import type { PanelEvent } from "../event/event.ts";
import { isJsonObject } from "../basip/json-object.ts";
import { renderSyslogLine, renderSyslogText } from "../basip/syslog/render-line.ts";
import { SYSLOG_PROTOCOLS, SyslogSender } from "./syslog-sender.ts";
import type { SyslogSettings } from "./syslog-settings.ts";
import type { PanelNetwork } from "./panel-network.ts";
import type { SettingsOf } from "./panel-routes.ts";

/** How grave a line is, by the event's priority (assumed). */
const SEVERITIES: Readonly<Record<string, number>> = { critical: 2, high: 4, medium: 5, low: 6 };

/** What the panel's program is called in its lines (assumed). */
const APP = "bas-ip";

/** Lines that wait for the network; older ones are dropped. */
const MOST_WAITING = 10_000;

/** The port of syslog. Source: RFC 5426. */
export const SYSLOG_PORT = 514;

/** What a panel's syslog rests on. */
export interface PanelSyslogParts {
  readonly serial: string;
  readonly network: PanelNetwork;
  readonly retryMs: number;
}

/** Sends what a panel notes as lines of syslog; what it notes while the network is cut, afterwards. */
export class PanelSyslog {
  readonly #parts: PanelSyslogParts;
  #settings: SyslogSettings | undefined;
  #sender: SyslogSender | undefined;
  #waiting: string[] = [];

  constructor(parts: PanelSyslogParts) {
    this.#parts = parts;
  }

  /** Where lines go; nowhere with `undefined`. @throws RangeError, TypeError as `SyslogSender` */
  configure(settings: SyslogSettings | undefined): void {
    const { retryMs } = this.#parts;
    const sender = settings && new SyslogSender({ ...settings, retryMs });
    void this.#sender?.close();
    this.#settings = settings;
    this.#sender = sender;
    this.#waiting = [];
  }

  /** The panel has power: opens what is configured. */
  open(): void {
    if (this.#sender === undefined) this.configure(this.#settings);
  }

  /** The panel has noted an event. */
  noted({ occurredAtMs, key, model, priority }: PanelEvent): void {
    if (this.#settings === undefined || this.#sender === undefined) return;
    const { form = "rfc5424" } = this.#settings;
    const gravity = effectivePriority({ key, priority });
    const details: unknown = JSON.parse(model ?? "{}");
    const header = {
      form,
      severity: SEVERITIES[gravity] ?? 6,
      atMs: occurredAtMs,
      offsetMinutes: 0,
      host: this.#parts.serial,
      app: APP,
    };
    const text = renderSyslogText({ key, model: isJsonObject(details) ? details : {} });
    this.#waiting.push(renderSyslogLine(header, text));
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    this.flush();
  }

  /** Hands over what waits, unless the network is cut. */
  flush(): void {
    if (this.#parts.network.isCut) return;
    for (const line of this.#waiting) this.#sender?.send(line);
    this.#waiting = [];
  }

  /** The panel has no power, or ends. */
  async close(): Promise<void> {
    const sender = this.#sender;
    this.#sender = undefined;
    await sender?.close();
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
