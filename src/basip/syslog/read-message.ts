import { EVENT_KEYS, type EventKey } from "../../event/catalog.ts";
import { renderName } from "../texts/render-texts.ts";
import { UNKNOWN_PART, valueOf } from "./part-values.ts";

/** The key of an event whose line has no text that is known. Ours, no panel's (assumed). */
export const SYSLOG_MESSAGE_KEY = "syslog_message";

/** What a message says happened. */
export interface SyslogMeaning {
  readonly key: EventKey | typeof SYSLOG_MESSAGE_KEY;
  /** The model's members, in the order in which they are kept. */
  readonly model: Readonly<Record<string, string | number | boolean>>;
}

/** A text that is known. */
interface KnownText {
  readonly key: EventKey;
  /** Where it stands: the number of a part. */
  readonly parts: readonly number[];
  readonly text: RegExp;
  /** Reads the model. @param groups what the text's pattern caught */
  readonly model: (
    parts: readonly string[],
    groups: readonly string[],
  ) => Readonly<Record<string, string | number | boolean | undefined>>;
}

const nothing = (): KnownText["model"] => () => ({});

/**
 * The texts that are known, with the part that each stands in: the other way round of `SYSLOG_TEXTS`.
 * The types 100, 105 and 106 are not asked for, as they are not known of all.
 *
 * Source: as there. That a call is one that went out is assumed: its text does not say.
 */
const KNOWN_TEXTS: readonly KnownText[] = [
  {
    key: "lock_was_opened_by_exit_btn",
    parts: [2],
    text: /^Door opened by exit button$/,
    model: nothing(),
  },
  {
    key: "door_sensor_was_opened",
    parts: [2],
    text: /^Door was opened with door sensor$/,
    model: nothing(),
  },
  {
    key: "door_sensor_was_closed",
    parts: [2],
    text: /^Door was closed with door sensor$/,
    model: nothing(),
  },
  {
    key: "access_granted_by_master_code",
    parts: [3],
    text: /^Door opened by general access code$/,
    model: (parts) => ({ code: known(parts[2]) }),
  },
  {
    key: "access_granted_by_call_host",
    parts: [5],
    text: /^Door (\d{1,2}) opened by call host$/,
    model: (parts, [lock]) => ({ host: hostOf(parts[4]), lock: Number(lock) }),
  },
  {
    key: "access_granted_by_valid_identifier",
    parts: [6],
    text: /^Door opened by card\. Info$/,
    model: (parts) => ({ number: known(parts[4]), type: "card" }),
  },
  {
    key: "access_granted_by_valid_identifier",
    parts: [6],
    text: /^Door opened by access code\. Info$/,
    model: (parts) => ({ number: known(parts[2]), type: "input_code" }),
  },
  {
    key: "outgoing_call",
    parts: [8],
    text: /^call was accepted$/,
    model: () => ({ answered: true }),
  },
  {
    key: "outgoing_call_missed",
    parts: [8, 10],
    text: /^call was no accepted$/,
    model: () => ({ answered: false }),
  },
];

/** English names, as they stand in a part, and their keys. */
const KEYS_BY_NAME: ReadonlyMap<string, EventKey> = new Map(
  EVENT_KEYS.map((key) => [valueOf(renderName("en", key)), key] as const).toReversed(),
);

/** So many parts are looked at: one more than the last that is known. */
const MOST_PARTS = 11;

/**
 * What a message means. One that has no known text is an event too: {@link SYSLOG_MESSAGE_KEY}, with the
 * message as its `text`, to the letter. A part that is `0` says nothing, so the model lacks it.
 *
 * `EVENT:0:<English name>` is the event of that name: so the emulator writes what has no known text
 * (assumed).
 */
export function readSyslogMessage(message: string): SyslogMeaning {
  const parts = message.split(/[,:]/, MOST_PARTS).map((part) => part.trim());
  return knownText(parts) ?? named(parts) ?? { key: SYSLOG_MESSAGE_KEY, model: { text: message } };
}

function knownText(parts: readonly string[]): SyslogMeaning | undefined {
  if (parts[0] !== "EVENT") return undefined;
  for (const { key, parts: places, text, model } of KNOWN_TEXTS) {
    for (const place of places) {
      const [whole, ...groups] = text.exec(parts[place] ?? "") ?? [];
      if (whole !== undefined) return { key, model: withoutGaps(model(parts, groups)) };
    }
  }
  return undefined;
}

function named(parts: readonly string[]): SyslogMeaning | undefined {
  if (parts.length !== 3 || parts[0] !== "EVENT" || parts[1] !== UNKNOWN_PART) return undefined;
  const key = KEYS_BY_NAME.get(parts[2] ?? "");
  return key === undefined ? undefined : { key, model: {} };
}

function known(part: string | undefined): string | undefined {
  return part === "" || part === UNKNOWN_PART ? undefined : part;
}

/** `101@10.0.0.7` as it stands; `101` of `101@0`. */
function hostOf(part: string | undefined): string | undefined {
  return known(part?.replace(/@0?$/, ""));
}

function withoutGaps(model: ReturnType<KnownText["model"]>): SyslogMeaning["model"] {
  const members: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(model)) {
    if (value !== undefined) members[name] = value;
  }
  return members;
}
