import type { AlarmChange } from "../../alarms/alarm-changes.ts";
import { THRESHOLD_GROUPS } from "../../alarms/alarm.ts";
import type { Threshold } from "../../alarms/alarm.ts";
import { ALARM_BOUNDS } from "../../alarms/check-alarm.ts";
import { LOCALES } from "../../basip/texts/locales.ts";
import { isZone } from "../../fleet/site.ts";
import { integer, text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue, optionValues } from "../arguments.ts";
import type { Call, Option } from "../command.ts";

const { leastCount, mostCount, minutes } = ALARM_BOUNDS;

const QUERY: SettingDefinition<string> = {
  ...text("", "which events it is for, in the query language, without times; all when empty"),
  placeholder: "QUERY",
  expected: "a query",
  parse: (raw) => (typeof raw === "string" ? raw : undefined),
};
const WEBHOOK = {
  ...text("", "post its notices to this address, as https://receiver.example/alarms"),
  placeholder: "URL",
};
const EMAIL = {
  ...text("", "mail its notices to this address; may stand more than once"),
  placeholder: "ADDRESS",
};
const COUNT = integer(3, leastCount, mostCount, "tell it once so many events have come");
const MINUTES = integer(5, 1, minutes, "the minutes within which the events of --count come");
const QUIET = integer(0, 0, minutes, "at most one e-mail in so many minutes; the rest is counted");
const ZONE: SettingDefinition<string> = {
  ...text("UTC", "time zone of the times in e-mails, as Europe/Kyiv"),
  placeholder: "ZONE",
  expected: "a time zone, as Europe/Kyiv",
  parse: (raw) => (typeof raw === "string" && isZone(raw) ? raw : undefined),
};

/** What can be said of an alarm. What it is by itself stands in the notes: an edit leaves it. */
export const ALARM_OPTIONS = {
  query: { help: QUERY.help, value: QUERY },
  webhook: { help: WEBHOOK.help, value: WEBHOOK },
  email: { help: EMAIL.help, value: EMAIL, isMany: true },
  count: { help: COUNT.help, value: withoutFallback(COUNT) },
  minutes: { help: `${MINUTES.help} (default: 5)`, value: withoutFallback(MINUTES) },
  by: {
    help: "count the events of one panel, of one identifier's number, or all (default: panel)",
    words: THRESHOLD_GROUPS,
  },
  "each-event": { help: "no --count any more: each event counts" },
  quiet: { help: QUIET.help, value: withoutFallback(QUIET) },
  language: { help: "language of its texts", words: LOCALES },
  zone: { help: ZONE.help, value: withoutFallback(ZONE) },
  on: { help: "run it, for events that come from now on" },
  off: { help: "do not run it" },
} as const satisfies Readonly<Record<string, Option>>;

function withoutFallback<T>(kind: SettingDefinition<T>): SettingDefinition<T | undefined> {
  return { ...kind, fallback: undefined };
}

/**
 * What the options say of an alarm.
 *
 * @param before how its events are counted, where nothing is said
 * @throws UsageError when they do not fit together
 */
export function readAlarmOptions(
  options: Call["options"],
  before: Threshold | undefined,
): AlarmChange {
  const emails = optionValues(options, "email");
  const [isOn, isOff] = [options.has("on"), options.has("off")];
  if (isOn && isOff) throw new UsageError("--on and --off exclude one another");
  return {
    query: options.get("query"),
    webhook: options.get("webhook"),
    emails: emails.length === 0 ? undefined : emails,
    threshold: thresholdOf(options, before),
    quietMinutes: optionValue(options, "quiet", ALARM_OPTIONS.quiet.value),
    locale: LOCALES.find((locale) => locale === options.get("language")),
    zone: options.get("zone"),
    isOn: isOn ? true : isOff ? false : undefined,
  };
}

function thresholdOf(options: Call["options"], before: Threshold | undefined): Threshold | null {
  const by = THRESHOLD_GROUPS.find((group) => group === options.get("by"));
  const count = optionValue(options, "count", ALARM_OPTIONS.count.value);
  const within = optionValue(options, "minutes", ALARM_OPTIONS.minutes.value);
  const isSaid = [by, count, within].some((part) => part !== undefined);
  if (options.has("each-event")) {
    if (isSaid) throw new UsageError("--each-event stands without --count, --minutes and --by");
    return null;
  }
  if (!isSaid) return before ?? null;
  if (count === undefined && before === undefined) {
    throw new UsageError("--minutes and --by stand with --count");
  }
  return {
    count: count ?? before?.count ?? COUNT.fallback,
    minutes: within ?? before?.minutes ?? MINUTES.fallback,
    by: by ?? before?.by ?? "panel",
  };
}
