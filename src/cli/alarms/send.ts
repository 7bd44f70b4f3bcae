import { countWords } from "../panels/state-words.ts";
import { MAX_NOTICES } from "../../alarms/kept-alarms.ts";
import type { SentNotice } from "../../alarms/notice.ts";
import { replayAlarm } from "../../alarms/replay.ts";
import { tryAlarm } from "../../alarms/try-alarm.ts";
import { readTime } from "../../book/query/read-time.ts";
import { integer, text } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { renderTable } from "../table.ts";
import { timeOf } from "./show.ts";
import { showingWhere, withAlarms } from "./with-alarms.ts";

const NAME = { name: "NAME" } as const;

const FROM = {
  ...text("", "when the first of the events happened: 2026-03-14, 2026-03-14T08:15, Unix ms"),
  placeholder: "TIME",
};
const TO = { ...text("", "when the last of them happened"), placeholder: "TIME" };
const LIMIT = integer(50, 1, MAX_NOTICES, "at most so many, the newest");

/** `doorbook alarms test`. */
export const test: Command = {
  summary: "Send a sample, marked as a test, from this machine.",
  operands: [NAME],
  settings: ["data", "smtpUrl", "smtpFrom"],
  notes: "Exits with 1 when it does not arrive.",
  run: ({ settings, operands: [name = ""] }: Call) =>
    withAlarms(settings, "expect", async ({ parts, changes }) => {
      const alarm = await changes.find(name);
      const answer = await tryAlarm(alarm, parts, new AbortController().signal);
      const line = `${answer.isDelivered ? "Delivered" : "Not delivered"}: ${answer.text}`;
      if (answer.isDelivered) console.log(line);
      else console.error(line);
      return answer.isDelivered ? 0 : 1;
    }),
};

const NOTHING_SENT = "Nothing was delivered yet: doorbook alarms list says how it is.";

/** `doorbook alarms log`. */
export const log: Command = {
  summary: "List what an alarm has sent, the oldest first.",
  operands: [NAME],
  options: { limit: { help: LIMIT.help, value: LIMIT } },
  settings: ["data"],
  run: ({ settings, operands: [name = ""], options }: Call) =>
    withAlarms(settings, "expect", async ({ parts: { kept }, changes }) => {
      await changes.find(name);
      const sent = await kept.notices(name, optionValue(options, "limit", LIMIT));
      const columns = ["AT", "KIND", "EVENTS", "SEQ", "TRIES", "DELIVERED", "ANSWER"];
      const rows = sent.toReversed().map(rowOf);
      console.log(rows.length === 0 ? NOTHING_SENT : renderTable(columns, rows));
      return 0;
    }),
};

/** `doorbook alarms replay`. */
export const replay: Command = {
  summary: "Send again what an alarm is for, of a stretch of time, marked as a replay.",
  operands: [NAME],
  options: {
    from: { help: FROM.help, value: FROM, isNeeded: true },
    to: { help: TO.help, value: TO, isNeeded: true },
  },
  settings: ["data", "lateSeconds", "smtpUrl", "smtpFrom"],
  notes: [
    "Times are those of the alarm's zone, both included. It goes by what the log holds now, from this machine,",
    "and leaves late events out as ever. Exits with 1 when the receiver does not take it.",
  ].join("\n"),
  run: ({ settings, operands: [name = ""], options }: Call) =>
    withAlarms(settings, "expect", async ({ parts, changes }) => {
      const alarm = await changes.find(name);
      const clock = { nowMs: Date.now(), zone: alarm.zone };
      const [from, to] = [options.get("from") ?? "", options.get("to") ?? ""];
      const first = await showingWhere(from, async () => momentOf(from, clock).firstMs);
      const last = await showingWhere(to, async () => momentOf(to, clock).lastMs);
      if (last < first) throw new UsageError("--to must not be before --from");
      const span = { from: timeOf(first), to: timeOf(last) };
      await changes.tell("doorbook_alarm_replayed", { alarm: name, ...span });
      const asked = { alarm, fromMs: first, toMs: last };
      const done = await replayAlarm(asked, parts, new AbortController().signal);
      console.log(
        `Delivered again: ${countWords(done.events, "event")} in ${countWords(done.notices, "notice")}.`,
      );
      if (done.failure === undefined) return 0;
      console.error(`The rest was not taken: ${done.failure.text}`);
      return 1;
    }),
};

/** As the book's API reads `from` and `to`. */
function momentOf(text: string, clock: { readonly nowMs: number; readonly zone: string }) {
  if (/^\d{1,15}$/.test(text)) return { firstMs: Number(text), lastMs: Number(text) };
  return readTime(text.trim(), 0, clock);
}

function rowOf(sent: SentNotice): readonly string[] {
  const { atMs, kind, events, firstSeq, lastSeq, tries, isDelivered, answer } = sent;
  const seqs = firstSeq === lastSeq ? `${firstSeq}` : `${firstSeq} to ${lastSeq}`;
  const done = isDelivered ? "yes" : "no";
  return [timeOf(atMs), kind, String(events), seqs, String(tries), done, answer];
}
