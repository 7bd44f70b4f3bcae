import { LOCALES } from "../basip/texts/locales.ts";
import type { Locale } from "../basip/texts/locales.ts";
import { isMembers, numberOf, readMembers, textOf, textsOf } from "../fleet/read-members.ts";
import type { Members } from "../fleet/read-members.ts";

/** What events are counted together by: those of one panel, of one identifier, or all. */
export const THRESHOLD_GROUPS = ["panel", "number", "all"] as const;

export type ThresholdGroup = (typeof THRESHOLD_GROUPS)[number];

/** So many events within so long make an alarm, rather than each. */
export interface Threshold {
  /** 2 to 100. */
  readonly count: number;
  /** 1 to 1,440. */
  readonly minutes: number;
  readonly by: ThresholdGroup;
}

/** Where the notices of an alarm go. */
export type AlarmTarget =
  | {
      readonly is: "webhook";
      readonly url: string;
      /** What notices are signed with, as `SecretKey.seal` makes it; see {@link sealedFor}. */
      readonly sealedSecret: string;
    }
  | { readonly is: "email"; readonly to: readonly string[] };

/** An alarm: a saved query with a target. */
export interface Alarm {
  /** Unique to the letter, one line of 1 to 64 characters. */
  readonly name: string;
  /** In the book's language; empty for every event. */
  readonly query: string;
  readonly target: AlarmTarget;
  /** `undefined` where each event counts. */
  readonly threshold: Threshold | undefined;
  /** At most one e-mail in so many minutes, 0 to 1,440; 0 for as many as there are. */
  readonly quietMinutes: number;
  readonly locale: Locale;
  /** IANA time zone of the times in e-mails. */
  readonly zone: string;
  readonly isOn: boolean;
  /** Events up to this seq are none of its business: the newest when it was made or switched on. */
  readonly fromSeq: number;
}

/** Under which name the secret of an alarm is sealed: no panel's serial has a line break. */
export function sealedFor(name: string): string {
  return `alarm\n${name}`;
}

/** An alarm as it is kept, under its name. */
export function renderAlarm(alarm: Alarm): string {
  return JSON.stringify({ ...alarm, name: undefined });
}

/** An alarm from what is kept of it. */
export function parseAlarm(name: string, body: string): Alarm {
  const members = readMembers(body);
  const locale = LOCALES.find((each) => each === members["locale"]) ?? "en";
  return {
    name,
    query: textOf(members, "query"),
    target: targetOf(members["target"]),
    threshold: thresholdOf(members["threshold"]),
    quietMinutes: numberOf(members, "quietMinutes") ?? 0,
    locale,
    zone: textOf(members, "zone") || "UTC",
    isOn: members["isOn"] === true,
    fromSeq: numberOf(members, "fromSeq") ?? 0,
  };
}

function targetOf(value: unknown): AlarmTarget {
  const members: Members = isMembers(value) ? value : {};
  if (members["is"] === "email") return { is: "email", to: textsOf(members, "to") };
  const url = textOf(members, "url");
  return { is: "webhook", url, sealedSecret: textOf(members, "sealedSecret") };
}

function thresholdOf(value: unknown): Threshold | undefined {
  if (!isMembers(value)) return undefined;
  const by = THRESHOLD_GROUPS.find((each) => each === value["by"]) ?? "all";
  return { count: numberOf(value, "count") ?? 2, minutes: numberOf(value, "minutes") ?? 1, by };
}
