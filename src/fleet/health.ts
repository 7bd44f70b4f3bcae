import { isMembers, numberOf, readMembers, textOf } from "./read-members.ts";

/**
 * How a panel is.
 *
 * - `new`: nothing was ever heard of it.
 * - `live`: it was heard of lately, and all that it has is here.
 * - `catching_up`: it has more that is still to come.
 * - `silent`: nothing was heard of it for longer than the setting allows.
 * - `refused`: it refuses our login.
 */
export const PANEL_STATES = ["new", "live", "catching_up", "silent", "refused"] as const;

export type PanelState = (typeof PANEL_STATES)[number];

/** Ways in which a panel gives its events away. */
export const WAYS = ["push", "pull", "syslog"] as const;

export type Way = (typeof WAYS)[number];

/** What is kept of how a panel is. Times are ours, Unix ms. */
export interface PanelHealth {
  readonly state: PanelState;
  readonly firstSeenMs: number | undefined;
  readonly lastSeenMs: number | undefined;
  /** When something came by each way last. */
  readonly ways: Readonly<Partial<Record<Way, number>>>;
  /** How far the panel's clock is ahead of ours, ms; `undefined` until it was measured. */
  readonly clockOffsetMs: number | undefined;
  /** Whether it is said that the clock is off. */
  readonly isClockOff: boolean;
  /** Catching up: how many events are still to come, and of how many. */
  readonly toCome: number;
  readonly total: number;
  /** How many events the panel has that we do not; 0 for no gap. */
  readonly gap: number;
  /** Why a panel is refused or cannot be read, for people; empty when nothing is wrong. */
  readonly trouble: string;
}

/** Of a panel that was never heard of. */
export const NO_HEALTH: PanelHealth = {
  state: "new",
  firstSeenMs: undefined,
  lastSeenMs: undefined,
  ways: {},
  clockOffsetMs: undefined,
  isClockOff: false,
  toCome: 0,
  total: 0,
  gap: 0,
  trouble: "",
};

/** How a panel is, as it is kept. */
export function renderHealth(health: PanelHealth): string {
  return JSON.stringify(health);
}

/** How a panel is, from what is kept of it. */
export function parseHealth(body: string): PanelHealth {
  const members = readMembers(body);
  const number = (name: string): number | undefined => numberOf(members, name);
  const ways = isMembers(members["ways"]) ? members["ways"] : {};
  return {
    state: PANEL_STATES.find((state) => state === members["state"]) ?? "new",
    firstSeenMs: number("firstSeenMs"),
    lastSeenMs: number("lastSeenMs"),
    ways: Object.fromEntries(
      WAYS.flatMap((way) => {
        const atMs = numberOf(ways, way);
        return atMs === undefined ? [] : [[way, atMs]];
      }),
    ),
    clockOffsetMs: number("clockOffsetMs"),
    isClockOff: members["isClockOff"] === true,
    toCome: number("toCome") ?? 0,
    total: number("total") ?? 0,
    gap: number("gap") ?? 0,
    trouble: textOf(members, "trouble"),
  };
}
