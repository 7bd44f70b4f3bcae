import type { PanelOptions, PanelState } from "../../emulator/api.ts";
import type { PanelFamily } from "../../emulator/families.ts";

/** How the events of a demo's panels come into the book: as many panels as there are words. */
const WAYS = [
  ...Array.from({ length: 8 }, () => "push" as const),
  "android",
  "camdroid",
  "android_v0",
  "syslog",
] as const satisfies readonly ("push" | "syslog" | PanelFamily)[];

/** What a demo's panels are told. */
export interface DemoPanelParts {
  /** Where the server answers: pushes go there, and lines of syslog to its `POST /`. */
  readonly address: string;
  readonly linkPassword: string;
}

/** The panels of a demo, each with what it has of its own: 8 push, 3 are pulled, 1 sends syslog. */
export function demoPanels({ address, linkPassword }: DemoPanelParts): readonly PanelOptions[] {
  return WAYS.map((way) => {
    if (way === "push") return { link: { url: address, password: linkPassword } };
    if (way === "syslog") return { syslog: syslogTo(new URL(address)) };
    return { family: way };
  });
}

/** The serials of those that send syslog. @param prefix of the serials, as the emulator makes them */
export function syslogSerials(prefix: string): readonly string[] {
  return WAYS.flatMap((way, at) =>
    way === "syslog" ? [`${prefix}-${String(at + 1).padStart(4, "0")}`] : [],
  );
}

function syslogTo({ hostname, port }: URL): NonNullable<PanelOptions["syslog"]> {
  const host = hostname.replaceAll(/[[\]]/g, "");
  return { protocol: "http", host, port: Number(port || 80) };
}

/** Whether somebody has to ask a panel for its events. */
export function isPulled({ isPushing, isTelling }: Way): boolean {
  return !isPushing && !isTelling;
}

/** How a panel's events come: "8 push, 3 are pulled, 1 sends syslog". */
export function renderWays(panels: readonly Way[]): string {
  const pushing = panels.filter(({ isPushing }) => isPushing).length;
  const pulled = panels.filter(isPulled).length;
  const telling = panels.length - pushing - pulled;
  return `${pushing} push, ${pulled} are pulled, ${telling} sends syslog`;
}

/** What of a panel's state says how its events come. */
export type Way = Pick<PanelState, "isPushing" | "isTelling">;
