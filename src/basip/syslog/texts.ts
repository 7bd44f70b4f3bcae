import type { EventKey } from "../../event/catalog.ts";
import type { JsonObject } from "../json-object.ts";
import { addressOf, lockOf, valueOf } from "./part-values.ts";

/** What a message says: its type, and its parts by their numbers. Part 0 is `EVENT`, part 1 the type. */
export interface SyslogText {
  /** 0 where it is not known. */
  readonly type: number;
  /** The parts that are known, from 2; those between are 0. */
  readonly parts: Readonly<Record<number, string>>;
}

const UNKNOWN_TYPE = 0;

function text(type: number, parts: SyslogText["parts"]): SyslogText {
  return { type, parts };
}

function call(isAccepted: boolean): SyslogText {
  return text(UNKNOWN_TYPE, { 8: isAccepted ? "call was accepted" : "call was no accepted" });
}

const opened = (): SyslogText => text(UNKNOWN_TYPE, { 2: "Door was opened with door sensor" });
const closed = (): SyslogText => text(UNKNOWN_TYPE, { 2: "Door was closed with door sensor" });

/** A call counts as taken unless its model says that it was not (assumed). */
const taken = ({ answered }: JsonObject): SyslogText => call(answered !== false);

/** By type of identifier; one of another type has no known text. */
const IDENTIFIERS: Readonly<Record<string, (number: string) => SyslogText>> = {
  card: (number) => text(UNKNOWN_TYPE, { 4: number, 6: "Door opened by card. Info" }),
  input_code: (code) => text(UNKNOWN_TYPE, { 2: code, 6: "Door opened by access code. Info" }),
};

/**
 * The messages that are known, by the key of their event, made from the event's model; `undefined`
 * where the model is of a sort that no message is known for.
 *
 * Source: the vendor's page of syslog for the general access code, receivers of real panels for the
 * other texts, their places and the types 105 and 106 (observed). Which event has which text is
 * assumed, and so is each part and type that nothing is known of.
 */
export const SYSLOG_TEXTS: Readonly<
  Partial<Record<EventKey, (model: JsonObject) => SyslogText | undefined>>
> = {
  lock_was_opened_by_exit_btn: () => text(105, { 2: "Door opened by exit button" }),
  door_was_opened: opened,
  door_was_closed: closed,
  door_sensor_was_opened: opened,
  door_sensor_was_closed: closed,
  access_granted_by_master_code: ({ code }) =>
    text(100, { 2: valueOf(code), 3: "Door opened by general access code", 4: "0000" }),
  access_granted_by_call_host: ({ host, lock }) =>
    text(106, { 4: addressOf(host), 5: `Door ${lockOf(lock)} opened by call host` }),
  access_granted_by_valid_identifier: ({ type, number }) =>
    typeof type === "string" && Object.hasOwn(IDENTIFIERS, type)
      ? IDENTIFIERS[type]?.(valueOf(number))
      : undefined,
  incoming_call: taken,
  outgoing_call: taken,
  outgoing_call_missed: () => call(false),
};
