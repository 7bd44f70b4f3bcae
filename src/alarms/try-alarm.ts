import type { StoredEvent } from "../event/event.ts";
import type { AlarmParts } from "./alarm-parts.ts";
import type { Alarm } from "./alarm.ts";
import { newNoticeId, sentNotice } from "./notice.ts";
import type { Answer } from "./notice.ts";
import { renderFor } from "./render-for.ts";

/** What sending something now rests on. */
export type TryParts = Pick<AlarmParts, "senders" | "kept" | "fleet" | "now">;

/** Sends a sample that is marked as a test, once. @throws AppError `unavailable` */
export async function tryAlarm(
  alarm: Alarm,
  { senders, kept, fleet, now }: TryParts,
  signal: AbortSignal,
): Promise<Answer> {
  const event = sampleEvent(now());
  const { seq, occurredAtMs } = event;
  const item = { id: "test.0", seq, occurredAtMs, text: renderFor(alarm, fleet)(event) };
  const kinds = { kind: "test", more: 0, gone: 0 } as const;
  const notice = { id: newNoticeId(now()), alarm, items: [item], ...kinds };
  const answer = await senders[alarm.target.is].send(notice, signal);
  await kept.note(alarm.name, sentNotice(notice, answer, { atMs: now(), tries: 1 }));
  return answer;
}

/** An event that never happened, of a panel that there is not. */
function sampleEvent(nowMs: number): StoredEvent {
  return {
    seq: 0,
    panel: "TEST",
    occurredAtMs: nowMs,
    receivedAtMs: nowMs,
    key: "tamper_event",
    category: "emergency",
    priority: "critical",
    model: undefined,
    extra: undefined,
    source: "api",
  };
}
