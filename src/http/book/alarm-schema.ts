import { ALARM_BOUNDS } from "../../alarms/check-alarm.ts";
import { THRESHOLD_GROUPS } from "../../alarms/alarm.ts";
import { NOTICE_KINDS } from "../../alarms/notice.ts";
import { LOCALES } from "../../basip/texts/locales.ts";
import { object } from "../routes/book/schemas.ts";

const NULL = { type: "null" } as const;
const TIME = { type: "integer", minimum: 0, description: "Milliseconds since 1970" } as const;
const COUNT = { type: "integer", minimum: 0 } as const;

/** An alarm's name. */
export const ALARM_NAME = {
  type: "string",
  minLength: 1,
  maxLength: ALARM_BOUNDS.name,
  description: "Name of the alarm",
  examples: ["tamper"],
} as const;

const QUERY = {
  type: "string",
  maxLength: ALARM_BOUNDS.query,
  description: "Which events it is for, in the query language, without times; empty for all",
  examples: ["key eq 'tamper_event'"],
} as const;

const WEBHOOK = {
  type: "string",
  minLength: 1,
  maxLength: ALARM_BOUNDS.url,
  description: "Address that notices are posted to; not together with emails",
  examples: ["http://127.0.0.1:9000/alarms"],
} as const;

const EMAILS = {
  type: "array",
  minItems: 1,
  maxItems: ALARM_BOUNDS.emails,
  items: { type: "string", minLength: 3, maxLength: ALARM_BOUNDS.email },
  description: "Addresses that notices are mailed to; not together with webhook",
  examples: [["guard@house.example"]],
} as const;

/** So many events within so long. */
export const THRESHOLD_OR_NULL = {
  anyOf: [
    object({
      count: { type: "integer", minimum: ALARM_BOUNDS.leastCount, maximum: ALARM_BOUNDS.mostCount },
      minutes: { type: "integer", minimum: 1, maximum: ALARM_BOUNDS.minutes },
      by: { type: "string", enum: THRESHOLD_GROUPS },
    }),
    NULL,
  ],
  description:
    "Told once so many events came within so many minutes, of one panel, of one identifier or in all; null where each event counts",
} as const;

const QUIET = {
  type: "integer",
  minimum: 0,
  maximum: ALARM_BOUNDS.minutes,
  description: "At most one e-mail in so many minutes; what is too much is counted. 0 for no bound",
} as const;

const LOCALE = { type: "string", enum: LOCALES, description: "Language of texts" } as const;

const ZONE = {
  type: "string",
  minLength: 1,
  maxLength: 64,
  description: "IANA time zone of the times in e-mails",
  examples: ["Europe/Kyiv"],
} as const;

const ENABLED = {
  type: "boolean",
  description: "Whether it runs. Switched on again, it is for events that come from then on",
} as const;

/** What may be said of an alarm. */
export const ALARM_PROPERTIES = {
  query: QUERY,
  webhook: WEBHOOK,
  emails: EMAILS,
  threshold: THRESHOLD_OR_NULL,
  quietMinutes: QUIET,
  locale: LOCALE,
  zone: ZONE,
  enabled: ENABLED,
} as const;

const FAILING = {
  anyOf: [
    object({
      since: TIME,
      tries: COUNT,
      answer: { type: "string", description: "What came of the last try" },
    }),
    NULL,
  ],
  description: "That notices do not arrive; null where they do",
} as const;

/** An alarm as it is told. */
export const ALARM = {
  ...object(
    {
      name: ALARM_NAME,
      ...ALARM_PROPERTIES,
      webhook: { anyOf: [WEBHOOK, NULL], description: "Address of its webhook; null for e-mail" },
      emails: { anyOf: [EMAILS, NULL], description: "E-mail addresses; null for a webhook" },
      position: { ...COUNT, description: "Events up to this seq are done with" },
      deliveredAt: {
        anyOf: [TIME, NULL],
        description: "When a notice of events was delivered last; null for never",
      },
      failing: FAILING,
      secret: {
        type: "string",
        description: "What its webhooks are signed with, when it was made: told this once",
      },
    },
    ["secret"],
  ),
  description: "An alarm",
} as const;

/** A notice that was sent, or given up. */
export const NOTICE = object({
  id: { type: "string", description: "As the receiver was told" },
  kind: { type: "string", enum: NOTICE_KINDS },
  at: TIME,
  events: { ...COUNT, description: "How many events, those that were only counted too" },
  firstSeq: COUNT,
  lastSeq: COUNT,
  gone: { ...COUNT, description: "Events that were removed before the alarm could look at them" },
  tries: COUNT,
  delivered: { type: "boolean" },
  answer: { type: "string", description: "What came of the last try" },
});

/** An alarm to begin with. */
export const TEMPLATE = object({
  name: { type: "string" },
  query: QUERY,
  threshold: THRESHOLD_OR_NULL,
  description: { type: "string" },
});
