import type { PanelOptions } from "../../../src/emulator/api.ts";

/** Where the server of a run takes what panels send. */
export interface Ports {
  readonly http: number;
  readonly udp: number;
  readonly tcp: number;
}

/** How a panel's events come: what a comparison may expect of it. */
export type Delivery = "push" | "pull" | "http" | "udp" | "tcp";

/** A panel of a run. */
export interface SoakPanel {
  readonly serial: string;
  readonly deliveries: readonly Delivery[];
  readonly options: PanelOptions;
}

/** A ring that a flood overruns. */
export const TINY_RING = 120;

/** Panels of all kinds, in all ways, each with what it has of its own. */
export function soakPanels(
  { http, udp, tcp }: Ports,
  quirks: "none" | "real",
  isPushKnown = true,
): SoakPanel[] {
  const host = "127.0.0.1";
  const link = { url: `http://${host}:${http}`, password: "battery staple" };
  const lines = (protocol: "http" | "udp" | "tcp", form: "rfc5424" | "versionless") => {
    const port = { http, udp, tcp }[protocol];
    return { protocol, host, port, form };
  };
  const panels: readonly (readonly [string, readonly Delivery[], PanelOptions])[] = [
    ["PUSH-1", ["push"], { link }],
    ["PUSH-2", ["push"], { family: "camdroid", link }],
    ["PUSH-3", ["push"], { family: "android_v0", link }],
    ["PULL-1", ["pull"], {}],
    ["PULL-2", ["pull"], { family: "camdroid" }],
    ["PULL-3", ["pull"], { family: "android_v0" }],
    ["TINY-1", ["pull"], { ringSize: TINY_RING }],
    ["TINY-2", ["pull"], { family: "camdroid", ringSize: TINY_RING }],
    ["TOLD-1", ["http"], { syslog: lines("http", "rfc5424") }],
    ["TOLD-2", ["http"], { syslog: lines("http", "versionless") }],
    ["TOLD-3", ["udp"], { syslog: lines("udp", "rfc5424") }],
    ["TOLD-4", ["tcp"], { syslog: lines("tcp", "versionless") }],
    [
      "BOTH-1",
      ["push", "http"],
      // what it says before it is known to push is no echo
      { link, ...(isPushKnown && { syslog: lines("http", "rfc5424") }) },
    ],
    ["BOTH-2", ["pull", "http"], { syslog: lines("http", "rfc5424") }],
  ];
  return panels.map(([serial, deliveries, options]) => ({
    serial,
    deliveries,
    options: { ...options, serial, quirks },
  }));
}
