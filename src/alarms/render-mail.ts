import { fill, MAIL_TEXTS } from "./mail-texts.ts";
import type { MailTexts } from "./mail-texts.ts";
import type { Notice, NoticeItem } from "./notice.ts";

/** How long a subject and the line of an event may be, in characters. */
const MAX_SUBJECT = 200;
const MAX_LINE = 500;

/** An e-mail as plain text. */
export interface Mail {
  /** One line. */
  readonly subject: string;
  readonly text: string;
}

/** The e-mail of a notice, in the language and the time zone of its alarm. */
export function renderMail(notice: Notice): Mail {
  const { alarm, kind, items, more, gone } = notice;
  const texts = MAIL_TEXTS[alarm.locale];
  const mark = kind === "events" ? undefined : texts[kind];
  const time = timesOf(alarm.zone);
  const lines = items.map((item) => `${time(item.occurredAtMs)}  ${lineOf(item, texts)}`);
  const parts = [
    ...(mark === undefined ? [] : [`${mark}.`]),
    lines.join("\n"),
    ...(more > 0 ? [fill(texts.more, { count: more })] : []),
    ...(gone > 0 ? [fill(texts.gone, { count: gone })] : []),
    [fill(texts.times, { zone: alarm.zone }), fill(texts.sentBy, { alarm: alarm.name })].join("\n"),
  ];
  const prefix = mark === undefined ? "" : `${mark}: `;
  const subject = bounded(oneLine(`${prefix}${subjectOf(notice, texts)}`), MAX_SUBJECT);
  return { subject, text: `${parts.join("\n\n")}\n` };
}

function subjectOf({ alarm, items, more }: Notice, texts: MailTexts): string {
  const [first] = items;
  const count = items.length + more;
  const told = count === 1 && first ? first.text : fill(texts.events, { count });
  return `${alarm.name}: ${told}`;
}

function lineOf({ text, reached }: NoticeItem, texts: MailTexts): string {
  const line = bounded(oneLine(text), MAX_LINE);
  return reached === undefined ? line : `${line} (${fill(texts.reached, { ...reached, ids: "" })})`;
}

/** Moments in a time zone: `2026-03-14 08:15:00`. */
function timesOf(zone: string): (atMs: number) => string {
  return (atMs) => {
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
    return local.toPlainDateTime().toString({ smallestUnit: "second" }).replace("T", " ");
  };
}

/** What a panel sent must not begin another line, nor a header. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

function bounded(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).toWellFormed()}…`;
}
