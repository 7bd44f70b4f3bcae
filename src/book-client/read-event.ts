import { listMembers } from "../basip/link/members.ts";
import { type Source, SOURCES } from "../event/event.ts";
import type { BookEvent } from "./book-event.ts";
import { badAnswer } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";
import { MembersOf } from "./members-of.ts";

/**
 * Reads one event of an answer.
 *
 * @param text valid JSON
 * @throws DoorbookError `bad_answer`
 */
export function readEvent(text: string): BookEvent {
  const members = new MembersOf(parseExactJson(text));
  return {
    seq: members.number("seq"),
    panel: members.text("panel"),
    occurredAt: members.number("occurredAt"),
    receivedAt: members.number("receivedAt"),
    key: members.text("key"),
    category: members.text("category"),
    priority: members.text("priority"),
    name: members.text("name"),
    text: members.text("text"),
    source: readSource(members),
    ...readRest(text, members),
  };
}

/** Reads one event of an answer to a question that picks members; those that are not there stay away. */
export function readPickedEvent(text: string): Partial<BookEvent> {
  const members = new MembersOf(parseExactJson(text));
  const whole: Partial<BookEvent> = {
    ...Object.fromEntries(NUMBERS.map((name) => [name, members.optionalNumber(name)])),
    ...Object.fromEntries(TEXTS.map((name) => [name, members.optionalText(name)])),
    ...(members.value("source") !== undefined && { source: readSource(members) }),
    ...readRest(text, members),
  };
  return Object.fromEntries(
    Object.entries(whole).filter(
      ([name]) => members.value(name.replace(/Text$/, "")) !== undefined,
    ),
  );
}

const NUMBERS = ["seq", "occurredAt", "receivedAt"] as const;
const TEXTS = ["panel", "key", "category", "priority", "name", "text"] as const;

/** What an event need not have. */
type Rest = Omit<BookEvent, (typeof NUMBERS)[number] | (typeof TEXTS)[number] | "source">;

function readRest(text: string, members: MembersOf): Rest {
  return {
    model: members.value("model") ?? null,
    modelText: textOf(text, "model"),
    extra: members.value("extra"),
    extraText: textOf(text, "extra"),
    late: members.flag("late"),
    echo: members.flag("echo"),
    panelName: members.optionalText("panelName"),
    site: members.optionalText("site"),
    entrance: members.optionalText("entrance"),
    owner: members.optionalText("owner"),
    number: members.plain("number"),
    apartment: members.plain("apartment"),
    lock: members.plain("lock"),
  };
}

function textOf(text: string, name: "model" | "extra"): string | undefined {
  const member = listMembers(text).findLast((member) => member.name === name);
  return member === undefined || member.value === "null" ? undefined : member.value;
}

function readSource(members: MembersOf): Source {
  const said = members.text("source");
  const source = SOURCES.find((one) => one === said);
  if (source === undefined) throw badAnswer(`has an event of an unknown source`);
  return source;
}
