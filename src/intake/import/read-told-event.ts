import { readText, unusable } from "../../basip/event-fields.ts";
import { decodeString, joinMembers, takeMember } from "../../basip/link/members.ts";
import type { Member } from "../../basip/link/members.ts";
import { MAX_EVENT_BYTES } from "../../basip/link/read-event.ts";
import type { PanelEvent, PanelSerial, Source } from "../../event/event.ts";
import { readMoment } from "./read-moment.ts";

/** An event in the book's words. */
export interface ToldEvent {
  readonly panel: PanelSerial;
  readonly event: PanelEvent;
  /** The seq that it had in the log that told it. */
  readonly seq: number | undefined;
}

/** How events are read. */
export interface ToldReading {
  /** What the event is said to have come by, unless it says that it is syslog. */
  readonly source: Extract<Source, "import" | "api">;
  /** The panel of events that name none. */
  readonly panel?: PanelSerial | undefined;
  /** The IANA zone of times without an offset; they are refused when absent. */
  readonly zone?: string | undefined;
}

/** What the book works out when it tells an event: it is no part of it. */
export const WORKED_OUT: readonly string[] = [
  "panelName",
  "site",
  "entrance",
  "receivedAt",
  "name",
  "text",
  "owner",
  "number",
  "apartment",
  "lock",
];

/**
 * Reads an event in the book's words: `{"panel","occurredAt","key","category","priority","model",…}`, as
 * `GET /book/v1/events` tells it, or as others write it.
 *
 * The model is the text as sent. Members that we do not know are kept in `extra`, after those of the
 * member `extra`. An event with a `seq` was told by a book: what that worked out is left out. What came
 * by syslog stays so, for it is told apart by it.
 *
 * @param members of an object, in `text`
 */
export function readToldEvent(
  text: string,
  members: readonly Member[],
  { source, panel: fallback, zone }: ToldReading,
): ToldEvent | { readonly reason: string } {
  const rest: (Member | undefined)[] = [...members];
  const panel = takeMember(rest, "panel", readText) ?? fallback;
  const time = readMoment(takeMember(rest, "occurredAt", plainOf) ?? "", zone);
  const key = takeMember(rest, "key", readText);
  const category = takeMember(rest, "category", readName);
  const priority = takeMember(rest, "priority", readName);
  if (panel === undefined) return { reason: "no usable panel" };
  if ("reason" in time) return time;
  if (key === undefined) return { reason: "no usable key" };
  const reason =
    unusable("panel", panel) ??
    unusable("key", key) ??
    unusable("category", category) ??
    unusable("priority", priority);
  if (reason !== undefined) return { reason };
  const model = takeMember(rest, "model", (value) => value);
  const marks = takeMarks(rest, source);
  const seq = takeSeq(rest);
  const extra = takeExtra(text, rest);
  if (sizeOf(model, extra) > MAX_EVENT_BYTES) return { reason: "over 64 KiB" };
  const said = { occurredAtMs: time.atMs, key, category: category || undefined };
  const event = { ...said, priority: priority || undefined, model, extra, ...marks };
  return { panel, event, seq };
}

/** How large an event is that goes by its model and what is kept beside it, UTF-16 units. */
export function sizeOf(model: string | undefined, extra: string | undefined): number {
  return (model?.length ?? 0) + (extra?.length ?? 0);
}

/** By what an event came, whether it is an echo; late is nobody's to say. */
function takeMarks(
  rest: (Member | undefined)[],
  source: ToldReading["source"],
): Pick<PanelEvent, "source" | "isEcho"> {
  const said = takeMember(rest, "source", readText);
  const isEcho = takeMember(rest, "echo", (value) => value) === "true";
  takeMember(rest, "late", (value) => value);
  if (said !== "syslog") return { source };
  return isEcho ? { source: said, isEcho } : { source: said };
}

function takeSeq(rest: (Member | undefined)[]): number | undefined {
  const seq = takeMember(rest, "seq", (value) => (/^\d{1,15}$/.test(value) ? value : undefined));
  if (seq === undefined) return undefined;
  for (const name of WORKED_OUT) takeMember(rest, name, (value) => value);
  return Number(seq);
}

function takeExtra(text: string, rest: (Member | undefined)[]): string | undefined {
  const extra = takeMember(rest, "extra", (value) =>
    value.startsWith("{") || value === "null" ? value : undefined,
  );
  const said = extra === "null" || extra === undefined || isBare(extra) ? undefined : extra;
  const unknown = joinMembers(text, rest);
  if (said === undefined || unknown === undefined) return said ?? unknown;
  return `${said.slice(0, -1)},${unknown.slice(1)}`;
}

function isBare(object: string): boolean {
  return object.slice(1, -1).trim() === "";
}

/** A name, empty where `null` or `""` says that there is none. */
function readName(value: string): string | undefined {
  return value === "null" || value === '""' ? "" : readText(value);
}

/** A number as it stands, or what a string says. */
function plainOf(value: string): string | undefined {
  return value.startsWith('"') ? decodeString(value) : value;
}
