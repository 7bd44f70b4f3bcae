import { prepareConditionOf } from "./alarm-condition.ts";
import type { AlarmFleet } from "./alarm-condition.ts";
import { AppError } from "../event/errors.ts";
import { isZone } from "../fleet/site.ts";
import type { Alarm, Threshold } from "./alarm.ts";
import { isRefusedAddress } from "./refused-addresses.ts";

/** How long the texts of an alarm may be, in characters, and how large its numbers. */
export const ALARM_BOUNDS = {
  name: 64,
  query: 4_096,
  url: 2_048,
  email: 254,
  emails: 20,
  leastCount: 2,
  mostCount: 100,
  minutes: 1_440,
} as const;

const EMAIL = /^[^\s@<>()[\],;:\\"\p{Cc}]{1,64}@[^\s@<>()[\],;:\\"\p{Cc}]{1,189}$/u;

/**
 * Checks an alarm before it is kept.
 *
 * @throws AppError `invalid` saying what is wrong; QueryError saying where in the query
 */
export function checkAlarm(alarm: Alarm, fleet: AlarmFleet): void {
  const { name, query, target, threshold, quietMinutes, zone } = alarm;
  if (name === "" || name.length > ALARM_BOUNDS.name || /\p{Cc}/u.test(name)) {
    refuse(`The name of an alarm is one line of 1 to ${ALARM_BOUNDS.name} characters`);
  }
  if (query.length > ALARM_BOUNDS.query) {
    refuse(`A query has at most ${ALARM_BOUNDS.query} characters`);
  }
  prepareConditionOf(query, fleet);
  if (target.is === "webhook") checkWebhook(target.url);
  else checkEmails(target.to);
  if (threshold !== undefined) checkThreshold(threshold);
  if (!isWhole(quietMinutes, 0, ALARM_BOUNDS.minutes)) {
    refuse(`The quiet time is 0 to ${ALARM_BOUNDS.minutes} minutes`);
  }
  if (quietMinutes > 0 && target.is !== "email") {
    refuse("A quiet time is for e-mails: a webhook gets every event");
  }
  if (!isZone(zone)) refuse(`There is no time zone ${JSON.stringify(zone)}`);
}

/** @throws AppError `invalid` for what is no address that a webhook may go to */
function checkWebhook(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === undefined || !isHttp || text.length > ALARM_BOUNDS.url) {
    refuse("A webhook is an address such as https://receiver.example/alarms");
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "") {
    refuse("The address of a webhook has no name, no password and no fragment (#)");
  }
  if (isRefusedAddress(url.hostname)) {
    refuse(`No webhook goes to ${url.hostname}: link-local addresses are refused`);
  }
}

function checkEmails(to: readonly string[]): void {
  if (to.length === 0 || to.length > ALARM_BOUNDS.emails) {
    refuse(`An alarm goes to 1 to ${ALARM_BOUNDS.emails} e-mail addresses`);
  }
  for (const address of to) {
    if (!EMAIL.test(address)) {
      refuse(`${JSON.stringify(address)} is no plain e-mail address, as guard@house.example`);
    }
  }
}

function checkThreshold({ count, minutes }: Threshold): void {
  const { leastCount, mostCount } = ALARM_BOUNDS;
  if (!isWhole(count, leastCount, mostCount)) {
    refuse(`A threshold is ${leastCount} to ${mostCount} events`);
  }
  if (!isWhole(minutes, 1, ALARM_BOUNDS.minutes)) {
    refuse(`The events of a threshold come within 1 to ${ALARM_BOUNDS.minutes} minutes`);
  }
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

function refuse(message: string): never {
  throw new AppError("invalid", message);
}
