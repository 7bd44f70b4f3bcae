import { MAX_NAME_CHARACTERS } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";

/** What an intake of syslog asks of the fleet. A line names no serial. */
export interface SyslogPanels {
  /**
   * Which panel a line is of.
   *
   * @param host what the line says of its sender; the sender's address when it says nothing
   * @param address the sender's address
   */
  panelOf(host: string, address: string): PanelSerial;
  /** Whether the panel's log comes another way too. */
  isDelivering(panel: PanelSerial): boolean;
  /** Told of every panel that lines came from. @param atMs our clock, Unix milliseconds */
  heard(panel: PanelSerial, atMs: number): void;
}

/** Takes each host for a panel of its own, `syslog:<host>` (assumed); none comes another way. */
export const HOSTS_AS_PANELS: SyslogPanels = {
  panelOf: (host) => serialOfHost(host),
  isDelivering: () => false,
  heard: () => undefined,
};

/** The serial of a panel of which just its host is known: `syslog:<host>`, cut to 128 characters. */
export function serialOfHost(host: string): PanelSerial {
  const serial = `syslog:${host}`.slice(0, MAX_NAME_CHARACTERS);
  // the cut may part the two halves of a character
  return serial.isWellFormed() ? serial : serial.slice(0, -1);
}
