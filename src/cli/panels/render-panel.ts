import { waysOf } from "../../fleet/known-panels.ts";
import type { KnownPanel } from "../../fleet/known-panels.ts";
import { stateWords, timeWords } from "./state-words.ts";

/** A row of the panels' table: of its columns, in their order. */
export function panelRow(panel: KnownPanel): readonly string[] {
  const { profile, health } = panel;
  return [
    profile.serial,
    profile.name,
    profile.site,
    doorOf(panel),
    waysWords(panel),
    stateWords(health),
    health.lastSeenMs === undefined ? "never" : timeWords(health.lastSeenMs),
  ];
}

/** The columns of {@link panelRow}. */
export const PANEL_COLUMNS = ["SERIAL", "NAME", "SITE", "DOOR", "WAYS", "STATE", "LAST SEEN"];

/** What `panels show` says of a panel, a label and a text each; what is unknown is left out. */
export function panelLines(panel: KnownPanel): readonly (readonly [label: string, text: string])[] {
  const { profile, health, heardSinceMs } = panel;
  const { pulledFrom } = profile;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ["serial", profile.serial],
    ["name", profile.name],
    ["site", profile.site],
    ["building", profile.building],
    ["entrance", profile.entrance],
    ...Object.entries(profile.locks).map(([lock, name]) => [`lock ${lock}`, name] as const),
    ["family", profile.family],
    ["model", profile.model],
    ["firmware", profile.firmware],
    ["replaces", profile.replaces],
    ["ways", waysWords(panel)],
    ["URL", pulledFrom?.url],
    ["username", pulledFrom?.username],
    ["password", pulledFrom && (pulledFrom.sealedPassword === "" ? "none" : "sealed")],
    ["certificate", pulledFrom?.takesSelfSigned === true ? "any is taken" : undefined],
    ["syslog from", profile.syslogHosts.join(", ")],
    ["heard since", heardSinceMs === undefined ? undefined : timeWords(heardSinceMs)],
    ["state", stateWords(health)],
    ["trouble", health.trouble],
    ["clock", offsetWords(health.clockOffsetMs)],
    ["first seen", health.firstSeenMs === undefined ? undefined : timeWords(health.firstSeenMs)],
    ["last seen", health.lastSeenMs === undefined ? "never" : timeWords(health.lastSeenMs)],
    ...Object.entries(health.ways).map(
      ([way, atMs]) => [`last ${way}`, atMs === undefined ? undefined : timeWords(atMs)] as const,
    ),
  ];
  return lines.flatMap(([label, text]) => (text ? [[label, text] as const] : []));
}

/** What programs get of a panel: all that is known of it but what is sealed. */
export function panelJson(panel: KnownPanel): object {
  const { profile, health, heardSinceMs } = panel;
  const { pulledFrom } = profile;
  return {
    ...profile,
    replaces: profile.replaces ?? null,
    pulledFrom:
      pulledFrom === undefined
        ? null
        : {
            url: pulledFrom.url,
            username: pulledFrom.username,
            takesSelfSigned: pulledFrom.takesSelfSigned,
            isPaused: pulledFrom.isPaused,
          },
    ways: waysOf(panel),
    heardSinceMs: heardSinceMs ?? null,
    health: {
      ...health,
      firstSeenMs: health.firstSeenMs ?? null,
      lastSeenMs: health.lastSeenMs ?? null,
      clockOffsetMs: health.clockOffsetMs ?? null,
    },
    stateText: stateWords(health),
  };
}

function doorOf({ profile: { building, entrance } }: KnownPanel): string {
  return [building, entrance].filter((part) => part !== "").join(" / ");
}

function waysWords(panel: KnownPanel): string {
  const isPaused = panel.profile.pulledFrom?.isPaused === true;
  return waysOf(panel)
    .map((way) => (way === "pull" && isPaused ? "pull (paused)" : way))
    .join(", ");
}

function offsetWords(offsetMs: number | undefined): string | undefined {
  if (offsetMs === undefined) return undefined;
  return `${(Math.abs(offsetMs) / 1_000).toFixed(1)} s ${offsetMs < 0 ? "behind" : "ahead of"} ours`;
}
